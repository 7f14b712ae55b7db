using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Audience.Engine;

/// <summary>Leaps against looking at each.</summary>
public sealed class TimesWalkTests
{
    private readonly Dice _dice = new(RunSeed.Value);

    [Theory]
    [InlineData(1_700_000_000_000, 1000)]
    [InlineData(1_700_000_000_000, 1)]
    [InlineData(-3_000, 500)]
    [InlineData(4_294_967_290_000, 999)]
    public void FirstFrom_RisingMoments_IsTheFirstThatIsNotBefore(long about, int step)
    {
        for (var round = 0; round < 300; round++)
        {
            long[] moments = [.. Enumerable.Range(0, _dice.Number(0, 40)).Select(_ => about + (_dice.Long(0, 12) * step)).Order()];
            var times = Times.Of(moments);
            var walk = new TimesWalk(times);
            var start = _dice.Number(0, moments.Length);
            var end = _dice.Number(start, moments.Length);
            var moment = _dice.Chance(10) ? long.MinValue : about + (_dice.Long(-1, 13) * step) + _dice.Number(-1, 1);

            var first = start;
            while (first < end && moments[first] < moment) first++;

            var seen = $"{string.Join(' ', moments)} from {start} to {end}: {moment}, seed {RunSeed.Value}";
            Assert.True(walk.FirstFrom(moment, start, end) == first, seen);
            Assert.True(walk.NextFrom(moment, start, end) == first, seen);
            Assert.True(times.FirstFrom(moment, start, end) == first, seen);
            for (var i = 0; i < moments.Length; i++) Assert.Equal(moments[i], walk[i]);
        }
    }
}
