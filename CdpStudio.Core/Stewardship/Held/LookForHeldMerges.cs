using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship.Held;

/// <summary>Has the log looked through, in the background, for merges that wait for a steward.</summary>
/// <param name="By">A user's name or an API key's; null when rules were set.</param>
public sealed record LookForHeldMerges(string? By);

public sealed class LookForHeldMergesHandler(IWriteQueue queue, JobQueue jobs)
{
    /// <returns>The run, which may have been started before and not have ended yet.</returns>
    public async Task<JobRunId> HandleAsync(LookForHeldMerges command, CancellationToken cancellationToken)
    {
        var (run, isNew) = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var waiting = await db.JobRuns.Where(r => r.Kind == FindHeldMerges.Kind && r.State == JobState.Queued).Select(r => (JobRunId?)r.Id).FirstOrDefaultAsync(token);
                return waiting is { } there ? (there, false) : (jobs.Add(db, new JobRequest(FindHeldMerges.Kind, RequestedBy: command.By)), true);
            },
            cancellationToken);
        if (isNew) jobs.Announce(run);
        return run;
    }
}
