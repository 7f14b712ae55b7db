using CdpStudio.Core.Linkage;

namespace CdpStudio.Core.Tests.Linkage;

/// <summary>How right accepted clusters are, by pairs of records.</summary>
internal static class LinkageScore
{
    public static (double Precision, double Recall) Of(Acceptance accepted, IReadOnlyDictionary<string, string> truth)
    {
        double right = accepted.Clusters.Sum(c => c.GroupBy(id => truth[id]).Sum(g => Pairs(g.LongCount())));
        double all = truth.Values.GroupBy(p => p).Sum(g => Pairs(g.LongCount()));
        return (accepted.Pairs == 0 ? 1 : right / accepted.Pairs, all == 0 ? 1 : right / all);
    }

    private static long Pairs(long records) => records * (records - 1) / 2;
}
