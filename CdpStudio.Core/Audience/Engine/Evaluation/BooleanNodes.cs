namespace CdpStudio.Core.Audience.Engine.Evaluation;

internal sealed class EveryoneNode : Node
{
    public override Cost Cost => Cost.Bits;

    public override bool Holds(RowReader reader) => true;

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result) => mask.CopyTo(result);

    public override NodeExplanation Explain(RowReader reader) => Explanation(true);
}

/// <summary>A node over others; the cheapest are asked first, explanations keep the order of the rule.</summary>
internal abstract class GroupNode(Node[] nodes) : Node
{
    protected Node[] Cheapest { get; } = [.. nodes.OrderBy(n => n.Cost)];

    public override Cost Cost => nodes.Length == 0 ? Cost.Bits : nodes.Max(n => n.Cost);

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader)) with { Children = [.. nodes.Select(n => n.Explain(reader))] };
}

internal sealed class AllNode(Node[] nodes) : GroupNode(nodes)
{
    public override bool Holds(RowReader reader)
    {
        foreach (var node in Cheapest)
        {
            if (!node.Holds(reader)) return false;
        }

        return true;
    }

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        Span<ulong> left = stackalloc ulong[mask.Length];
        mask.CopyTo(left);
        foreach (var node in Cheapest)
        {
            if (!left.ContainsAnyExcept(0UL)) break;
            node.Mark(reader, firstWord, left, result);
            result.CopyTo(left);
        }

        left.CopyTo(result);
    }
}

internal sealed class AnyNode(Node[] nodes) : GroupNode(nodes)
{
    public override bool Holds(RowReader reader)
    {
        foreach (var node in Cheapest)
        {
            if (node.Holds(reader)) return true;
        }

        return false;
    }

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        Span<ulong> open = stackalloc ulong[mask.Length];
        Span<ulong> found = stackalloc ulong[mask.Length];
        mask.CopyTo(open);
        result.Clear();
        foreach (var node in Cheapest)
        {
            if (!open.ContainsAnyExcept(0UL)) break;
            node.Mark(reader, firstWord, open, found);
            for (var i = 0; i < open.Length; i++)
            {
                result[i] |= found[i];
                open[i] &= ~found[i];
            }
        }
    }
}

internal sealed class NotNode(Node inner) : Node
{
    public override Cost Cost => inner.Cost;

    public override bool Holds(RowReader reader) => !inner.Holds(reader);

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        inner.Mark(reader, firstWord, mask, result);
        for (var i = 0; i < result.Length; i++) result[i] = mask[i] & ~result[i];
    }

    public override NodeExplanation Explain(RowReader reader) => Explanation(Holds(reader)) with { Children = [inner.Explain(reader)] };
}

internal sealed class AtLeastNode(int count, Node[] nodes) : GroupNode(nodes)
{
    public override bool Holds(RowReader reader)
    {
        var held = 0;
        foreach (var node in Cheapest)
        {
            if (node.Holds(reader) && ++held == count) return true;
        }

        return false;
    }

    /// <summary>Rows are counted in sets: set k holds those of which k + 1 nodes hold so far.</summary>
    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        Span<ulong> open = stackalloc ulong[mask.Length];
        Span<ulong> found = stackalloc ulong[mask.Length];
        var held = new ulong[count * mask.Length];
        foreach (var node in Cheapest)
        {
            var reached = held.AsSpan((count - 1) * mask.Length, mask.Length);
            for (var i = 0; i < open.Length; i++) open[i] = mask[i] & ~reached[i];
            if (!open.ContainsAnyExcept(0UL)) break;

            node.Mark(reader, firstWord, open, found);
            for (var set = count - 1; set >= 0; set--)
            {
                var (at, below) = (set * mask.Length, (set - 1) * mask.Length);
                for (var i = 0; i < found.Length; i++) held[at + i] |= set == 0 ? found[i] : found[i] & held[below + i];
            }
        }

        held.AsSpan((count - 1) * mask.Length, mask.Length).CopyTo(result);
    }
}

/// <summary>A segment's rule under the name of the segment.</summary>
internal sealed class SegmentNode(Node rule) : Node
{
    public override Cost Cost => rule.Cost;

    public override bool Holds(RowReader reader) => rule.Holds(reader);

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result) =>
        rule.Mark(reader, firstWord, mask, result);

    /// <summary>What was seen is the membership; the rule explained below it has its places in the segment, not in the rule asked.</summary>
    public override NodeExplanation Explain(RowReader reader)
    {
        var holds = Holds(reader);
        return Explanation(holds, holds ? "true" : "false") with { Children = [rule.Explain(reader)] };
    }
}
