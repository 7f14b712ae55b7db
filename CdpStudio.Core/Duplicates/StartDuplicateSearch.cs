using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Duplicates;

/// <summary>Has all people compared, in the background.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record StartDuplicateSearch(string By);

/// <param name="AtWork">It had been started before and has not ended yet.</param>
public sealed record DuplicateSearchStarted(JobRunId Run, bool AtWork);

public sealed class StartDuplicateSearchHandler(IWriteQueue queue, JobQueue jobs)
{
    public async Task<DuplicateSearchStarted> HandleAsync(StartDuplicateSearch command, CancellationToken cancellationToken)
    {
        var started = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                // One that the clock started may have nothing to do.
                var atWork = await db.JobRuns
                    .Where(r => r.Kind == FindDuplicates.Kind && r.Arguments != null && (r.State == JobState.Queued || r.State == JobState.Running))
                    .Select(r => (JobRunId?)r.Id)
                    .FirstOrDefaultAsync(token);
                return atWork is { } run
                    ? new DuplicateSearchStarted(run, AtWork: true)
                    : new DuplicateSearchStarted(jobs.Add(db, new JobRequest(FindDuplicates.Kind, new FindDuplicates.Asked(Version: 1), RequestedBy: command.By)), AtWork: false);
            },
            cancellationToken);
        if (!started.AtWork) jobs.Announce(started.Run);
        return started;
    }
}
