using CdpStudio.Core.Audience.Snapshots;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Audience;

/// <summary>
/// Feeds the log to the engine: from a snapshot on at start, then as facts are committed, and again from a snapshot before them, or from
/// the beginning, when facts were cancelled or other identity rules set. Until that is done answers stay at the state before.
/// </summary>
internal sealed partial class AudienceFollower(
    LiveAudience audience,
    IFactLog log,
    CurrentIdentityRules rules,
    AudienceReadiness readiness,
    SnapshotFiles snapshots,
    SnapshotWriter writer,
    IOptions<AudienceOptions> options,
    TimeProvider clock,
    ILogger<AudienceFollower> logger) : BackgroundService, IHostedLifecycleService
{
    // Bounds the time until answers include the first fact of a long batch; publishing takes some microseconds.
    private const int MostPerPublish = 2_000;

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_saidEvery = TimeSpan.FromSeconds(10);

    private readonly MergeGarbage _garbage = new();
    private LogPlace _place = new(CancelledFacts.None, [], IdentityRules.BuiltIn);
    private Task? _news;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        snapshots.ReadAhead();
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = clock.GetTimestamp();
        var began = await RebuildAsync(stoppingToken);
        await ReadBackAsync(began, stoppingToken);
        readiness.Complete();
        var took = (long)clock.GetElapsedTime(started).TotalMilliseconds;
        LogCaughtUp(_place.Position, took, began);

        while (!stoppingToken.IsCancellationRequested)
        {
            if (writer.TryAdopt(audience.Index)) _garbage.LeftBy(audience.Publish);
            writer.WriteWhenDue(audience.Index, _place);
            var follows = true;
            await RetryAsync(
                async token =>
                {
                    if (await HasNewsAsync(token)) follows = await ApplyAsync(token);
                },
                stoppingToken);
            if (!follows || !rules.Rules.Equals(_place.Rules)) await RebuildBesideAsync(stoppingToken);
        }
    }

    /// <returns>False when a snapshot was written first, which the index had better adopt at once, or other identity rules were set.</returns>
    private async Task<bool> HasNewsAsync(CancellationToken cancellationToken)
    {
        _news ??= log.WaitAsync(_place.Position, cancellationToken);
        await Task.WhenAny(_news, writer.Ended, rules.UntilOtherThan(_place.Rules));
        if (!_news.IsCompleted) return false;

        var news = _news;
        _news = null;
        await news;
        return true;
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // The host may have lost patience first: whoever still applies facts is the one writer.
        if (!readiness.IsReady || ExecuteTask is not { IsCompleted: true, IsFaulted: false }) return;

        audience.Publish();
        await writer.FinishAsync(audience.Index, _place, cancellationToken);
    }

    /// <summary>To the end of the log as it stands now. What was applied stays applied when the log fails.</summary>
    /// <returns>False when it stopped before a cancellation.</returns>
    private async Task<bool> ApplyAsync(CancellationToken cancellationToken)
    {
        var waiting = 0;
        try
        {
            await foreach (var fact in log.ReadAsync(_place.Position, cancellationToken))
            {
                if (fact is Fact.Cancellation cancellation && !_place.Cancelled.Knows(cancellation)) return false;

                waiting++;
                audience.Index.Apply(fact, _place.Cancelled);
                if (_place.Pass(fact)) await writer.ForgetAsync();
                if (waiting < MostPerPublish) continue;

                _garbage.Of(audience.Publish);
                waiting = 0;
            }
        }
        finally
        {
            // Also when the log fails: what is frozen and what views show go together.
            if (waiting > 0) _garbage.Of(audience.Publish);
        }

        return true;
    }

    private async Task RebuildBesideAsync(CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        LogRebuilding(_place.Position);
        await ReadBackAsync(await RebuildAsync(cancellationToken), cancellationToken);
        var (took, cancelled) = ((long)clock.GetElapsedTime(started).TotalMilliseconds, _place.Cancelled.Count);
        LogRebuilt(_place.Position, cancelled, took);
    }

    /// <returns>The position of the snapshot that it began with; 0 for the beginning of the log.</returns>
    private async Task<long> RebuildAsync(CancellationToken cancellationToken)
    {
        // What is being written is of the index that this one replaces.
        await writer.DropAsync();
        var (started, said) = (clock.GetUtcNow(), clock.GetTimestamp());
        var rebuild = new IndexRebuild(log, snapshots, Report, rules);
        await RetryAsync(
            async token =>
            {
                var index = await rebuild.ReadAsync(token);
                // Somebody was erased while it was read: before anybody is told that they are gone, so are the files.
                if (rebuild.Place.HoldsErased) await writer.ForgetAsync();
                audience.Become(index);
            },
            cancellationToken);
        readiness.Report(null);
        _place = rebuild.Place;
        writer.Begin(rebuild.Began);
        return rebuild.Began;

        void Report(long position)
        {
            readiness.Report(new AudienceReading(position, log.Last, started));
            if (clock.GetElapsedTime(said) < s_saidEvery) return;

            said = clock.GetTimestamp();
            LogReading(position, log.Last);
        }
    }

    /// <summary>
    /// A long log leaves arrays with room to grow and a heap several times as large as what is kept. From its own snapshot the index takes
    /// less than half of that, and its large parts stay in the file.
    /// </summary>
    private async Task ReadBackAsync(long began, CancellationToken cancellationToken)
    {
        if (_place.Position - began < options.Value.ReadBackFacts) return;

        if (await writer.FinishAsync(audience.Index, _place, cancellationToken)) await RebuildAsync(cancellationToken);
        // At start nobody is answered yet who could notice the pause.
        if (readiness.IsReady) GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false, compacting: false);
        else GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
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
                LogUnavailable(_place.Position, e);
                await Task.Delay(s_pause, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The audience engine has read the log up to fact {Position} in {Milliseconds} ms, with a snapshot at fact {Snapshot}")]
    private partial void LogCaughtUp(long position, long milliseconds, long snapshot);

    [LoggerMessage(Level = LogLevel.Information, Message = "The audience engine has read {Position} of {Last} facts")]
    private partial void LogReading(long position, long last);

    [LoggerMessage(Level = LogLevel.Information, Message = "Facts were cancelled or identity rules set after fact {Position}: the audience engine reads the log again beside what answers until then")]
    private partial void LogRebuilding(long position);

    [LoggerMessage(Level = LogLevel.Information, Message = "The audience engine stands at fact {Position} again, without {Cancelled} cancelled facts, after {Milliseconds} ms")]
    private partial void LogRebuilt(long position, long cancelled, long milliseconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audience engine stands at fact {Position} and asks the log again in a second")]
    private partial void LogUnavailable(long position, Exception e);
}
