using System.Numerics;
using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Any identifier of a namespace passes; a negative operator holds when none passes its positive twin.</summary>
/// <param name="series">Null when the namespace was never seen.</param>
/// <param name="test">The positive twin.</param>
internal sealed class IdentifierNode(SeriesView? series, ValueTest test, bool negated, WorkspaceZone zone) : Node
{
    private readonly TypedColumn _values = new(series?.Column(AttributeIntake.ColumnKey), null, zone);
    private readonly CellTest _test = new(new TypedColumn(series?.Column(AttributeIntake.ColumnKey), null, zone), test);

    public override bool Holds(RowReader reader) => Passing(reader) is not null != negated;

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        var shape = reader.Snapshot.Shape;
        var (block, first) = (shape.BlockOfWord(firstWord), shape.WordWithin(firstWord));
        var sorted = series?.Block(block).Base;
        var cells = _values.View?.BaseOf(block) ?? default;
        for (var word = 0; word < mask.Length; word++)
        {
            var bits = 0UL;
            for (var rest = sorted is null ? 0 : mask[word] & sorted.PresentIn(first + word); rest != 0; rest &= rest - 1)
            {
                if (PassesTogether(sorted!, cells, ((first + word) << 6) + BitOperations.TrailingZeroCount(rest))) bits |= rest & (~rest + 1);
            }

            result[word] = negated ? mask[word] & ~bits : bits;
        }
    }

    public override NodeExplanation Explain(RowReader reader) => Explanation(Holds(reader), ValueText.Of(Passing(reader)));

    private StudioValue? Passing(RowReader reader)
    {
        if (series is null) return null;

        var slice = reader.Read(series);
        for (var i = 0; i < slice.Count; i++)
        {
            if (_test.Holds(_values.CellAt(slice[i]))) return _values.ValueAt(slice[i]);
        }

        return null;
    }

    /// <summary>For a row whose identifiers lie together.</summary>
    private bool PassesTogether(SeriesBase sorted, in Cells cells, int row)
    {
        sorted.TryFind(row, out var start, out var end);
        for (var i = start; i < end; i++)
        {
            if (_test.Holds(cells[i])) return true;
        }

        return false;
    }
}

/// <summary>Chance that stays the same for a profile and a salt.</summary>
internal sealed class SampleNode : Node
{
    private readonly ulong _salt;
    private readonly UInt128 _limit;

    public SampleNode(string salt, decimal percent)
    {
        _salt = Encoding.UTF8.GetBytes(salt).Aggregate(14_695_981_039_346_656_037UL, (hash, next) => unchecked((hash ^ next) * 1_099_511_628_211UL));
        // percent / 100 of 2^64, rounded up: the place has to lie below it.
        var millionths = (UInt128)(percent * 10_000m) << 64;
        _limit = (millionths + 999_999) / 1_000_000;
    }

    public override bool Holds(RowReader reader) =>
        ByteHash.Mix(_salt ^ (ulong)reader.Snapshot.Rows.IdOf(reader.Row).Value) < _limit;

    public override NodeExplanation Explain(RowReader reader) => Explanation(Holds(reader));
}

/// <summary>The attribute's place lies at most so far away.</summary>
internal sealed class GeoNode(AttributeReader attribute, Place centre, double kilometres, long now) : Node
{
    public override bool Holds(RowReader reader) =>
        attribute.ValueAt(reader, now) is StudioValue.Text text && Place.TryParse(text.Value, out var place) && centre.KilometresTo(place) <= kilometres;

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader), ValueText.Of(attribute.ValueAt(reader, now)));
}
