using System.Collections.Immutable;
using System.Numerics;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Profiles and their rows at one moment.</summary>
/// <param name="Count">Live rows.</param>
/// <param name="LatestFirst">No live row was first seen later.</param>
/// <param name="RowOfNode">The row of an identifier, plus one; 0 for an unknown one, and for one that was erased.</param>
/// <param name="RootOfRow">The lowest identifier of a row's profile; 0 for a dead row.</param>
/// <param name="First">When a live row was first seen.</param>
/// <param name="LastEvent">When a live row last had an event of any type, ahead of now too; <see cref="long.MinValue"/> when it has none.</param>
/// <param name="Alive">One bit a row.</param>
/// <param name="Mixed">The rows where a mixed row's entries lie; unmixed rows are not in it.</param>
/// <param name="AnyErased">Whether entries of erased people may still lie in series: whoever looks at entries without going by rows asks <see cref="Counts"/>.</param>
internal sealed record RowsView(
    int RowCount,
    long Count,
    long LatestFirst,
    PagedView<int> RowOfNode,
    PagedView<int> RootOfRow,
    PagedView<long> First,
    PagedView<long> Last,
    PagedView<long> LastEvent,
    PagedView<ulong> Alive,
    ImmutableDictionary<int, int[]> Mixed,
    bool AnyErased)
{
    /// <summary>All but the columns, which are sections of their own.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(RowCount);
        writer.Write(Count);
        writer.Write(LatestFirst);
        writer.Write(Mixed.Count);
        foreach (var (row, homes) in Mixed)
        {
            writer.Write(row);
            writer.WriteArray<int>(homes);
        }
    }

    /// <summary>In the order of <see cref="ProfileRows.Columns"/>.</summary>
    public Action<BinaryWriter>[] Columns => [RowOfNode.Save, RootOfRow.Save, First.Save, Last.Save, LastEvent.Save, Alive.Save];

    /// <summary>Whether an identifier's entries count: it was not erased.</summary>
    public bool Counts(int node) => !AnyErased || RowOfNode[node] != 0;

    public int RowOf(int node) => RowOfNode[node] - 1;

    /// <summary>The row of the profile that an identifier belongs to; -1 for a number that no identifier has.</summary>
    public int RowOf(ProfileId number) => number.Value is > 0 and <= int.MaxValue ? RowOf((int)number.Value) : -1;

    public ProfileId IdOf(int row) => new(RootOfRow[row]);

    /// <summary>Whether the row's profile was first seen at or before a moment.</summary>
    public bool Exists(int row, long moment) => (Alive[row >> 6] & (1UL << row)) != 0 && (moment >= LatestFirst || First[row] <= moment);

    /// <summary>Rows of profiles that were first seen at or before a moment.</summary>
    public long CountExisting(long moment)
    {
        if (moment >= LatestFirst) return Count;

        var count = 0L;
        Span<ulong> words = stackalloc ulong[64];
        for (var word = 0; word << 6 < RowCount; word += words.Length)
        {
            CopyExisting(word, words, moment);
            count += RowBits.Count(words);
        }

        return count;
    }

    /// <summary>The same rows from a word on, one bit each.</summary>
    public void CopyExisting(int word, Span<ulong> target, long moment)
    {
        Alive.CopyTo(word, target);
        if (moment >= LatestFirst) return;

        for (var i = 0; i < target.Length; i++)
        {
            for (var rest = target[i]; rest != 0; rest &= rest - 1)
            {
                if (First[((word + i) << 6) + BitOperations.TrailingZeroCount(rest)] > moment) target[i] &= ~(rest & (~rest + 1));
            }
        }
    }
}
