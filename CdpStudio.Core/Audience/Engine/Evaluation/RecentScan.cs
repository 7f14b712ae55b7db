using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// "At least k entries since a moment" without counting: the k-th last entry of a row decides. Looks at one moment a row, eight rows
/// at a time, however many entries they have. Only for blocks whose entries all lie before the end of the window.
/// </summary>
internal static class RecentScan
{
    // Below so many rows in a word, eight at a time look at more than they are asked for.
    private const int FewRows = 4;

    /// <param name="word">Of the block.</param>
    /// <param name="least">At least 1.</param>
    /// <param name="from"><see cref="long.MinValue"/> when all entries count.</param>
    public static void Mark(SeriesBase sorted, int word, ReadOnlySpan<ulong> mask, int least, long from, Span<ulong> result)
    {
        var vector = Avx2.IsSupported && sorted.Ts.IsNarrow && from <= uint.MaxValue * 1000L;
        var exact = new Since(sorted.Ts, from);
        for (var i = 0; i < mask.Length; i++)
        {
            var present = sorted.PresentIn(word + i);
            var asked = present & mask[i];
            if (asked == 0) result[i] = 0;
            else if (vector && BitOperations.PopCount(asked) > FewRows) result[i] = MarkWord(sorted, word + i, present, least, exact) & asked;
            else result[i] = MarkEach(sorted, word + i, present, asked, least, from);
        }
    }

    /// <summary>Whether a row's entries from <paramref name="start"/> to <paramref name="end"/> have enough since then.</summary>
    public static bool Holds(in Times ts, int start, int end, int least, long from) => end - start >= least && ts[end - least] >= from;

    private static ulong MarkWord(SeriesBase sorted, int word, ulong present, int least, in Since since)
    {
        var first = sorted.Rank[word];
        var rows = BitOperations.PopCount(present);
        ref var offsets = ref MemoryMarshal.GetArrayDataReference(sorted.Offsets);
        var back = Vector256.Create(least);
        var found = 0UL;
        for (var k = 0; k < rows; k += Vector256<int>.Count)
        {
            // Past the last row stand spare offsets, equal to each other: no entry lies between them.
            var starts = Vector256.LoadUnsafe(ref offsets, (nuint)(first + k));
            var places = Vector256.LoadUnsafe(ref offsets, (nuint)(first + k + 1)) - back;
            var enough = Vector256.GreaterThanOrEqual(places, starts);
            if (enough == Vector256<int>.Zero) continue;

            found |= (ulong)since.Test(places, enough) << k;
        }

        return RowBits.Deposit(found, present);
    }

    private static ulong MarkEach(SeriesBase sorted, int word, ulong present, ulong asked, int least, long from)
    {
        var found = 0UL;
        for (; asked != 0; asked &= asked - 1)
        {
            var bit = asked & (~asked + 1);
            var place = sorted.Rank[word] + BitOperations.PopCount(present & (bit - 1));
            if (Holds(sorted.Ts, sorted.Offsets[place], sorted.Offsets[place + 1], least, from)) found |= bit;
        }

        return found;
    }

    /// <summary>Compares moments with one, in whole seconds as far as they decide.</summary>
    private readonly ref struct Since
    {
        private readonly ReadOnlySpan<uint> _seconds;
        private readonly ReadOnlySpan<ushort> _millis;
        private readonly Vector256<uint> _second;
        private readonly int _millisecond;
        private readonly bool _always;

        public Since(in Times ts, long from)
        {
            _seconds = ts.Seconds;
            _millis = ts.Millis;
            _always = from <= 0;
            var second = Math.Clamp(from, 0, uint.MaxValue * 1000L) / 1000;
            _millisecond = (int)Math.Max(0, from - (second * 1000));
            // Without milliseconds a moment within a second lies before its end.
            if (_millis.IsEmpty && _millisecond > 0) second++;
            _second = Vector256.Create((uint)Math.Min(second, uint.MaxValue));
        }

        /// <returns>A bit for each of the eight entries.</returns>
        public unsafe uint Test(Vector256<int> places, Vector256<int> asked)
        {
            if (_always) return asked.ExtractMostSignificantBits();

            fixed (uint* seconds = _seconds)
            {
                var at = Avx2.GatherMaskVector256(Vector256<int>.Zero, (int*)seconds, places, asked, sizeof(int)).AsUInt32();
                var later = Vector256.GreaterThanOrEqual(at, _second);
                if (_millis.IsEmpty || _millisecond == 0) return (later & asked.AsUInt32()).ExtractMostSignificantBits();

                var found = (Vector256.GreaterThan(at, _second) & asked.AsUInt32()).ExtractMostSignificantBits();
                var equal = (Vector256.Equals(at, _second) & asked.AsUInt32()).ExtractMostSignificantBits();
                for (; equal != 0; equal &= equal - 1)
                {
                    var lane = BitOperations.TrailingZeroCount(equal);
                    if (_millis[places[lane]] >= _millisecond) found |= 1U << lane;
                }

                return found;
            }
        }
    }
}
