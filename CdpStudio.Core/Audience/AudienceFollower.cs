using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Audience;

/// <summary>Feeds the log to the engine: from its beginning at start, then as facts are committed.</summary>
internal sealed partial class AudienceFollower(
    AudienceIndex index, IFactLog log, AudienceReadiness readiness, TimeProvider clock, ILogger<AudienceFollower> logger) : BackgroundService
{
    // Bounds the time until answers include the first fact of a long batch; publishing takes some microseconds.
    private const int MostPerPublish = 2_000;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private long _position;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = clock.GetTimestamp();
        // Nobody is served yet, so nothing is published in between: one large merge is cheaper than many.
        do await RetryAsync(token => ApplyAsync(int.MaxValue, token), stoppingToken);
        while (_position < log.Last);

        index.Publish();
        readiness.Complete();
        var took = (long)clock.GetElapsedTime(started).TotalMilliseconds;
        LogCaughtUp(_position, took);

        while (!stoppingToken.IsCancellationRequested)
        {
            await RetryAsync(
                async token =>
                {
                    await log.WaitAsync(_position, token);
                    await ApplyAsync(MostPerPublish, token);
                },
                stoppingToken);
        }
    }

    /// <summary>To the end of the log as it stands now. What was applied stays applied when the log fails.</summary>
    private async Task ApplyAsync(int mostPerPublish, CancellationToken cancellationToken)
    {
        var waiting = 0;
        await foreach (var fact in log.ReadAsync(_position, cancellationToken))
        {
            index.Apply(fact);
            _position = fact.Number;
            if (++waiting < mostPerPublish) continue;

            index.Publish();
            waiting = 0;
        }

        if (waiting > 0 && mostPerPublish != int.MaxValue) index.Publish();
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audience engine stands at fact {Position} and asks the log again in a second")]
    private partial void LogUnavailable(long position, Exception e);
}
