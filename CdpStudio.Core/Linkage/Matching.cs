using CdpStudio.Core.Linkage.Blocking;
using CdpStudio.Core.Linkage.Estimating;

namespace CdpStudio.Core.Linkage;

/// <summary>Weighs all candidates of a table.</summary>
internal static class Matching
{
    /// <summary>What is less probable is counted, but not kept.</summary>
    private const double LeastKept = 0.01;

    public static LinkageResult Run(LinkageTable table, PairWeights weights, CancellationToken cancellationToken)
    {
        var prepared = table.Prepared;
        var blocks = table.Blocks;
        var least = Waterfall.ToWeight(LeastKept);
        var found = new (List<WeighedPair> Kept, double Left, long Compared)[prepared.Count];
        Parallel.For(
            0,
            prepared.Count,
            new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount },
            () => new CandidateScratch(prepared.Count),
            (a, _, scratch) =>
            {
                blocks.Candidates(a, scratch);
                var kept = new List<WeighedPair>();
                var rest = 0.0;
                foreach (var b in scratch.Found)
                {
                    var weight = weights.Weigh(a, b);
                    if (weight >= least) kept.Add(new WeighedPair(a, b, weight));
                    else rest += Waterfall.ToProbability(weight);
                }

                found[a] = (kept, rest, scratch.Found.Count);
                return scratch;
            },
            _ => { });

        var pairs = found.SelectMany(f => f.Kept).ToList();
        pairs.Sort((x, y) => x.Weight != y.Weight ? y.Weight.CompareTo(x.Weight) : x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        return new LinkageResult(prepared, weights, pairs, found.Sum(f => f.Left), found.Sum(f => f.Compared));
    }
}

/// <summary>Two records by number, the lower first.</summary>
internal readonly record struct WeighedPair(int A, int B, double Weight);
