using CdpStudio.Core.Linkage.Comparing;
using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Linkage.Estimating;

/// <summary>
/// The weight of a pair: the prior and for each field log2(m/u), where u is scaled to the values at hand (Winkler 1989): to agree on a name
/// that one in a thousand bears says more than on one that one in fifty does.
/// </summary>
internal sealed class PairWeights
{
    /// <summary>Of what the frequency would add to or take off the weight of values that are only close, this share counts: which of the
    /// two was meant is not known.</summary>
    private const double ShareOfClose = 0.5;

    /// <summary>However common a value is, agreement on it does not speak for strangers.</summary>
    private const double MostU = 0.9;

    private readonly PreparedTable _table;
    private readonly PairComparer _comparer;
    private readonly Parameters _parameters;
    private readonly double[][] _weights;

    public PairWeights(PreparedTable table, PairComparer comparer, Parameters parameters)
    {
        (_table, _comparer, _parameters) = (table, comparer, parameters);
        _weights = parameters.Weights;
    }

    public double Weigh(int a, int b)
    {
        if (a > b) (a, b) = (b, a);
        var pattern = _comparer.Compare(a, b);
        Span<double> weights = stackalloc double[_weights.Length];
        var weight = _parameters.PriorWeight;
        for (var place = 0; place < weights.Length; place++)
        {
            var level = PairComparer.Level(pattern, place);
            weights[place] = level < 0 ? 0 : _weights[place][level] + Frequency(place, level, pattern, a, b);
            weight += weights[place];
        }

        return weight + _parameters.CircleWeight(weights);
    }

    public Waterfall Explain(string first, string second)
    {
        var (a, b) = (_table.Numbers[first], _table.Numbers[second]);
        if (a > b) (a, b) = (b, a);
        var pattern = _comparer.Compare(a, b);
        var steps = new List<WaterfallStep>();
        for (var place = 0; place < _weights.Length; place++)
        {
            var field = place < _table.Columns.Count ? _table.Columns[place].Field : null;
            var level = PairComparer.Level(pattern, place);
            steps.Add(level < 0
                ? new WaterfallStep(field, Agreement.Missing, 0, 0)
                : new WaterfallStep(field, _comparer.Levels[place][level], _weights[place][level], Frequency(place, level, pattern, a, b)));
        }

        double[] weights = [.. steps.Select(s => s.Weight + s.Frequency)];
        var likeliest = Enumerable.Range(0, _parameters.Circles.Count).OrderByDescending(c => _parameters.Odds(c, weights)).Select(c => (Circle?)_parameters.Circles[c].Circle);
        return new Waterfall(_parameters.PriorWeight, steps, likeliest.FirstOrDefault(), _parameters.CircleWeight(weights), Weigh(a, b));
    }

    private double Frequency(int place, int level, ulong pattern, int a, int b)
    {
        if (place >= _table.Columns.Count || level == _weights[place].Length - 1) return 0;

        var (column, codeA, other, codeB) = _comparer.Sides(place, _comparer.IsSwapped(pattern), a, b);
        var share = Math.Max(Math.Max(column.Share(codeA), column.Share(codeB)), Math.Max(other.Share(codeA), other.Share(codeB)));

        // What the weight says u is; pooled levels have one weight.
        var u = _parameters.M[place][level] / Math.Pow(2, _weights[place][level]);
        var scaled = Math.Clamp(u * share / column.CommonShare, Math.Min(u, Estimation.LeastU), Math.Max(u, MostU));
        return Math.Log2(u / scaled) * (level == 0 ? 1 : ShareOfClose);
    }
}
