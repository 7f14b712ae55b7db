using System.Text.Json;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Jobs;

/// <param name="Arguments">Serialized as JSON; null for none.</param>
public sealed record JobRequest(string Kind, object? Arguments = null, string? Subject = null, string? RequestedBy = null);

/// <summary>Puts work in line.</summary>
public sealed class JobQueue(IWriteQueue writes, JobSignal signal, JobChanges changes, TimeProvider clock)
{
    public async Task<JobRunId> EnqueueAsync(JobRequest request, CancellationToken cancellationToken)
    {
        var id = await writes.WriteAsync(
            WritePriority.Interactive, (db, _) => Task.FromResult(Add(db, request)), cancellationToken);
        Announce(id);
        return id;
    }

    /// <summary>Adds the run to a write of the caller's own. Call <see cref="Announce"/> after the commit, or it starts some seconds later.</summary>
    public JobRunId Add(StudioDbContext db, JobRequest request) => Add(db, request, scheduleKey: null);

    public void Announce(JobRunId run)
    {
        signal.Wake();
        changes.Publish(run);
    }

    /// <summary>One run per due time, whichever node comes first, and none while the one before is still waiting or at work.</summary>
    internal async Task EnqueueScheduledAsync(string kind, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var key = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind}@{due.ToUnixTimeMilliseconds()}");
        JobRunId? added = null;
        try
        {
            added = await writes.WriteAsync(WritePriority.Background, AddUnlessThereAsync, cancellationToken);
        }
        catch (DbUpdateException) when (!cancellationToken.IsCancellationRequested)
        {
            // Another node added the same due time between our look and our insert; the unique key stopped us.
        }

        if (added is { } run) Announce(run);

        async Task<JobRunId?> AddUnlessThereAsync(StudioDbContext db, CancellationToken token)
        {
            var there = await db.JobRuns.AnyAsync(
                r => r.ScheduleKey == key || (r.Kind == kind && (r.State == JobState.Queued || r.State == JobState.Running)), token);
            return there ? null : Add(db, new JobRequest(kind), key);
        }
    }

    private JobRunId Add(StudioDbContext db, JobRequest request, string? scheduleKey)
    {
        var run = new JobRun
        {
            Id = JobRunId.New(),
            Kind = request.Kind,
            Arguments = request.Arguments is null ? null : JsonSerializer.Serialize(request.Arguments, JsonSerializerOptions.Web),
            Subject = request.Subject,
            RequestedBy = request.RequestedBy,
            ScheduleKey = scheduleKey,
            State = JobState.Queued,
            CreatedAt = clock.GetUtcNow(),
        };
        db.JobRuns.Add(run);
        return run.Id;
    }
}
