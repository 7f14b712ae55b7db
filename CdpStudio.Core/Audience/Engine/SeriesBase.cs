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

    /// <summary>The rows of a word that have entries, one bit each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong PresentIn(int word) => word < Present.Length ? Present[word] : 0;

    /// <summary>The first entry of a row at or after a moment, looked for from the end: most windows end with now.</summary>
    public int FirstFrom(long moment, int start, int end)
    {
        var step = 1;
        while (end > start && Ts[end - 1] >= moment)
        {
            var jump = Math.Max(start, end - step);
            if (Ts[jump] < moment) return Halve(moment, jump + 1, end - 1);

            end = jump;
            step *= 2;
        }

        return end;
    }

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

    /// <summary>The entry at <paramref name="high"/> is late enough.</summary>
    private int Halve(long moment, int low, int high)
    {
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (Ts[middle] < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
