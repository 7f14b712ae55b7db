using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.DemoData;

/// <summary>Takes out exactly what the demo brought in, in the background. A load that is still under way is stopped.</summary>
/// <param name="By">The account that asked for it.</param>
public sealed record RemoveDemo(string? By);

public abstract record RemoveDemoResult
{
    private RemoveDemoResult()
    {
    }

    public sealed record Started(JobRunId Run) : RemoveDemoResult;

    /// <summary>It is not in, or is on its way out.</summary>
    public sealed record NothingToDo : RemoveDemoResult;
}

public sealed partial class RemoveDemoHandler(
    IWriteQueue queue, JobQueue jobs, CancelJobHandler cancel, CurrentDemo current, ILogger<RemoveDemoHandler> logger)
{
    public async Task<RemoveDemoResult> HandleAsync(RemoveDemo command, CancellationToken cancellationToken)
    {
        var (started, loading) = await queue.WriteAsync(WritePriority.Interactive, (db, token) => BeginAsync(db, command, token), cancellationToken);
        if (started is null) return new RemoveDemoResult.NothingToDo();

        foreach (var run in loading) await cancel.HandleAsync(run, cancellationToken);
        await current.LoadAsync(cancellationToken);
        jobs.Announce(started.Value);
        LogStarted(started.Value);
        return new RemoveDemoResult.Started(started.Value);
    }

    private async Task<(JobRunId? Started, List<JobRunId> Loading)> BeginAsync(StudioDbContext db, RemoveDemo command, CancellationToken cancellationToken)
    {
        if (await db.DemoLoads.SingleOrDefaultAsync(cancellationToken) is not { } load) return (null, []);

        // A removal that was cancelled or failed may be asked for again.
        if (load.State == DemoState.Removing && (await ActiveAsync(db, RemoveDemoJob.Kind, cancellationToken)).Count > 0) return (null, []);

        load.State = DemoState.Removing;
        var loading = await ActiveAsync(db, LoadDemoJob.Kind, cancellationToken);
        return (jobs.Add(db, new JobRequest(RemoveDemoJob.Kind, RequestedBy: command.By)), loading);
    }

    private static Task<List<JobRunId>> ActiveAsync(StudioDbContext db, string kind, CancellationToken cancellationToken) => db.JobRuns
        .Where(r => r.Kind == kind && (r.State == JobState.Queued || r.State == JobState.Running))
        .Select(r => r.Id)
        .ToListAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo data are being removed (run {Run})")]
    private partial void LogStarted(JobRunId run);
}
