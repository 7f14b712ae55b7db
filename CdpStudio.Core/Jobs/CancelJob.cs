using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Jobs;

public enum CancelJobResult
{
    /// <summary>It will stop soon, or has never started.</summary>
    Cancelling,

    /// <summary>It had ended before.</summary>
    HadEnded,

    NotFound,
}

/// <summary>What a job has done stays done; it stops at its next checkpoint at the latest.</summary>
public sealed class CancelJobHandler
{
    private readonly IWriteQueue _queue;
    private readonly JobRunner _runner;
    private readonly JobChanges _changes;
    private readonly TimeProvider _clock;

    internal CancelJobHandler(IWriteQueue queue, JobRunner runner, JobChanges changes, TimeProvider clock)
    {
        _queue = queue;
        _runner = runner;
        _changes = changes;
        _clock = clock;
    }

    public async Task<CancelJobResult> HandleAsync(JobRunId run, CancellationToken cancellationToken)
    {
        var result = await _queue.WriteAsync(WritePriority.Interactive, (db, token) => MarkAsync(db, run, token), cancellationToken);
        await _runner.CancelAsync(run);
        _changes.Publish(run);
        return result;
    }

    private async Task<CancelJobResult> MarkAsync(StudioDbContext db, JobRunId run, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow();
        var waiting = await db.JobRuns
            .Where(r => r.Id == run && r.State == JobState.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, JobState.Cancelled).SetProperty(r => r.FinishedAt, now), cancellationToken);
        if (waiting > 0) return CancelJobResult.Cancelling;

        var running = await db.JobRuns
            .Where(r => r.Id == run && r.State == JobState.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true), cancellationToken);
        if (running > 0) return CancelJobResult.Cancelling;

        return await db.JobRuns.AnyAsync(r => r.Id == run, cancellationToken) ? CancelJobResult.HadEnded : CancelJobResult.NotFound;
    }
}
