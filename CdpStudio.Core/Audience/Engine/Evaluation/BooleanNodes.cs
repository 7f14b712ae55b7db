namespace CdpStudio.Core.Audience.Engine.Evaluation;

internal sealed class EveryoneNode : Node
{
    public override bool Holds(RowReader reader) => true;

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result) => mask.CopyTo(result);

    public override NodeExplanation Explain(RowReader reader) => Explanation(true);
}

internal sealed class AllNode(Node[] nodes) : Node
{
    public override bool Holds(RowReader reader)
    {
        foreach (var node in nodes)
        {
            if (!node.Holds(reader)) return false;
        }

        return true;
    }

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        Span<ulong> left = stackalloc ulong[mask.Length];
        mask.CopyTo(left);
        foreach (var node in nodes)
        {
            if (!left.ContainsAnyExcept(0UL)) break;
            node.Mark(reader, firstWord, left, result);
            result.CopyTo(left);
        }

        left.CopyTo(result);
    }

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader)) with { Children = [.. nodes.Select(n => n.Explain(reader))] };
}

internal sealed class AnyNode(Node[] nodes) : Node
{
    public override bool Holds(RowReader reader)
    {
        foreach (var node in nodes)
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
        foreach (var node in nodes)
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

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader)) with { Children = [.. nodes.Select(n => n.Explain(reader))] };
}

internal sealed class NotNode(Node inner) : Node
{
    public override bool Holds(RowReader reader) => !inner.Holds(reader);

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        inner.Mark(reader, firstWord, mask, result);
        for (var i = 0; i < result.Length; i++) result[i] = mask[i] & ~result[i];
    }

    public override NodeExplanation Explain(RowReader reader) => Explanation(Holds(reader)) with { Children = [inner.Explain(reader)] };
}

internal sealed class AtLeastNode(int count, Node[] nodes) : Node
{
    public override bool Holds(RowReader reader)
    {
        var held = 0;
        foreach (var node in nodes)
        {
            if (node.Holds(reader) && ++held == count) return true;
        }

        return false;
    }

    public override NodeExplanation Explain(RowReader reader) =>
        Explanation(Holds(reader)) with { Children = [.. nodes.Select(n => n.Explain(reader))] };
}

/// <summary>A segment's rule under the name of the segment.</summary>
internal sealed class SegmentNode(Node rule) : Node
{
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
