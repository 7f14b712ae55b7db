using System.Numerics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The profile's attribute passes the test now.</summary>
internal sealed class AttributeNode : Node
{
    private readonly AttributeReader _attribute;
    private readonly ValueTest _test;
    private readonly long _now;
    private readonly CellTest _cells;
    private readonly CellTest? _moments;

    public AttributeNode(AttributeReader attribute, ValueTest test, long now)
    {
        (_attribute, _test, _now) = (attribute, test, now);
        _cells = new CellTest(attribute.Column, test);
        // Moments are read once per block and compared as numbers then.
        if (attribute.Type == DataType.DateTime && test.Passing is { } passing) _moments = CellTest.Within(passing);
    }

    public override Cost Cost => IsByCells ? Cost.Cells : Cost.Rows;

    private bool IsByCells => !_attribute.HasAbove && _attribute.IsNewestNearlyAlways;

    public override bool Holds(RowReader reader)
    {
        if (_attribute.HasAbove || !_attribute.IsNewest(reader)) return _test.Holds(_attribute.ValueAt(reader, _now));

        return AttributeReader.NewestAt(reader, _attribute.Own, _now) is { } newest
            ? _cells.Holds(_attribute.Column.CellAt(newest))
            : _cells.HoldsForMissing;
    }

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        if (!IsByCells)
        {
            base.Mark(reader, firstWord, mask, result);
            return;
        }

        if (_attribute is not { Own: { } own, Column.View: { } column })
        {
            if (_cells.HoldsForMissing) mask.CopyTo(result);
            else result.Clear();
            return;
        }

        var shape = reader.Snapshot.Shape;
        var block = shape.BlockOfWord(firstWord);
        var sorted = own.Block(block).Base;
        if (sorted.LastTs > _now) MarkEach(sorted, column.BaseOf(block), shape.WordWithin(firstWord), mask, result);
        else MarkNewest(sorted, column.BaseOf(block), shape.WordWithin(firstWord), mask, result);
    }

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader), ValueText.Of(_attribute.ValueAt(reader, _now)));

    /// <summary>Where no value lies ahead of now: the newest values of all present rows stand next to each other.</summary>
    private void MarkNewest(SeriesBase sorted, in Cells said, int word, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        var newest = _moments is null
            ? sorted.Newest.Said(sorted, said)
            : _attribute.NewestMoments(sorted, said);
        var first = sorted.RankOf(word);
        var count = sorted.RankOf(word + mask.Length) - first;
        Span<ulong> bits = stackalloc ulong[(count + 63) >> 6];
        CellScan.Mark(newest, first, count, _moments ?? _cells, bits);
        if (count == mask.Length << 6)
        {
            // Everybody has one: a bit stands where its row does.
            for (var i = 0; i < result.Length; i++) result[i] = bits[i] & mask[i];
            return;
        }

        var missing = _cells.HoldsForMissing;
        var at = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            var present = sorted.PresentIn(word + i);
            var members = missing ? ~present : 0;
            if (present != 0)
            {
                members |= RowBits.Deposit(RowBits.Read(bits, at), present);
                at += BitOperations.PopCount(present);
            }

            result[i] = members & mask[i];
        }
    }

    private void MarkEach(SeriesBase sorted, in Cells cells, int word, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        var missing = _cells.HoldsForMissing;
        for (var i = 0; i < mask.Length; i++)
        {
            var present = sorted.PresentIn(word + i);
            var bits = missing ? mask[i] & ~present : 0;
            for (var rest = mask[i] & present; rest != 0; rest &= rest - 1)
            {
                sorted.TryFind(((word + i) << 6) + BitOperations.TrailingZeroCount(rest), out var start, out var end);
                var newest = end - 1;
                while (newest >= start && sorted.Ts[newest] > _now) newest--;
                if (newest < start ? missing : _cells.Holds(cells[newest])) bits |= rest & (~rest + 1);
            }

            result[i] = bits;
        }
    }
}
