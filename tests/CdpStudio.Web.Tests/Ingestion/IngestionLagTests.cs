using CdpStudio.Core.Ingestion;
using CdpStudio.Web.Ingestion;

namespace CdpStudio.Web.Tests.Ingestion;

public sealed class IngestionLagTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, 5, null, 0)]
    [InlineData(250, 5, null, 250)]
    [InlineData(null, 4, 90, 90)]
    [InlineData(250, 4, 90, 250)]
    [InlineData(0, 5, null, 1)]
    // A cancellation or an erasure comes next, which is no message: what lies behind it is not visible yet.
    [InlineData(null, 4, null, 1)]
    public void LagMs_SaysHowLongTheOldestWaited(int? waiting, long seen, int? next, long expected)
    {
        var progress = new IngestionProgress(Accepted: 9, Processed: 9, Quarantined: 0, Ago(waiting), LastFact: 5);

        Assert.Equal(expected, IngestionEndpoints.LagMs(progress, seen, Ago(next), s_now));
    }

    private static DateTimeOffset? Ago(int? milliseconds) => milliseconds is { } ago ? s_now.AddMilliseconds(-ago) : null;
}
