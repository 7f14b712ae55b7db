using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Jobs;

/// <summary>Puts a run that failed or was cancelled back in line, to go on from its checkpoint.</summary>
public sealed class RetryJobHandler(IWriteQueue queue, JobQueue jobs)
{
    /// <summary>False: there is no such run, or it is waiting, at work or completed.</summary>
    public async Task<bool> HandleAsync(JobRunId run, CancellationToken cancellationToken)
    {
        var updated = await queue.WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.JobRuns
                .Where(r => r.Id == run && (r.State == JobState.Failed || r.State == JobState.Cancelled))
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.State, JobState.Queued)
                        .SetProperty(r => r.CancelRequested, false)
                        .SetProperty(r => r.Error, (string?)null)
                        .SetProperty(r => r.FinishedAt, (DateTimeOffset?)null),
                    token),
            cancellationToken);
        if (updated == 0) return false;

        jobs.Announce(run);
        return true;
    }
}
