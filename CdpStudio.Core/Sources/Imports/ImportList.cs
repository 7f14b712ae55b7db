using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>How an import stands. While it runs, rows that were read and are not yet counted in any other way wait for the processor.</summary>
/// <param name="Error">Why it failed, in English; see <see cref="ImportFailure"/>.</param>
public sealed record ImportStatus(
    ImportRunId Id,
    JobRunId Job,
    string FileName,
    ImportState State,
    long RowsRead,
    long RowsImported,
    long RowsDuplicate,
    long RowsRejected,
    long Bytes,
    long BytesRead,
    string? Error,
    string? RequestedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>Rows that the import's rule passed over.</summary>
    public long RowsSkipped { get; init; }

    /// <inheritdoc cref="ImportRun.IsQuiet"/>
    public bool IsQuiet { get; init; }

    /// <summary>Somebody stopped it to let it go on later.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Until when it can be taken back; null when it can't, or not now.</summary>
    public DateTimeOffset? UndoUntil { get; init; }

    /// <summary>It is being taken back.</summary>
    public bool IsUndoing { get; init; }

    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Somebody wanted to take it back and that did not come to its end: it can be asked for again, and the import can't go on.</summary>
    public bool UndoFailed { get; init; }

    /// <summary>Why, in English; null when the attempt was cancelled. See <see cref="ImportFailure"/>.</summary>
    public string? UndoError { get; init; }
}

/// <param name="Column">Name of the column at fault; null when it is the row.</param>
public sealed record RejectCount(RejectReason Reason, string? Column, long Rows);

public sealed class ImportList(IDbContextFactory<StudioDbContext> contexts, ImportFiles files, IOptions<ImportOptions> options, TimeProvider clock)
{
    public async Task<ImportStatus?> FindAsync(ImportRunId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await StatusAsync(db, db.ImportRuns.Where(r => r.Number == id.Value), cancellationToken)).SingleOrDefault();
    }

    /// <summary>The newest first.</summary>
    /// <param name="before">The last one of the page before; null begins with the newest.</param>
    /// <param name="source">Null for all.</param>
    public async Task<IReadOnlyList<ImportStatus>> RecentAsync(int size, ImportRunId? before, CancellationToken cancellationToken, SourceId? source = null)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        IQueryable<ImportRun> runs = db.ImportRuns;
        if (before is { } id) runs = runs.Where(r => r.Number < id.Value);
        if (source is { Value: var of }) runs = runs.Where(r => r.Source == of);
        return await StatusAsync(db, runs.OrderByDescending(r => r.Number).Take(size), cancellationToken);
    }

    /// <summary>Why rows were rejected, the commonest reason first.</summary>
    public async Task<IReadOnlyList<RejectCount>> RejectsAsync(ImportRunId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var run = await db.ImportRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Number == id.Value, cancellationToken);
        if (run is null) return [];

        var counts = await db.ImportRejects
            .Where(r => r.Run == id.Value)
            .GroupBy(r => new { r.Reason, r.Column })
            .Select(g => new { g.Key.Reason, g.Key.Column, Rows = g.LongCount() })
            .ToListAsync(cancellationToken);
        var columns = counts.Any(c => c.Column is not null) ? await files.ColumnsOfAsync(run, cancellationToken) : [];
        var tally = await db.RunTallies.AsNoTracking().SingleOrDefaultAsync(t => t.Run == id.Value, cancellationToken);
        var rejects = counts.Select(c => new RejectCount(c.Reason, c.Column is { } at ? columns.ElementAtOrDefault(at) : null, c.Rows));
        if (tally is { Quarantined: > 0 }) rejects = rejects.Append(new RejectCount(RejectReason.Quarantined, null, tally.Quarantined));
        if (tally is { Erased: > 0 }) rejects = rejects.Append(new RejectCount(RejectReason.Erased, null, tally.Erased));
        return [.. rejects.OrderByDescending(c => c.Rows)];
    }

    private async Task<IReadOnlyList<ImportStatus>> StatusAsync(
        StudioDbContext db, IQueryable<ImportRun> query, CancellationToken cancellationToken)
    {
        var runs = await query.AsNoTracking().ToListAsync(cancellationToken);
        var jobIds = runs.Select(r => r.Job).Concat(runs.Select(r => r.Undo).OfType<JobRunId>()).ToList();
        var jobs = await db.JobRuns
            .Where(j => jobIds.Contains(j.Id))
            .Select(j => new { j.Id, j.State, j.Error, j.FinishedAt })
            .ToDictionaryAsync(j => j.Id, cancellationToken);
        var numbers = runs.Select(r => r.Number).ToList();
        var tallies = await db.RunTallies.AsNoTracking()
            .Where(t => numbers.Contains(t.Run))
            .ToDictionaryAsync(t => t.Run, cancellationToken);

        return
        [
            .. runs.Select(run =>
            {
                var job = jobs.GetValueOrDefault(run.Job);
                var tally = tallies.GetValueOrDefault(run.Number);
                var isUndoing = run.UndoneAt is null && run.Undo is { } undo && jobs.GetValueOrDefault(undo)?.State is JobState.Queued or JobState.Running;
                return new ImportStatus(
                    run.Id,
                    run.Job,
                    run.FileName,
                    job is null ? WithoutJob(run.State) : Of(job.State),
                    run.RowsRead,
                    tally?.Stored ?? 0,
                    tally?.Duplicate ?? 0,
                    run.RowsRejected + (tally?.Quarantined ?? 0) + (tally?.Erased ?? 0),
                    run.Bytes,
                    run.BytesRead,
                    job?.Error,
                    run.RequestedBy,
                    run.CreatedAt,
                    run.StartedAt,
                    run.FinishedAt ?? job?.FinishedAt)
                {
                    RowsSkipped = run.RowsSkipped,
                    IsQuiet = run.IsQuiet,
                    IsPaused = run.IsPaused && job?.State == JobState.Cancelled,
                    UndoneAt = run.UndoneAt,
                    IsUndoing = isUndoing,
                    UndoFailed = run is { Undo: not null, UndoneAt: null } && !isUndoing,
                    UndoError = run.Undo is { } attempt ? jobs.GetValueOrDefault(attempt)?.Error : null,
                    UndoUntil = CanUndo(run, isUndoing, job?.State, tally?.Stored ?? 0) ? run.CreatedAt + options.Value.UndoneWithin : null,
                };
            }),
        ];
    }

    private bool CanUndo(ImportRun run, bool isUndoing, JobState? job, long stored) =>
        run.UndoneAt is null && !isUndoing && stored > 0
        && job is not (JobState.Queued or JobState.Running)
        && options.Value.IsUndone(run, clock.GetUtcNow());

    // Histories of jobs are removed some day; whatever had not completed by then never will.
    private static ImportState WithoutJob(ImportState state) => state == ImportState.Completed ? state : ImportState.Failed;

    private static ImportState Of(JobState state) => state switch
    {
        JobState.Queued => ImportState.Queued,
        JobState.Running => ImportState.Running,
        JobState.Completed => ImportState.Completed,
        JobState.Cancelled => ImportState.Cancelled,
        _ => ImportState.Failed,
    };
}
