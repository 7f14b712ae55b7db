using System.Numerics;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// A rule made ready for one state and one now. Rows whose entries lie together are marked in blocks; the others, and single profiles,
/// go through <see cref="Holds"/>, which means the same.
/// </summary>
internal abstract class Node
{
    /// <summary>The node's place in the rule as a JSON pointer.</summary>
    public required string Pointer { get; init; }

    /// <summary>What it takes to evaluate a row, for asking the cheapest first.</summary>
    public virtual Cost Cost => Cost.Rows;

    /// <summary>Whether the reader's row is a member.</summary>
    public abstract bool Holds(RowReader reader);

    /// <summary>Marks members among the rows of a block that are neither mixed nor in a delta.</summary>
    /// <param name="firstWord">Of the block; 64 rows a word.</param>
    /// <param name="mask">Rows that are asked about.</param>
    /// <param name="result">Receives the members among them, no other bit. As long as the mask, and another place.</param>
    public virtual void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        for (var word = 0; word < mask.Length; word++)
        {
            var bits = 0UL;
            for (var rest = mask[word]; rest != 0; rest &= rest - 1)
            {
                reader.MoveTo(((firstWord + word) << 6) + BitOperations.TrailingZeroCount(rest));
                if (Holds(reader)) bits |= rest & (~rest + 1);
            }

            result[word] = bits;
        }
    }

    /// <summary>Why the reader's row is a member or not.</summary>
    public abstract NodeExplanation Explain(RowReader reader);

    protected NodeExplanation Explanation(bool holds, string? value = null) => new(Pointer, holds, value, [], 0, []);
}

/// <summary>What evaluating takes, from little to much.</summary>
internal enum Cost
{
    Bits,
    Cells,
    Events,
    Values,
    Rows,
}
