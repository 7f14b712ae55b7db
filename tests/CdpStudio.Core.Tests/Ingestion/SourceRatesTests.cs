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
