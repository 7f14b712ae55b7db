using CdpStudio.Core.Linkage.Estimating;

namespace CdpStudio.Core.Linkage;

/// <summary>
/// Joins accepted pairs, the heaviest first. A pair joins two clusters only if all pairs between them weigh at least nothing on average,
/// so a chain of likenesses does not drag strangers together: each further member has to fit those who are there (average linkage).
/// </summary>
internal static class Clustering
{
    /// <summary>Bits that one pair may bring into the average: no single likeness, and no single typing error, decides for all.</summary>
    private const double MostOfOnePair = 20;

    /// <summary>Of larger clusters the first members speak.</summary>
    private const int MaxSpeakers = 40;

    public static List<List<int>> Run(int records, IReadOnlyList<WeighedPair> pairs, double threshold, PairWeights weights)
    {
        var clusters = new List<int>?[records];
        foreach (var (a, b, weight) in pairs)
        {
            if (weight < threshold) break;

            var first = clusters[a] ??= [a];
            var second = clusters[b] ??= [b];
            if (ReferenceEquals(first, second) || !Fit(first, second, weights)) continue;

            if (first.Count < second.Count) (first, second) = (second, first);
            first.AddRange(second);
            foreach (var member in second) clusters[member] = first;
        }

        return
        [
            .. clusters.Where((c, i) => c is { Count: > 1 } && c.Min() == i).Select(c => c!.Order().ToList()),
        ];
    }

    /// <summary>
    /// How many pairs of a cluster are expected to be the same person. Two records that say little of each other are as surely the same
    /// as the way through a third that fits both.
    /// </summary>
    public static double ExpectedRight(List<int> cluster, PairWeights weights)
    {
        var speakers = cluster.Take(MaxSpeakers).ToList();
        var p = new double[speakers.Count, speakers.Count];
        for (var i = 0; i < speakers.Count; i++)
        {
            for (var j = i + 1; j < speakers.Count; j++) p[i, j] = p[j, i] = Waterfall.ToProbability(weights.Weigh(speakers[i], speakers[j]));
        }

        var right = 0.0;
        for (var i = 0; i < speakers.Count; i++)
        {
            for (var j = i + 1; j < speakers.Count; j++)
            {
                right += Enumerable.Range(0, speakers.Count).Where(k => k != i && k != j).Select(k => p[i, k] * p[k, j]).Append(p[i, j]).Max();
            }
        }

        var counted = speakers.Count * (speakers.Count - 1) / 2;
        return right / counted * cluster.Count * (cluster.Count - 1) / 2;
    }

    private static bool Fit(List<int> first, List<int> second, PairWeights weights)
    {
        if (first.Count == 1 && second.Count == 1) return true;

        var sum = 0.0;
        foreach (var a in first.Take(MaxSpeakers))
        {
            foreach (var b in second.Take(MaxSpeakers)) sum += Math.Clamp(weights.Weigh(a, b), -MostOfOnePair, MostOfOnePair);
        }

        return sum >= 0;
    }
}
