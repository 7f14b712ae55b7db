using System.Numerics;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The profile's attribute passes the test now.</summary>
internal sealed class AttributeNode(AttributeReader attribute, ValueTest test, long now) : Node
{
    private readonly CellTest _cells = new(attribute.Column, test);

    public override bool Holds(RowReader reader)
    {
        if (attribute.HasAbove) return test.Holds(attribute.ValueAt(reader, now));

        var newest = AttributeReader.NewestAt(reader, attribute.Own, now);
        return newest < 0 ? _cells.HoldsForMissing : _cells.Holds(attribute.Column.CellAt(newest));
    }

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        if (attribute.HasAbove)
        {
            base.Mark(reader, firstWord, mask, result);
            return;
        }

        var missing = _cells.HoldsForMissing;
        if (attribute is not { Own: { } own, Column.View.Base: var cells })
        {
            Fill(mask, result, missing);
            return;
        }

        var sorted = own.Base;
        var mayLieAhead = own.LastTs > now;
        for (var word = 0; word < mask.Length; word++)
        {
            var place = firstWord + word;
            var present = place < sorted.Present.Length ? sorted.Present[place] : 0;
            var bits = missing ? mask[word] & ~present : 0;
            for (var rest = mask[word] & present; rest != 0; rest &= rest - 1)
            {
                var bit = rest & (~rest + 1);
                var rank = sorted.Rank[place] + BitOperations.PopCount(present & (bit - 1));
                var index = sorted.Offsets[rank + 1] - 1;
                if (mayLieAhead)
                {
                    while (index >= sorted.Offsets[rank] && sorted.Ts[index] > now) index--;
                    if (index < sorted.Offsets[rank])
                    {
                        if (missing) bits |= bit;
                        continue;
                    }
                }

                if (_cells.Holds(cells[index])) bits |= bit;
            }

            result[word] = bits;
        }
    }

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader), ValueText.Of(attribute.ValueAt(reader, now)));

    private static void Fill(ReadOnlySpan<ulong> mask, Span<ulong> result, bool all)
    {
        if (all) mask.CopyTo(result);
        else result.Clear();
    }
}
