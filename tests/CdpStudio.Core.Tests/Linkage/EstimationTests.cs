using CdpStudio.Core.Linkage;
using CdpStudio.Core.Linkage.Estimating;

namespace CdpStudio.Core.Tests.Linkage;

public sealed class EstimationTests
{
    private const double Pairs = 10_000_000;

    private static readonly Agreement[] s_levels = [Agreement.Same, Agreement.Close, Agreement.Different];

    private static readonly double[][] s_m = [[0.9, 0.06, 0.04], [0.7, 0.2, 0.1], [0.85, 0.05, 0.1], [0.6, 0.25, 0.15]];
    private static readonly double[][] s_u = [[0.002, 0.01, 0.988], [0.01, 0.02, 0.97], [0.05, 0.05, 0.9], [0.001, 0.004, 0.995]];

    [Fact]
    public void Run_PairsOfAPlantedModel_FindsItAgain()
    {
        var patterns = Planted(prior: 0.0005, circle: 0, []);

        var learnt = Estimate(patterns, []);

        Assert.Equal(0.0005, learnt.Prior, 0.00002);
        AssertNear(s_m, learnt.M, 0.01);
        AssertNear(s_u, learnt.U, 0.002);
    }

    [Fact]
    public void Run_StrangersOfOneHouse_AreNoMatches()
    {
        bool[] house = [false, false, true, true];
        var patterns = Planted(prior: 0.0005, circle: 0.001, house);

        var learnt = Estimate(patterns, [new CircleColumns(Circle.House, house)]);

        Assert.Equal(0.0005, learnt.Prior, 0.00005);
        Assert.Equal(0.001, learnt.Shares[0], 0.0001);
        AssertNear(s_m, learnt.M, 0.02);
    }

    [Fact]
    public void Run_NoMatches_ExpectsHardlyAny() =>
        Assert.InRange(Estimate(Planted(prior: 0, circle: 0, []), []).Prior, 0, 0.00001);

    [Fact]
    public void Run_NoPairs_KeepsWhatIsUsual()
    {
        var learnt = new Estimation([s_levels], []).Run([], [], 1);

        Assert.All(learnt.M[0].Concat(learnt.U[0]), share => Assert.InRange(share, 0.01, 0.99));
    }

    [Theory]
    [InlineData(new[] { 0.8, 0.15, 0.05 }, new[] { 0.01, 0.09, 0.9 })]
    [InlineData(new[] { 0.8, 0.15, 0.05 }, new[] { 0.01, 0.0001, 0.9899 })]
    [InlineData(new[] { 0.1, 0.2, 0.7 }, new[] { 0.3, 0.3, 0.4 })]
    public void Falling_AnyShares_NeverRisesAndKeepsWhatFalls(double[] m, double[] u)
    {
        var weights = Parameters.Falling(m, u);

        Assert.Equal(weights.OrderDescending(), weights);
        double[] own = [.. m.Zip(u, (x, y) => Math.Log2(x / y))];
        if (own.SequenceEqual(own.OrderDescending())) Assert.Equal(own, weights);
    }

    private static Parameters Estimate(List<PatternCount> patterns, CircleColumns[] circles) =>
        new Estimation([.. s_m.Select(_ => s_levels)], circles).Run(patterns, patterns, Pairs);

    /// <summary>Every pattern with the number of pairs that the planted model expects.</summary>
    private static List<PatternCount> Planted(double prior, double circle, bool[] house)
    {
        var patterns = new List<PatternCount>();
        for (var code = 0; code < 81; code++)
        {
            var (pattern, rest) = (0UL, code);
            var (match, housemate, stranger) = (prior, circle, 1 - prior - circle);
            for (var place = 0; place < s_m.Length; place++)
            {
                var level = rest % 3;
                rest /= 3;
                pattern |= (ulong)(level + 1) << (3 * place);
                match *= s_m[place][level];
                stranger *= s_u[place][level];
                housemate *= house.Length > 0 && house[place] ? s_m[place][level] : s_u[place][level];
            }

            patterns.Add(new PatternCount(pattern, Pairs * (match + housemate + stranger)));
        }

        return patterns;
    }

    private static void AssertNear(double[][] expected, double[][] actual, double tolerance)
    {
        foreach (var (row, learnt) in expected.Zip(actual))
        {
            foreach (var (x, y) in row.Zip(learnt)) Assert.Equal(x, y, tolerance);
        }
    }
}
