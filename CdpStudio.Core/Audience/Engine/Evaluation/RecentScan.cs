using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// "At least k entries since a moment" without counting: the k-th last entry of a row decides. Looks at one moment a row, eight rows
/// at a time, however many entries they have; first at the last one, since these lie side by side. Only for blocks whose entries all lie
/// before the end of the window.
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
        var exact = vector ? new Since(sorted, from) : default;
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
            // Past the last row stand spare offsets.
            var starts = Vector256.LoadUnsafe(ref offsets, (nuint)(first + k));
            var ends = Vector256.LoadUnsafe(ref offsets, (nuint)(first + k + 1));
            var enough = Vector256.GreaterThanOrEqual(ends - back, starts) & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(rows - k));
            if (enough == Vector256<int>.Zero) continue;

            var recent = since.TestLatest(first + k, ends - Vector256<int>.One, enough);
            if (recent != 0 && least > 1) recent = since.Test(ends - back, enough);
            found |= (ulong)recent << k;
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
        private readonly ReadOnlySpan<uint> _latest;
        private readonly Vector256<uint> _second;
        private readonly int _millisecond;
        private readonly bool _always;

        public Since(SeriesBase sorted, long from)
        {
            _always = from <= 0;
            if (_always) return;

            _seconds = sorted.Ts.Seconds;
            _millis = sorted.Ts.Millis;
            _latest = sorted.Latest.Of(sorted);
            var second = Math.Clamp(from, 0, uint.MaxValue * 1000L) / 1000;
            _millisecond = (int)Math.Max(0, from - (second * 1000));
            // Without milliseconds a moment within a second lies before its end.
            if (_millis.IsEmpty && _millisecond > 0) second++;
            _second = Vector256.Create((uint)Math.Min(second, uint.MaxValue));
        }

        /// <summary>The last entries of eight rows.</summary>
        /// <returns>A bit for each.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint TestLatest(int first, Vector256<int> places, Vector256<int> asked) => _always
            ? asked.ExtractMostSignificantBits()
            : Compare(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(_latest), (nuint)first), places, asked);

        /// <returns>A bit for each of the eight entries.</returns>
        public unsafe uint Test(Vector256<int> places, Vector256<int> asked)
        {
            if (_always) return asked.ExtractMostSignificantBits();

            fixed (uint* seconds = _seconds)
            {
                return Compare(Avx2.GatherMaskVector256(Vector256<int>.Zero, (int*)seconds, places, asked, sizeof(int)).AsUInt32(), places, asked);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private uint Compare(Vector256<uint> at, Vector256<int> places, Vector256<int> asked)
        {
            var later = Vector256.GreaterThanOrEqual(at, _second);
            if (_millis.IsEmpty || _millisecond == 0) return (later & asked.AsUInt32()).ExtractMostSignificantBits();

            return CompareMillis(at, places, asked);
        }

        private uint CompareMillis(Vector256<uint> at, Vector256<int> places, Vector256<int> asked)
        {
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
