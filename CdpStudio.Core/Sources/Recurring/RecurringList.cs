using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>A recurring import as pages and programs see it; the secret stays where it is.</summary>
/// <param name="Mapping">What the columns mean, as the JSON of an import's mapping.</param>
/// <param name="NextAt">When it looks next; null while the source is closed or a look is going on.</param>
/// <param name="LastAt">When the last look began; null before the first.</param>
/// <param name="SilentAfterHours">Null when nobody is told.</param>
/// <param name="Job">The last look's run; null when it is no longer remembered.</param>
public sealed record RecurringView(
    SourceId Source, string Name, bool Disabled, SourceKind Kind, string Place, string? Pattern, RecurringSchedule Schedule, string Mapping, AfterImport After,
    SignInKind SignIn, string? SignInName, bool HasSecret, RecurringProblem? Problem, int Failures, bool IsLooking, DateTimeOffset? NextAt, DateTimeOffset? LastAt,
    int? SilentAfterHours, JobRunId? Job, DateTimeOffset ChangedAt, string ChangedBy);

public sealed record RecurringFileRow(
    int Number, string Name, long Bytes, RecurringFileState State, RecurringProblem? Problem, string? Detail, ImportRunId? Run, DateTimeOffset SeenAt, DateTimeOffset? EndedAt);

/// <param name="Ended">When it was over.</param>
public sealed record RecurringLookRow(JobRunId Job, JobState State, DateTimeOffset Began, DateTimeOffset Ended);

public sealed class RecurringList(IDbContextFactory<StudioDbContext> contexts, CurrentWorkspace workspace)
{
    /// <summary>In the order in which they were made.</summary>
    public Task<IReadOnlyList<RecurringView>> AllAsync(CancellationToken cancellationToken) => ViewsAsync(imports => imports, cancellationToken);

    /// <summary>Null when the source is none of recurring imports.</summary>
    public async Task<RecurringView?> FindAsync(SourceId id, CancellationToken cancellationToken) =>
        (await ViewsAsync(imports => imports.Where(i => i.Source == id), cancellationToken)).SingleOrDefault();

    private async Task<IReadOnlyList<RecurringView>> ViewsAsync(
        Func<IQueryable<RecurringImport>, IQueryable<RecurringImport>> which, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = db.JobRuns;
        var found = await (
            from import in which(db.RecurringImports.AsNoTracking())
            join source in db.Sources on import.Source equals source.Id
            orderby source.Id
            select new
            {
                Import = import,
                source.Name,
                source.Kind,
                source.Disabled,
                source.SilentAfterHours,
                // Null when the history of jobs was tidied up.
                Job = jobs.Where(j => j.Id == import.Job).Select(j => (JobState?)j.State).FirstOrDefault(),
                LastAt = jobs.Where(j => j.Id == import.Job).Select(j => (DateTimeOffset?)j.CreatedAt).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return [.. found.Select(f => View(f.Import, f.Name, f.Kind, f.Disabled, f.SilentAfterHours, f.Job, f.LastAt))];
    }

    private RecurringView View(RecurringImport import, string name, SourceKind kind, bool disabled, int? silentAfterHours, JobState? job, DateTimeOffset? lastAt)
    {
        var isLooking = job is JobState.Queued or JobState.Running;
        return new RecurringView(
            import.Source, name, disabled, kind, import.Place, import.Pattern,
            RecurringSchedule.Read(import.Schedule) ?? new RecurringSchedule.Every(RecurringSchedule.MaxMinutes), import.Mapping,
            import.After, import.SignIn, import.SignInName, import.Secret is not null, import.Problem, import.Failures,
            isLooking, disabled || isLooking ? null : RecurringAlarm.DueAt(import, workspace.Zone), lastAt,
            silentAfterHours, job is null ? null : import.Job, import.ChangedAt, import.ChangedBy);
    }

    /// <summary>Looks that are over, the newest first, as long as jobs are remembered. Of those that found nothing the last one alone.</summary>
    public async Task<IReadOnlyList<RecurringLookRow>> LooksAsync(SourceId id, int size, CancellationToken cancellationToken)
    {
        var beginning = LookArguments.BeginningFor(id);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.JobRuns
            .Where(r => r.Kind == LookForFiles.Kind && r.FinishedAt != null && r.Arguments!.StartsWith(beginning))
            .OrderByDescending(r => r.CreatedAt).Take(size)
            .Select(r => new RecurringLookRow(r.Id, r.State, r.CreatedAt, r.FinishedAt!.Value))
            .ToListAsync(cancellationToken);
    }

    /// <summary>The newest first.</summary>
    /// <param name="after">Number of the last file of the page before; null starts with the newest.</param>
    public async Task<IReadOnlyList<RecurringFileRow>> FilesAsync(SourceId id, int? after, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var files = db.RecurringFiles.AsNoTracking().Where(f => f.Source == id);
        if (after is { } last)
        {
            var seenAt = await files.Where(f => f.Number == last).Select(f => (DateTimeOffset?)f.SeenAt).SingleOrDefaultAsync(cancellationToken);
            files = files.Where(f => f.SeenAt < seenAt || (f.SeenAt == seenAt && f.Number < last));
        }

        var rows = await files.OrderByDescending(f => f.SeenAt).ThenByDescending(f => f.Number).Take(size).ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(f => new RecurringFileRow(
                f.Number, ImportFiles.Clean(f.Name), f.Bytes, f.State, f.Problem, f.Detail, f.Run is { } run ? new ImportRunId(run) : null, f.SeenAt, f.EndedAt)),
        ];
    }
}
