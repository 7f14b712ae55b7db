using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>A recurring import as pages show it; the secret stays where it is.</summary>
/// <param name="NextAt">When it looks next; null while the source is closed or a look is going on.</param>
/// <param name="LastAt">When the last look began; null before the first.</param>
/// <param name="Job">The last look's run; null when it is no longer remembered.</param>
public sealed record RecurringView(
    SourceId Source, SourceKind Kind, string Place, string? Pattern, RecurringSchedule Schedule, AfterImport After, SignInKind SignIn, string? SignInName,
    bool HasSecret, RecurringProblem? Problem, int Failures, bool IsLooking, DateTimeOffset? NextAt, DateTimeOffset? LastAt, JobRunId? Job,
    DateTimeOffset ChangedAt, string ChangedBy);

public sealed record RecurringFileRow(
    int Number, string Name, long Bytes, RecurringFileState State, RecurringProblem? Problem, string? Detail, ImportRunId? Run, DateTimeOffset SeenAt, DateTimeOffset? EndedAt);

public sealed class RecurringList(IDbContextFactory<StudioDbContext> contexts, CurrentWorkspace workspace)
{
    /// <summary>Null when the source is none of recurring imports.</summary>
    public async Task<RecurringView?> FindAsync(SourceId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from import in db.RecurringImports.AsNoTracking()
            join source in db.Sources on import.Source equals source.Id
            where import.Source == id
            select new { Import = import, source.Kind, source.Disabled }).SingleOrDefaultAsync(cancellationToken);
        if (found is null) return null;

        var job = await db.JobRuns.Where(r => r.Id == found.Import.Job).Select(r => new { r.Id, r.State, r.CreatedAt }).SingleOrDefaultAsync(cancellationToken);
        var isLooking = job?.State is JobState.Queued or JobState.Running;
        return new RecurringView(
            id, found.Kind, found.Import.Place, found.Import.Pattern,
            RecurringSchedule.Read(found.Import.Schedule) ?? new RecurringSchedule.Every(RecurringSchedule.MaxMinutes),
            found.Import.After, found.Import.SignIn, found.Import.SignInName, found.Import.Secret is not null, found.Import.Problem, found.Import.Failures,
            isLooking, found.Disabled || isLooking ? null : RecurringAlarm.DueAt(found.Import, workspace.Zone), job?.CreatedAt, job?.Id,
            found.Import.ChangedAt, found.Import.ChangedBy);
    }

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<RecurringFileRow>> FilesAsync(SourceId id, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.RecurringFiles.AsNoTracking()
            .Where(f => f.Source == id)
            .OrderByDescending(f => f.SeenAt)
            .ThenByDescending(f => f.Number)
            .Take(size)
            .ToListAsync(cancellationToken);
        return
        [
            .. rows.Select(f => new RecurringFileRow(
                f.Number, ImportFiles.Clean(f.Name), f.Bytes, f.State, f.Problem, f.Detail, f.Run is { } run ? new ImportRunId(run) : null, f.SeenAt, f.EndedAt)),
        ];
    }
}
