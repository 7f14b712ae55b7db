using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <summary>
/// Writes part after part into files of its own and puts them together at the end, so that a run that was killed goes on behind the last
/// whole part, and memory holds one item. All parts tell the facts up to the same one.
/// </summary>
internal sealed class ExportPerson(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    IEnumerable<IPersonalData> parts,
    IProfileDirectory directory,
    IAudienceEngine engine,
    AcceptedFacts accepted,
    CurrentWorkspace workspace,
    ExportFiles files,
    TimeProvider clock) : IJob
{
    public const string Kind = "person-export";

    private readonly List<IPersonalData> _parts = [.. parts.OrderBy(p => PersonalPart.All.Index().First(known => known.Item == p.Part).Index)];

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run.Id, cancellationToken) is not { Profile: { } profile } request) throw new JobFailedException(ExportFailure.Removed);

        try
        {
            await WriteAsync(run, request, profile, cancellationToken);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            // Its folder may have been taken away under it.
            if (await FindAsync(run.Id, cancellationToken) is not null) throw;
            throw new JobFailedException(ExportFailure.Removed);
        }
        finally
        {
            if (await FindAsync(run.Id, CancellationToken.None) is not { RemovedAt: null }) files.Delete(request.Id);
        }
    }

    private async Task WriteAsync(JobContext run, PrivacyRequest request, ProfileId profile, CancellationToken cancellationToken)
    {
        var written = Left(run, request.Id) ?? new WrittenParts(await accepted.UntilStoredAsync(cancellationToken), []);
        await engine.WaitAsync(written.UpTo, cancellationToken);
        if (directory.Read(profile) is not { } known) throw new JobFailedException(ExportFailure.Gone);

        var person = new AskedPerson(known.Id, directory.Numbers(known.Id), known.Identifiers, written.UpTo);
        var sources = await SourcesAsync(cancellationToken);
        var page = new PersonPage(request.Language, workspace.Zone, sources);
        var folder = Directory.CreateDirectory(files.FolderOf(request.Id)).FullName;
        foreach (var part in _parts.Where(p => !written.Parts.Any(w => w.Part == p.Part)).ToList())
        {
            // The fence in the name: a predecessor that lost its run may still be writing.
            var file = FormattableString.Invariant($"{run.Fence}-{part.Part}");
            var count = await PartWriter.WriteAsync(part.ReadAsync(person, cancellationToken), Path.Combine(folder, file), page, cancellationToken);
            written = written with { Parts = [.. written.Parts, new WrittenPart(part.Part, count, file)] };
            await AdvanceAsync(run, request.Id, written, finished: null, cancellationToken);
        }

        var now = clock.GetUtcNow();
        var head = new PersonHead(
            now, request.Identifier!, workspace.Name, written.UpTo, [.. sources.Select(s => new NamedSource(s.Key, s.Value))], written.Counts); // there until RemovedAt is
        await PersonDocument.WriteAsync(head, written.Parts, folder, page, cancellationToken);
        await AdvanceAsync(run, request.Id, written, now, cancellationToken);
        foreach (var file in Directory.EnumerateFiles(folder).Where(path => !ExportFiles.Names.Contains(Path.GetFileName(path)))) File.Delete(file);
    }

    /// <summary>What a run before wrote; null when that is nothing, or no longer there.</summary>
    private WrittenParts? Left(JobContext run, long request)
    {
        if (run.Checkpoint is null) return null;

        var written = JsonSerializer.Deserialize<WrittenParts>(run.Checkpoint, JsonSerializerOptions.Web)!; // its own
        return written.Parts.All(p => File.Exists(files.PathOf(request, p.JsonFile)) && File.Exists(files.PathOf(request, p.HtmlFile))) ? written : null;
    }

    private async Task AdvanceAsync(JobContext run, long request, WrittenParts written, DateTimeOffset? finished, CancellationToken cancellationToken)
    {
        var progress = new JobProgress(written.Parts.Count, _parts.Count, JsonSerializer.Serialize(written, JsonSerializerOptions.Web));
        var counts = finished is null ? null : JsonSerializer.Serialize(written.Counts);
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await run.AdvanceAsync(db, progress, token);
                var there = await db.PrivacyRequests.Where(r => r.Id == request && r.RemovedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.FinishedAt, finished).SetProperty(r => r.Counts, counts), token);
                if (there == 0) throw new JobFailedException(ExportFailure.Removed);
            },
            cancellationToken);
        run.Announce();
    }

    private async Task<PrivacyRequest?> FindAsync(JobRunId job, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PrivacyRequests.AsNoTracking().SingleOrDefaultAsync(r => r.Job == job, cancellationToken);
    }

    private async Task<IReadOnlyDictionary<int, string>> SourcesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sources.AsNoTracking().ToDictionaryAsync(s => s.Id.Value, s => s.Name, cancellationToken);
    }
}
