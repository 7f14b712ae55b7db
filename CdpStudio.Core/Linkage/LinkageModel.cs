using CdpStudio.Core.Linkage.Comparing;
using CdpStudio.Core.Linkage.Estimating;
using CdpStudio.Core.Linkage.Preparing;

namespace CdpStudio.Core.Linkage;

/// <param name="M">How often two records of one person agree so, of those that have the field.</param>
/// <param name="U">How often two strangers do.</param>
/// <param name="Weight">In bits: log2 of M over U, of neighbouring levels together where a lesser agreement would otherwise tell more.</param>
public sealed record LearntLevel(Agreement Agreement, double M, double U, double Weight);

/// <param name="Field">Null for the order of names, which is no column.</param>
public sealed record LearntField(LinkageField? Field, IReadOnlyList<LearntLevel> Levels);

/// <summary>What a table taught about itself, without anybody saying which of its records are the same.</summary>
public sealed class LinkageModel
{
    private readonly Parameters _parameters;

    private LinkageModel(PreparedTable table, PairComparer comparer, Parameters parameters)
    {
        _parameters = parameters;
        Fields =
        [
            .. comparer.Levels.Select((levels, place) => new LearntField(
                place < table.Columns.Count ? table.Columns[place].Field : null,
                [.. levels.Select((agreement, level) => new LearntLevel(agreement, parameters.M[place][level], parameters.U[place][level], parameters.Weights[place][level]))])),
        ];
    }

    /// <summary>The share of all pairs of records that are the same person.</summary>
    public double Prior => _parameters.Prior;

    /// <summary>The share of all pairs that are strangers with a circle in common.</summary>
    public IReadOnlyDictionary<Circle, double> Circles =>
        _parameters.Circles.Zip(_parameters.Shares).ToDictionary(c => c.First.Circle, c => c.Second);

    public IReadOnlyList<LearntField> Fields { get; }

    /// <summary>The same table gives the same model, in whatever order its records are.</summary>
    public static LinkageModel Learn(LinkageTable table, CancellationToken cancellationToken = default)
    {
        var prepared = table.Prepared;
        var comparer = new PairComparer(prepared);
        var random = PatternTally.Random(comparer, prepared.Count, cancellationToken);
        var candidates = PatternTally.Candidates(comparer, table.Blocks, prepared.Count, cancellationToken);
        var pairs = prepared.Count * (prepared.Count - 1.0) / 2;
        return new LinkageModel(prepared, comparer, new Estimation(comparer.Levels, CircleColumns.Of(comparer.Kinds)).Run(candidates, random, Math.Max(1, pairs), cancellationToken));
    }

    /// <param name="table">Usually the very table that the model was learnt from.</param>
    /// <exception cref="ArgumentException">Its fields are others.</exception>
    public LinkageResult Match(LinkageTable table, CancellationToken cancellationToken = default) =>
        Matching.Run(table, Weights(table), cancellationToken);

    /// <summary>Field by field, what speaks for and against two records being one person, whether they were compared or not.</summary>
    /// <exception cref="KeyNotFoundException">The table has no record of that id.</exception>
    public Waterfall Explain(LinkageTable table, string first, string second) => Weights(table).Explain(first, second);

    internal PairWeights Weights(LinkageTable table) =>
        !table.Prepared.Columns.Select(c => c.Field).SequenceEqual(Fields.Select(f => f.Field).OfType<LinkageField>())
            ? throw new ArgumentException("The model was learnt from a table with other fields.", nameof(table))
            : new PairWeights(table.Prepared, new PairComparer(table.Prepared), _parameters);
}
