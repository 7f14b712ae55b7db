using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Jobs;

/// <summary>One run as its job sees it.</summary>
public sealed class JobContext
{
    /// <summary>Older lines are dropped.</summary>
    public const int MaxLogLines = 200;

    private const int MaxLogLineLength = 1000;

    private readonly IWriteQueue _queue;
    private readonly JobChanges _changes;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _cancel;
    private readonly Lock _lock = new();
    private readonly List<JobLogLine> _log;

    internal JobContext(JobRun run, IWriteQueue queue, JobChanges changes, TimeProvider clock, CancellationTokenSource cancel)
    {
        _queue = queue;
        _changes = changes;
        _clock = clock;
        _cancel = cancel;
        _log = [.. run.Log];
        Id = run.Id;
        Fence = run.Fence;
        Arguments = run.Arguments;
        Checkpoint = run.Checkpoint;
    }

    public JobRunId Id { get; }

    /// <summary>As the run was queued with.</summary>
    public string? Arguments { get; }

    /// <summary>As last stored; null at the beginning.</summary>
    public string? Checkpoint { get; private set; }

    internal long Fence { get; }

    /// <summary>Adds a line to the run's log, stored with the next progress. English, ids only: no personal data.</summary>
    public void Log(string text)
    {
        lock (_lock)
        {
            _log.Add(new JobLogLine(_clock.GetUtcNow(), text.Length <= MaxLogLineLength ? text : text[..MaxLogLineLength]));
            if (_log.Count > MaxLogLines) _log.RemoveRange(0, _log.Count - MaxLogLines);
        }
    }

    /// <summary>
    /// Stores progress inside a write of the job's own, so that work and checkpoint are committed together or not at all. Call
    /// <see cref="Announce"/> after the commit.
    /// </summary>
    /// <exception cref="JobTakenOverException">The run has another owner: nothing of this write may be committed.</exception>
    public async Task AdvanceAsync(StudioDbContext db, JobProgress progress, CancellationToken cancellationToken)
    {
        var log = LogLines();
        var mine = db.JobRuns.Where(r => r.Id == Id && r.Fence == Fence && r.State == JobState.Running);
        var updated = await mine.ExecuteUpdateAsync(
            set => set
                .SetProperty(r => r.Done, progress.Done)
                .SetProperty(r => r.Total, r => progress.Total ?? r.Total)
                .SetProperty(r => r.Checkpoint, r => progress.Checkpoint ?? r.Checkpoint)
                .SetProperty(r => r.Log, log),
            cancellationToken);
        if (updated == 0) throw new JobTakenOverException(Id);

        // Another node may have been asked to cancel it.
        if (await mine.AnyAsync(r => r.CancelRequested, cancellationToken)) await _cancel.CancelAsync();
        Checkpoint = progress.Checkpoint ?? Checkpoint;
    }

    /// <summary>Stores progress in a write of its own and announces it.</summary>
    /// <exception cref="JobTakenOverException">The run has another owner.</exception>
    public async Task AdvanceAsync(JobProgress progress, CancellationToken cancellationToken)
    {
        await _queue.WriteAsync(WritePriority.Background, (db, token) => AdvanceAsync(db, progress, token), cancellationToken);
        Announce();
    }

    /// <summary>Tells open pages that the run moved on.</summary>
    public void Announce() => _changes.Publish(Id);

    internal IReadOnlyList<JobLogLine> LogLines()
    {
        lock (_lock) return [.. _log];
    }
}
