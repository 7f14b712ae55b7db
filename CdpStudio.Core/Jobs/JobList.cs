using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Jobs;

public sealed record JobRow(
    JobRunId Id,
    string Kind,
    string? Subject,
    string? RequestedBy,
    JobState State,
    bool CancelRequested,
    long Done,
    long? Total,
    string? Error,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt);

/// <param name="Next">When it is due next; null when it never is again.</param>
/// <param name="Last">How it ended last; null before the first time.</param>
public sealed record ScheduledJob(string Kind, DateTimeOffset? Next, JobRow? Last);

public sealed class JobList(IDbContextFactory<StudioDbContext> contexts, IEnumerable<JobSchedule> schedules, TimeProvider clock)
{
    public async Task<JobRow?> FindAsync(JobRunId run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Rows(db.JobRuns.Where(r => r.Id == run)).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>Waiting and running ones, the oldest first.</summary>
    public async Task<IReadOnlyList<JobRow>> ActiveAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var active = db.JobRuns.Where(r => r.State == JobState.Queued || r.State == JobState.Running);
        return await Rows(active.OrderBy(r => r.CreatedAt)).ToListAsync(cancellationToken);
    }

    /// <summary>Those that ended so, the newest first.</summary>
    /// <param name="before">Only runs created before; null starts with the newest.</param>
    public async Task<IReadOnlyList<JobRow>> EndedAsync(
        IReadOnlyCollection<JobState> states, DateTimeOffset? before, int size, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ended = db.JobRuns.Where(r => states.Contains(r.State));
        if (before is { } time) ended = ended.Where(r => r.CreatedAt < time);

        return await Rows(ended.OrderByDescending(r => r.CreatedAt).Take(size)).ToListAsync(cancellationToken);
    }

    /// <summary>Oldest line first; empty when there is no such run.</summary>
    public async Task<IReadOnlyList<JobLogLine>> LogAsync(JobRunId run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.JobRuns.Where(r => r.Id == run).Select(r => r.Log).SingleOrDefaultAsync(cancellationToken) ?? [];
    }

    public async Task<IReadOnlyList<ScheduledJob>> ScheduledAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var scheduled = new List<ScheduledJob>();
        foreach (var schedule in schedules)
        {
            var last = await Rows(db.JobRuns.Where(r => r.Kind == schedule.Kind).OrderByDescending(r => r.CreatedAt).Take(1))
                .SingleOrDefaultAsync(cancellationToken);
            scheduled.Add(new ScheduledJob(schedule.Kind, JobAlarm.NextDue(schedule, clock.GetUtcNow()), last));
        }

        return scheduled;
    }

    internal static IQueryable<JobRow> Rows(IQueryable<JobRun> runs) => runs.Select(r => new JobRow(
        r.Id, r.Kind, r.Subject, r.RequestedBy, r.State, r.CancelRequested, r.Done, r.Total, r.Error, r.CreatedAt, r.StartedAt, r.FinishedAt));
}
