using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.DemoData;

/// <summary>Brings a shop with its people and their year into the workspace, in the background.</summary>
/// <param name="By">The account that asked for it; null when the command line did.</param>
public sealed record LoadDemo(string? By);

public abstract record LoadDemoResult
{
    private LoadDemoResult()
    {
    }

    public sealed record Started(JobRunId Run) : LoadDemoResult;

    /// <summary>It is in, on its way in or on its way out.</summary>
    public sealed record ThereAlready(DemoState State) : LoadDemoResult;
}

public sealed partial class LoadDemoHandler(
    IWriteQueue queue, JobQueue jobs, CurrentDemo current, TimeProvider clock, ILogger<LoadDemoHandler> logger)
{
    private const string SourceName = "Demo shop";

    public async Task<LoadDemoResult> HandleAsync(LoadDemo command, CancellationToken cancellationToken)
    {
        var result = await queue.WriteAsync(WritePriority.Interactive, (db, token) => BeginAsync(db, command, token), cancellationToken);
        if (result is not LoadDemoResult.Started started) return result;

        await current.LoadAsync(cancellationToken);
        jobs.Announce(started.Run);
        LogStarted(started.Run);
        return result;
    }

    private async Task<LoadDemoResult> BeginAsync(StudioDbContext db, LoadDemo command, CancellationToken cancellationToken)
    {
        if (await db.DemoLoads.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } there) return new LoadDemoResult.ThereAlready(there.State);

        var now = clock.GetUtcNow();
        var newest = await db.Sources.OrderByDescending(s => s.Id).Select(s => s.Id).FirstOrDefaultAsync(cancellationToken);
        var source = new Source { Id = new SourceId(newest.Value + 1), Name = SourceName, Kind = SourceKind.Demo, AllowedOrigins = "", CreatedAt = now };
        var run = await db.RunTallies.Where(t => t.Run < 0).Select(t => t.Run).OrderBy(r => r).FirstOrDefaultAsync(cancellationToken) - 1;
        db.Add(source);
        db.Add(new DemoLoad { State = DemoState.Loading, Run = run, Made = new DemoMade(source.Id.Value, [], [], []).Write(), LoadedAt = now });
        return new LoadDemoResult.Started(jobs.Add(db, new JobRequest(LoadDemoJob.Kind, Arguments: run, RequestedBy: command.By)));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Demo data are being loaded (run {Run})")]
    private partial void LogStarted(JobRunId run);
}
