using CdpStudio.Core.Linkage.Estimating;
using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Linkage;

/// <param name="Weight">In bits, the prior included: 0 is as likely as not.</param>
public sealed record LinkagePair(string First, string Second, double Weight)
{
    public double Probability => Waterfall.ToProbability(Weight);
}

/// <param name="Clusters">Two and more records each that are taken for one person.</param>
/// <param name="Pairs">How many pairs that joins.</param>
/// <param name="ExpectedFalse">The share of those pairs that the model expects to be strangers.</param>
/// <param name="ExpectedMissed">The share of all matches among the compared pairs that the model expects to be left out.</param>
public sealed record Acceptance(IReadOnlyList<IReadOnlyList<string>> Clusters, long Pairs, double ExpectedFalse, double ExpectedMissed);

/// <summary>Pairs that may be the same, the most probable first, and what comes of accepting those above a threshold.</summary>
public sealed class LinkageResult
{
    /// <summary>The probability from which a pair is accepted without a person's look.</summary>
    public const double DefaultThreshold = 0.9;

    private readonly PreparedTable _table;
    private readonly PairWeights _weights;
    private readonly List<WeighedPair> _pairs;
    private readonly double _left;

    internal LinkageResult(PreparedTable table, PairWeights weights, List<WeighedPair> pairs, double left, long compared)
    {
        (_table, _weights, _pairs, _left, Compared) = (table, weights, pairs, left, compared);
        Pairs = [.. pairs.Select(p => new LinkagePair(table.Id(p.A), table.Id(p.B), p.Weight))];
    }

    /// <summary>Those with a probability of at least one in a hundred.</summary>
    public IReadOnlyList<LinkagePair> Pairs { get; }

    public long Compared { get; }

    public Acceptance Accept(double threshold = DefaultThreshold)
    {
        var clusters = Clustering.Run(_table.Count, _pairs, Waterfall.ToWeight(threshold), _weights);
        var clusterOf = new Dictionary<int, int>();
        for (var c = 0; c < clusters.Count; c++)
        {
            foreach (var record in clusters[c]) clusterOf.Add(record, c);
        }

        var accepted = clusters.Sum(c => (long)c.Count * (c.Count - 1) / 2);
        var right = clusters.Sum(c => Clustering.ExpectedRight(c, _weights));
        var missed = _left + _pairs
            .Where(p => !clusterOf.TryGetValue(p.A, out var c) || !clusterOf.TryGetValue(p.B, out var d) || c != d)
            .Sum(p => Waterfall.ToProbability(p.Weight));
        return new Acceptance(
            [.. clusters.Select(c => c.Select(_table.Id).ToList())],
            accepted,
            accepted == 0 ? 0 : 1 - (right / accepted),
            missed == 0 ? 0 : missed / (right + missed));
    }
}
