using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Audience.Engine;

/// <summary>Eight rows at a time against counting.</summary>
public sealed class RecentScanTests
{
    private readonly Dice _dice = new(RunSeed.Value);

    [Theory]
    [InlineData(1_700_000_000_000, 1000)]
    [InlineData(1_700_000_000_000, 1)]
    [InlineData(0, 1)]
    [InlineData(-5_000_000, 500)]
    [InlineData(4_294_967_290_000, 999)]
    public void Mark_RowsWithEnoughSince_AreThoseThatCountingFinds(long about, int step)
    {
        for (var round = 0; round < 60; round++)
        {
            var limits = new MergeLimits(1, 1_000_000, 1, 1, BlockBits: 9);
            var series = new Series("e", limits);
            var rows = new List<long>[512];
            for (var row = 0; row < rows.Length; row++)
            {
                rows[row] = [.. Enumerable.Range(0, _dice.Chance(40) ? 0 : _dice.Number(1, 6)).Select(_ => Moment()).Order()];
                foreach (var ts in rows[row]) series.Append(row, ts, row + 1);
            }

            series.Settle(node => node);
            series.MergeIfLarge(limits, _ => false);
            var sorted = series.View().Block(0).Base;
            var (least, from) = (_dice.Number(1, 5), _dice.Chance(15) ? long.MinValue : Moment());
            var mask = Enumerable.Range(0, 8).Select(_ => _dice.Pick(ulong.MaxValue, 0UL, (ulong)_dice.Long(0, long.MaxValue), 5UL)).ToArray();
            var found = new ulong[8];

            RecentScan.Mark(sorted, 0, mask, least, from, found);

            for (var row = 0; row < rows.Length; row++)
            {
                var holds = ((mask[row >> 6] >> row) & 1) != 0 && rows[row].Count(t => t >= from) >= least;
                Assert.True(((found[row >> 6] >> row) & 1) != 0 == holds, $"row {row}, seed {RunSeed.Value}");
            }
        }

        long Moment() => about + (step * _dice.Long(0, 40));
    }

    [Fact]
    public void Holds_AnyCountRange_IsTheTestOfTheCount()
    {
        for (var round = 0; round < 500; round++)
        {
            var (from, to) = ((Int128)_dice.Long(-30_000, 90_000), (Int128)_dice.Long(-30_000, 90_000));
            var range = CountRange.Of((from, _dice.Chance(20) ? Int128.MaxValue : to));
            var most = range.Most == int.MaxValue ? Int128.MaxValue : to;
            for (var count = 0; count < 12; count++)
                Assert.True(range.Holds(count) == (count * 10_000 >= from && (most == Int128.MaxValue || count * 10_000 <= to)), $"{from} {to} {range} {count}");
        }
    }
}
