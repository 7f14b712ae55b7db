using System.Numerics;
using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The sorted part of a series: entries by home row, then time, then arrival. Rows that have none cost one bit. Never changes.
/// </summary>
/// <remarks>
/// Invariants: <c>Rank[w]</c> is the number of present rows before word w; the k-th present row owns entries <c>Offsets[k]</c> to
/// <c>Offsets[k + 1]</c>, at least one; within it (Ts, Number) rises.
/// </remarks>
internal sealed record SeriesBase(
    ulong[] Present, int[] Rank, int[] Offsets, long[] Ts, long[] Number, int[] Node, int[]? Source)
{
    public static SeriesBase Empty(bool hasSource) => new([], [], [0], [], [], [], hasSource ? [] : null);

    public int Count => Ts.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryFind(int row, out int start, out int end)
    {
        var word = row >> 6;
        if (word < Present.Length)
        {
            var bits = Present[word];
            if ((bits & (1UL << row)) != 0)
            {
                var place = Rank[word] + BitOperations.PopCount(bits & ((1UL << row) - 1));
                start = Offsets[place];
                end = Offsets[place + 1];
                return true;
            }
        }

        start = end = 0;
        return false;
    }
}
