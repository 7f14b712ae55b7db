using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Jobs;

/// <summary>Who runs what. A process holds a lock under its name; when that is free, its runs go to others.</summary>
internal sealed class JobClaims(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IDatabaseProvider provider, TimeProvider clock) : IAsyncDisposable
{
    private readonly string _owner = Guid.CreateVersion7().ToString("N");
    private IAsyncDisposable? _alive;

    /// <summary>Makes this process's death visible to others; must come before the first claim.</summary>
    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        // On SQLite the folder is locked by one process, so every other owner is dead.
        if (!provider.OneWriter) _alive = await provider.TryLockAsync(LockOf(_owner), cancellationToken);
    }

    /// <summary>Puts the runs of dead processes back in line.</summary>
    public async Task ReleaseDeadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var owners = await db.JobRuns
            .Where(r => r.State == JobState.Running && r.Owner != _owner)
            .Select(r => r.Owner!)
            .Distinct()
            .ToListAsync(cancellationToken);

        foreach (var owner in owners)
        {
            await using var free = provider.OneWriter ? null : await provider.TryLockAsync(LockOf(owner), cancellationToken);
            if (!provider.OneWriter && free is null) continue;

            await queue.WriteAsync(
                WritePriority.Background,
                (write, token) => write.JobRuns
                    .Where(r => r.State == JobState.Running && r.Owner == owner)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, JobState.Queued).SetProperty(r => r.Owner, (string?)null), token),
                cancellationToken);
        }
    }

    /// <summary>The oldest run in line of one of <paramref name="kinds"/>, now ours; null when there is none.</summary>
    public Task<JobRun?> TakeNextAsync(IReadOnlyCollection<string> kinds, CancellationToken cancellationToken) =>
        queue.WriteAsync(WritePriority.Background, (db, token) => TakeNextAsync(db, kinds, token), cancellationToken);

    /// <summary>Ends our part in a run. Nothing happens when it has another owner by now.</summary>
    public Task EndAsync(JobContext run, JobState state, string? error, CancellationToken cancellationToken)
    {
        var log = run.LogLines();
        DateTimeOffset? finished = state == JobState.Queued ? null : clock.GetUtcNow();
        return queue.WriteAsync(
            WritePriority.Background,
            (db, token) => db.JobRuns
                .Where(r => r.Id == run.Id && r.Fence == run.Fence && r.State == JobState.Running)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.State, state)
                        .SetProperty(r => r.Owner, (string?)null)
                        .SetProperty(r => r.Error, error)
                        .SetProperty(r => r.FinishedAt, finished)
                        .SetProperty(r => r.Log, log),
                    token),
            cancellationToken);
    }

    public ValueTask DisposeAsync() => _alive?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string LockOf(string owner) => "jobs-" + owner;

    private async Task<JobRun?> TakeNextAsync(StudioDbContext db, IReadOnlyCollection<string> kinds, CancellationToken cancellationToken)
    {
        while (true)
        {
            var run = await db.JobRuns.AsNoTracking()
                .Where(r => r.State == JobState.Queued && kinds.Contains(r.Kind))
                .OrderBy(r => r.CreatedAt)
                .FirstOrDefaultAsync(cancellationToken);
            if (run is null) return null;

            var started = run.StartedAt ?? clock.GetUtcNow();
            var taken = await db.JobRuns
                .Where(r => r.Id == run.Id && r.State == JobState.Queued && r.Fence == run.Fence)
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.State, JobState.Running)
                        .SetProperty(r => r.Owner, _owner)
                        .SetProperty(r => r.Fence, r => r.Fence + 1)
                        .SetProperty(r => r.StartedAt, started),
                    cancellationToken);
            if (taken == 0) continue;

            return await db.JobRuns.AsNoTracking().SingleAsync(r => r.Id == run.Id, cancellationToken);
        }
    }
}
