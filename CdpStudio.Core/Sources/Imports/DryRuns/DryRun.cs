using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports.DryRuns;

/// <summary>
/// Reads a file as its import would and counts what every row would do, without writing anything: people are compared in the audience
/// engine's memory, so neither the database nor the processor waits for it. Besides rows' keys, which the import remembers too, it keeps
/// counts and <see cref="MaxSamples"/> rows.
/// </summary>
public sealed class DryRun(
    ImportFiles files, KnownProfilesNow profiles, CurrentIdentityRules identity, IDbContextFactory<StudioDbContext> contexts, CurrentCatalogue catalogue, CurrentWorkspace workspace, TimeProvider clock)
{
    public const int MaxSamples = 20;

    private static readonly TimeSpan s_report = TimeSpan.FromMilliseconds(250);
    private static readonly MappedRow.Rejected s_quarantined = new(RejectReason.Quarantined, null);

    /// <param name="progress">Told what was counted so far, a few times a second.</param>
    /// <exception cref="UnreadableFileException">The file's beginning can't be read.</exception>
    public async Task<DryRunResult> RunAsync(
        StoredFile stored, ImportMapping mapping, IProgress<DryRunResult>? progress, CancellationToken cancellationToken)
    {
        var path = files.PathOf(stored.StoredName);
        var detected = await ReadingDetection.DetectAsync(path, mapping.Given, cancellationToken);
        mapping = mapping.With(detected.Reading);
        SeenRuns seen;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) seen = await SeenRuns.ReadAsync(db, cancellationToken);

        using var file = await TableFile.OpenAsync(path, mapping, cancellationToken);
        // Off the caller's thread: it computes for seconds.
        return await Task.Run(() => ReadAsync(file, stored.Bytes, mapping, seen, progress, cancellationToken), cancellationToken);
    }

    private async Task<DryRunResult> ReadAsync(
        TableFile file, long bytes, ImportMapping mapping, SeenRuns seen, IProgress<DryRunResult>? progress, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var mapper = new RowMapper(mapping, file.Columns, now);
        var comparison = new RowComparison(profiles.Take(), identity.Rules, mapping.Conflict, Source.FileImports, now);
        var plan = new TrackingPlan(catalogue.Content, workspace.Zone);
        var tally = new DryRunTally(file.Columns);
        var reported = clock.GetTimestamp();
        string? problem = null;
        try
        {
            while (await file.Rows.ReadAsync(cancellationToken))
            {
                Count(mapper.Map(file.Rows), file.Rows.Line);
                if (tally.Rows % 256 != 0) continue;

                cancellationToken.ThrowIfCancellationRequested();
                if (progress is null || clock.GetElapsedTime(reported) < s_report) continue;

                reported = clock.GetTimestamp();
                progress.Report(tally.Summary(file.BytesRead, bytes, isDone: false, problem: null));
            }
        }
        catch (UnreadableFileException e) when (tally.Rows > 0)
        {
            problem = e.Message;
        }

        return tally.Summary(bytes, bytes, isDone: true, problem);

        void Judge(MappedRow.Taken taken, long line)
        {
            var compared = comparison.Of(taken.Message);
            var (source, key) = (Source.FileImports.Value, taken.Message.Key);
            var judged = Judged(plan, compared);
            // The rule first, as in the import: what it passes over is never sent, and what the plan refuses is not taken, so neither key is remembered.
            if (compared.Message is not null && (judged is null ? seen.Has(source, key) : seen.See(source, key))) tally.Add(RowEffect.Duplicate);
            else if (judged is not null) tally.Add(judged, taken, line);
            else tally.Reject(s_quarantined);
        }

        void Count(MappedRow row, long line)
        {
            switch (row)
            {
                case MappedRow.Rejected rejected:
                    tally.Reject(rejected);
                    break;
                case MappedRow.Taken taken:
                    Judge(taken, line);
                    break;
            }
        }
    }

    /// <summary>What the tracking plan leaves of a row; null when it goes into the quarantine.</summary>
    private static ComparedRow? Judged(TrackingPlan plan, ComparedRow row)
    {
        if (row.Message is not { } message) return row;

        IReadOnlyList<TraitList.Trait> traits = [];
        if (message.Traits is not null && TraitList.Read(message.Traits, out traits) is not null) return null;

        var (_, kept, finding) = PlanJudge.Judge(plan, message, traits, mapped: true);
        if (finding.Refusal is not null) return null;
        if (kept.Count == traits.Count) return row;

        var names = kept.Select(t => StudioText.Key(t.Name)).ToHashSet(StringComparer.Ordinal);
        List<ComparedValue> changes = [.. row.Changes.Where(c => names.Contains(StudioText.Key(c.Name)))];
        var saysNothing = row is { Effect: RowEffect.Changed, SaysMore: false } && changes.Count == 0;
        return row with { Changes = changes, Effect = saysNothing ? RowEffect.Unchanged : row.Effect };
    }
}
