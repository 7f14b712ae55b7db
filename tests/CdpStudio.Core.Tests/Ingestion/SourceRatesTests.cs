using CdpStudio.Core.Ingestion;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Ingestion;

public sealed class SourceRatesTests
{
    private readonly Watch _clock = new();

    [Fact]
    public void Take_WithoutALimit_NeverWaits() => Assert.Null(Rates(0).TryTake(1, 1_000_000));

    [Fact]
    public void Take_WithARateOfItsOwn_GoesByIt()
    {
        var rates = Rates(0);

        Assert.Null(rates.TryTake(1, 10, own: 1));
        Assert.Equal(TimeSpan.FromSeconds(1), rates.TryTake(1, 1, own: 1));
        Assert.Null(Rates(1).TryTake(1, 1_000, own: 1_000));
    }

    [Fact]
    public void Take_MoreThanTenSecondsWorth_WaitsUntilItIsThere()
    {
        var rates = Rates(10);

        Assert.Null(rates.TryTake(1, 100));
        Assert.Equal(TimeSpan.FromSeconds(1), rates.TryTake(1, 5));
        Assert.Null(rates.TryTake(2, 100));

        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.Null(rates.TryTake(1, 5));
        Assert.Null(rates.TryTake(1, 5));
        Assert.Equal(TimeSpan.FromSeconds(1), rates.TryTake(1, 1));
    }

    [Fact]
    public void Take_ABatchLargerThanTheBucket_GoesThroughAFullOneAndIsPaidBack()
    {
        var rates = Rates(10);

        Assert.Null(rates.TryTake(1, 250));

        Assert.Equal(TimeSpan.FromSeconds(16), rates.TryTake(1, 1));
    }

    [Fact]
    public void Take_ByWhoIgnoresTheTime_IsToldALongerOneEachTimeUpToAMinute()
    {
        var rates = Rates(10);
        Assert.Null(rates.TryTake(1, 100));

        var told = Enumerable.Range(0, 8).Select(_ => rates.TryTake(1, 10)!.Value.TotalSeconds).ToList();

        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], told);
    }

    [Fact]
    public void Take_ByWhoWaitedAsTold_IsToldTheShortTimeAgain()
    {
        var rates = Rates(10);
        Assert.Null(rates.TryTake(1, 100));
        Assert.Equal(TimeSpan.FromSeconds(1), rates.TryTake(1, 10));
        Assert.Equal(TimeSpan.FromSeconds(2), rates.TryTake(1, 10));

        _clock.Now += TimeSpan.FromSeconds(2);

        Assert.Null(rates.TryTake(1, 20));
        Assert.Equal(TimeSpan.FromSeconds(1), rates.TryTake(1, 10));
    }

    [Fact]
    public void FullInbox_ForManyClientsOfASourceAtOnce_IsOneWait()
    {
        var waits = new FullInboxWaits(_clock);
        waits.Tell(1);
        _clock.Now += TimeSpan.FromSeconds(5);

        var told = Enumerable.Range(0, 100).Select(_ => waits.Tell(1).TotalSeconds).Distinct().ToList();

        Assert.Equal([10], told);
        Assert.Equal(5, waits.Tell(2).TotalSeconds);
    }

    [Fact]
    public void FullInbox_ForWhoWaitedAsTold_GrowsWhileItStaysFull()
    {
        var waits = new FullInboxWaits(_clock);

        foreach (var expected in (double[])[5, 10, 20, 40, 60, 60])
        {
            var told = waits.Tell(1);

            Assert.Equal(expected, told.TotalSeconds);
            _clock.Now += told;
        }
    }

    [Fact]
    public void FullInbox_OnceRoomWasFound_BeginsWithTheFirstWait()
    {
        var waits = new FullInboxWaits(_clock);
        waits.Tell(1);
        waits.Tell(2);
        _clock.Now += TimeSpan.FromSeconds(5);

        waits.RoomFound(1);

        Assert.Equal((5.0, 10.0), (waits.Tell(1).TotalSeconds, waits.Tell(2).TotalSeconds));
    }

    [Fact]
    public void FullInbox_ForWhoStayedAwayForAMinuteMore_BeginsWithTheFirstWait()
    {
        var waits = new FullInboxWaits(_clock);
        waits.Tell(1);

        _clock.Now += TimeSpan.FromSeconds(64);
        Assert.Equal(10, waits.Tell(1).TotalSeconds);

        _clock.Now += TimeSpan.FromSeconds(70);
        Assert.Equal(5, waits.Tell(1).TotalSeconds);
    }

    private SourceRates Rates(int perSecond) =>
        new(Options.Create(new IngestionOptions { SourceMessagesPerSecond = perSecond }), _clock);

    /// <summary>A stopwatch that is moved by hand.</summary>
    private sealed class Watch : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
