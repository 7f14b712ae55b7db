using CdpStudio.Core.Audience.Engine;

namespace CdpStudio.Core.Tests.Audience.Engine;

public sealed class SeriesTests
{
    private static readonly MergeLimits s_limits = new(SmallestMerge: 4, BasePerDelta: 8, SmallestRehome: 1, RowsPerRehome: 1, BlockBits: 6) { MostWaiting = 20 };

    [Fact]
    public void MergeIfLarge_NewEntriesInOneBlock_WaitUntilTheSeriesHasManyOfThem()
    {
        var series = new Series("points", s_limits);

        Append(series, from: 0, count: 20);
        Assert.Equal((0, 20), Counts(series, 0));

        Append(series, from: 20, count: 1);
        Assert.Equal((21, 0), Counts(series, 0));
    }

    [Fact]
    public void MergeIfLarge_ManyNewEntriesInAll_MergesBlocksThatHaveEnoughOfThem()
    {
        var series = new Series("points", s_limits);

        Append(series, from: 0, count: 18);
        Append(series, from: 64, count: 3);

        Assert.Equal((18, 0), Counts(series, 0));
        Assert.Equal((0, 3), Counts(series, 1));
    }

    private static void Append(Series series, int from, int count)
    {
        for (var row = from; row < from + count; row++) series.Append(row + 1, ts: 5, number: row + 1);
        series.Settle(node => node - 1);
        series.MergeIfLarge(s_limits, _ => false);
    }

    private static (int Base, int Delta) Counts(Series series, int block) =>
        (series.View().Blocks[block].Base.Count, series.View().Blocks[block].Delta.Count);
}
