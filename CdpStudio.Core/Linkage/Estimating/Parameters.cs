using CdpStudio.Core.Linkage.Comparing;

namespace CdpStudio.Core.Linkage.Estimating;

/// <param name="Prior">The share of all pairs that are matches.</param>
/// <param name="Shares">By circle: the share of all pairs that are strangers of such a circle.</param>
/// <param name="M">By place and level: how often matches agree so.</param>
/// <param name="U">By place and level: how often strangers agree so.</param>
internal sealed record Parameters(IReadOnlyList<CircleColumns> Circles, double Prior, double[] Shares, double[][] M, double[][] U)
{
    private readonly double _strangers = 1 - Prior - Shares.Sum();

    /// <summary>Bits by place and level, never more for a lesser agreement than for a better one.</summary>
    public double[][] Weights { get; } = [.. M.Select((m, place) => Falling(m, U[place]))];

    /// <summary>In bits: what a pair weighs before anything is compared.</summary>
    public double PriorWeight => Math.Log2(Prior / _strangers);

    /// <summary>
    /// In bits, never above zero: what is to be taken off because strangers of a circle agree in all of it at once. The odds are those of
    /// matches against strangers of every sort, and this is the part of the other sorts.
    /// </summary>
    /// <param name="weights">Of the pair, by place.</param>
    public double CircleWeight(ReadOnlySpan<double> weights)
    {
        var others = 1.0;
        for (var circle = 0; circle < Circles.Count; circle++) others += Odds(circle, weights);

        return -Math.Log2(others);
    }

    /// <summary>Strangers of a circle against any strangers.</summary>
    public double Odds(int circle, ReadOnlySpan<double> weights)
    {
        var weight = Math.Log2(Shares[circle] / _strangers);
        for (var place = 0; place < weights.Length; place++)
        {
            if (Circles[circle].Has[place]) weight += weights[place];
        }

        return Math.Pow(2, weight);
    }

    /// <summary>The weights of a pattern by place, common and rare values alike.</summary>
    public void Weigh(ulong pattern, Span<double> weights)
    {
        for (var place = 0; place < weights.Length; place++)
        {
            var level = PairComparer.Level(pattern, place);
            weights[place] = level < 0 ? 0 : Weights[place][level];
        }
    }

    /// <summary>
    /// log2(m/u) of each level. Neighbours in the wrong order are taken together (pool adjacent violators, Ayer et al. 1955): that typing
    /// errors are rarer than names makes them no better evidence, and a level that few pairs show is no worse than none.
    /// </summary>
    internal static double[] Falling(double[] m, double[] u)
    {
        var pools = new List<(double M, double U, int Levels)>();
        for (var level = 0; level < m.Length; level++)
        {
            var pool = (M: m[level], U: u[level], Levels: 1);
            while (pools.Count > 0 && pools[^1].M * pool.U < pool.M * pools[^1].U)
            {
                pool = (pool.M + pools[^1].M, pool.U + pools[^1].U, pool.Levels + pools[^1].Levels);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        return [.. pools.SelectMany(p => Enumerable.Repeat(Math.Log2(p.M / p.U), p.Levels))];
    }
}

/// <summary>A pattern of levels and how many pairs have it.</summary>
internal readonly record struct PatternCount(ulong Pattern, double Pairs);
