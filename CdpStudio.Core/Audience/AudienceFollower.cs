using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Audience;

/// <summary>
/// Feeds the log to the engine: from its beginning at start, then as facts are committed, and from its beginning again when facts were
/// cancelled. Until that is done answers stay at the state before the cancellation.
/// </summary>
internal sealed partial class AudienceFollower(
    LiveAudience audience, IFactLog log, AudienceReadiness readiness, TimeProvider clock, ILogger<AudienceFollower> logger) : BackgroundService
{
    // Bounds the time until answers include the first fact of a long batch; publishing takes some microseconds.
    private const int MostPerPublish = 2_000;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private CancelledFacts _cancelled = CancelledFacts.None;
    private long _position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = clock.GetTimestamp();
        await RebuildAsync(stoppingToken);
        readiness.Complete();
        var took = (long)clock.GetElapsedTime(started).TotalMilliseconds;
        LogCaughtUp(_position, took);

        while (!stoppingToken.IsCancellationRequested)
        {
            var follows = true;
            await RetryAsync(
                async token =>
                {
                    await log.WaitAsync(_position, token);
                    follows = await ApplyAsync(token);
                },
                stoppingToken);
            if (!follows) await RebuildWithoutCancelledAsync(stoppingToken);
        }
    }

    /// <summary>To the end of the log as it stands now. What was applied stays applied when the log fails.</summary>
    /// <returns>False when it stopped before a cancellation.</returns>
    private async Task<bool> ApplyAsync(CancellationToken cancellationToken)
    {
        var waiting = 0;
        var follows = true;
        await foreach (var fact in log.ReadAsync(_position, cancellationToken))
        {
            if (fact is Fact.Cancellation cancellation && !_cancelled.Knows(cancellation))
            {
                follows = false;
                break;
            }

            audience.Index.Apply(fact, _cancelled);
            _position = fact.Number;
            if (++waiting < MostPerPublish) continue;

            audience.Publish();
            waiting = 0;
        }

        if (waiting > 0) audience.Publish();
        return follows;
    }

    private async Task RebuildWithoutCancelledAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        LogRebuilding(_position + 1);
        await RebuildAsync(cancellationToken);
        var (took, cancelled) = ((long)clock.GetElapsedTime(started).TotalMilliseconds, _cancelled.Count);
        LogRebuilt(_position, cancelled, took);
    }

    private async Task RebuildAsync(CancellationToken cancellationToken)
    {
        var rebuild = new IndexRebuild(log);
        await RetryAsync(async token => audience.Become(await rebuild.ReadAsync(token)), cancellationToken);
        (_cancelled, _position) = (rebuild.Cancelled, rebuild.Position);
    }

    private async Task RetryAsync(Func<CancellationToken, Task> read, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await read(cancellationToken);
                return;
            }
            catch (DatabaseUnavailableException e)
            {
                LogUnavailable(_position, e);
                await Task.Delay(s_pause, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The audience engine has read the log up to fact {Position} in {Milliseconds} ms")]
    private partial void LogCaughtUp(long position, long milliseconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "Fact {Position} cancels others: the audience engine reads the log again beside what answers until then")]
    private partial void LogRebuilding(long position);

    [LoggerMessage(Level = LogLevel.Information, Message = "The audience engine stands at fact {Position} again, without {Cancelled} cancelled facts, after {Milliseconds} ms")]
    private partial void LogRebuilt(long position, long cancelled, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audience engine stands at fact {Position} and asks the log again in a second")]
    private partial void LogUnavailable(long position, Exception e);
}
