using System.Diagnostics;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Audience;

/// <summary>Feeds the log to the engine: from its beginning at start, then fact by fact as they are committed.</summary>
internal sealed partial class AudienceFollower(
    AudienceIndex index, IFactLog log, AudienceReadiness readiness, TimeProvider clock, ILogger<AudienceFollower> logger) : BackgroundService
{
    // Bounds the time until answers include the first fact of a long batch; a publish costs some microseconds.
    private const int MostPerPublish = 2_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = clock.GetTimestamp();
        var position = await CatchUpAsync(stoppingToken);
        readiness.Complete();
        LogCaughtUp(position, clock.GetElapsedTime(started).TotalMilliseconds);

        while (!stoppingToken.IsCancellationRequested)
        {
            await log.WaitAsync(position, stoppingToken);
            position = await FollowAsync(position, stoppingToken);
        }
    }

    /// <summary>Reads until the log's end without publishing in between: nobody is served yet, and one large merge is cheaper than many.</summary>
    private async Task<long> CatchUpAsync(CancellationToken cancellationToken)
    {
        var position = 0L;
        do
        {
            await foreach (var fact in log.ReadAsync(position, cancellationToken))
            {
                index.Apply(fact);
                position = fact.Number;
            }
        }
        while (position < log.Last);

        index.Publish();
        return position;
    }

    private async Task<long> FollowAsync(long position, CancellationToken cancellationToken)
    {
        var waiting = 0;
        await foreach (var fact in log.ReadAsync(position, cancellationToken))
        {
            index.Apply(fact);
            position = fact.Number;
            if (++waiting < MostPerPublish) continue;

            index.Publish();
            waiting = 0;
        }

        if (waiting > 0) index.Publish();
        return position;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The audience engine has read the log up to fact {Position} in {Milliseconds:0} ms")]
    private partial void LogCaughtUp(long position, double milliseconds);
}
