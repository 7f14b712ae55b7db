using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <summary>How far the job of a request is.</summary>
internal sealed record RequestJob(JobRunId Id, JobState State, long Done, long? Total, string? Error, DateTimeOffset? FinishedAt)
{
    public static async Task<IReadOnlyDictionary<JobRunId, RequestJob>> OfAsync(
        StudioDbContext db, IReadOnlyList<PrivacyRequest> requests, CancellationToken cancellationToken)
    {
        var ids = requests.Select(r => r.Job).ToList();
        return await db.JobRuns.AsNoTracking().Where(j => ids.Contains(j.Id))
            .Select(j => new RequestJob(j.Id, j.State, j.Done, j.Total, j.Error, j.FinishedAt))
            .ToDictionaryAsync(j => j.Id, cancellationToken);
    }

    // What was finished is completed, whatever its job says in the moment between; histories of jobs are removed some day.
    public static PrivacyRequestState StateOf(PrivacyRequest request, RequestJob? job) => request.FinishedAt is not null
        ? PrivacyRequestState.Completed
        : job?.State switch
        {
            JobState.Queued => PrivacyRequestState.Queued,
            JobState.Running or JobState.Completed => PrivacyRequestState.Running,
            _ => PrivacyRequestState.Failed,
        };
}
