using CdpStudio.Core.Linkage.Comparing;

namespace CdpStudio.Core.Linkage.Estimating;

/// <summary>
/// Expectation maximisation (Dempster, Laird and Rubin 1977) for the model of Fellegi and Sunter as Winkler (1988) first did it: matches
/// and strangers are classes, and within a class fields agree independently. Strangers who share a house, a street or a town are classes
/// of their own (Larsen and Rubin 2001): in what their circle has in common they agree as matches do, in the rest as any strangers.
/// Strangers are learnt from pairs drawn by chance, as Splink does, with the few matches among them taken out in every round; matches
/// from the candidates, whose rest counts as strangers of the whole population, so the choice of candidates does not bend the prior.
/// </summary>
internal sealed class Estimation(IReadOnlyList<IReadOnlyList<Agreement>> levels, IReadOnlyList<CircleColumns> circles)
{
    private const int MaxRounds = 500;
    private const double Still = 1e-6;

    /// <summary>As many matches as this are invented with usual levels: a file with a handful of matches says little about each level.</summary>
    private const double InventedMatches = 20;

    /// <summary>As many strangers as this are invented for each level: what chance never showed is rare, not impossible.</summary>
    private const double InventedStrangers = 5;

    /// <summary>No level tells more than this, however rare: about 14 bits. Evidence of one field alone must not outweigh all others.</summary>
    internal const double LeastU = 6e-5;

    /// <param name="candidates">Patterns of all pairs that may be matches.</param>
    /// <param name="random">Patterns of pairs drawn by chance.</param>
    /// <param name="pairs">How many pairs there are altogether.</param>
    public Parameters Run(
        IReadOnlyList<PatternCount> candidates, IReadOnlyList<PatternCount> random, double pairs, CancellationToken cancellationToken = default)
    {
        var usual = levels.Select(Usual).ToArray();
        var u = Counts(_ => InventedStrangers);
        foreach (var (pattern, count) in random) Add(u, pattern, count);
        var prior = Math.Min(0.1, 1_000 / (pairs + 1_000));
        var now = new Parameters(circles, prior, [.. circles.Select(_ => prior / 10)], usual, Shares(u, LeastU));
        for (var round = 0; round < MaxRounds; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var next = Round(candidates, random, pairs, usual, now);
            var change = Change(now.M, next.M) + Change(now.U, next.U) + Math.Abs(Math.Log(next.Prior / now.Prior));
            now = next;
            if (change < Still) break;
        }

        return now;
    }

    private Parameters Round(
        IReadOnlyList<PatternCount> candidates, IReadOnlyList<PatternCount> random, double pairs, double[][] usual, Parameters now)
    {
        var m = Counts(_ => 0);
        for (var place = 0; place < m.Length; place++)
        {
            for (var level = 0; level < m[place].Length; level++) m[place][level] = usual[place][level] * InventedMatches;
        }

        Span<double> classes = stackalloc double[circles.Count + 1];
        Span<double> sums = stackalloc double[circles.Count + 1];
        sums.Fill(1);
        foreach (var (pattern, count) in candidates)
        {
            Classify(pattern, now, classes);
            for (var i = 0; i < classes.Length; i++) sums[i] += count * classes[i];
            Add(m, pattern, count * classes[0]);
        }

        var u = Counts(_ => InventedStrangers);
        foreach (var (pattern, count) in random)
        {
            Classify(pattern, now, classes);
            var strangers = 1.0;
            foreach (var share in classes) strangers -= share;
            Add(u, pattern, count * strangers);
        }

        var total = pairs + sums.Length;
        var shares = new double[circles.Count];
        for (var i = 0; i < shares.Length; i++) shares[i] = Math.Min(0.1, sums[i + 1] / total);
        return new Parameters(circles, Math.Min(0.5, sums[0] / total), shares, Shares(m, 0), Shares(u, LeastU));
    }

    /// <summary>The probability of a pattern's pairs to be matches, then strangers of each circle.</summary>
    private void Classify(ulong pattern, Parameters parameters, Span<double> classes)
    {
        Span<double> weights = stackalloc double[levels.Count];
        parameters.Weigh(pattern, weights);
        var weight = parameters.PriorWeight;
        foreach (var w in weights) weight += w;

        classes[0] = Math.Pow(2, weight);
        var sum = 1 + classes[0];
        for (var circle = 0; circle < circles.Count; circle++) sum += classes[circle + 1] = parameters.Odds(circle, weights);
        foreach (ref var share in classes) share /= sum;
    }

    private void Add(double[][] counts, ulong pattern, double pairs)
    {
        for (var place = 0; place < levels.Count; place++)
        {
            var level = PairComparer.Level(pattern, place);
            if (level >= 0) counts[place][level] += pairs;
        }
    }

    private double[][] Counts(Func<Agreement, double> first) => [.. levels.Select(l => l.Select(first).ToArray())];

    private static double[][] Shares(double[][] counts, double least) =>
    [
        .. counts.Select(row =>
        {
            var sum = row.Sum();
            return row.Select(count => Math.Max(least, count / sum)).ToArray();
        }),
    ];

    /// <summary>Where learning begins and what the invented matches have: most agree, few differ.</summary>
    private static double[] Usual(IReadOnlyList<Agreement> levels)
    {
        if (levels.Count == 2) return [0.97, 0.03];

        var usual = Enumerable.Repeat(0.14 / (levels.Count - 2), levels.Count).ToArray();
        usual[0] = 0.8;
        usual[^1] = 0.06;
        return usual;
    }

    private static double Change(double[][] before, double[][] after) =>
        before.Zip(after, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).DefaultIfEmpty().Max();
}
