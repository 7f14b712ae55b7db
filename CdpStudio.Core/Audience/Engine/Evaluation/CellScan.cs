using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A test over neighbouring cells of a block: one bit a cell. Where it asks for few codes or a range of numbers, 64 bytes at a time.</summary>
internal static class CellScan
{
    /// <param name="bits">Receives a bit for each of <paramref name="count"/> cells from <paramref name="start"/> on; the rest of its last word is zero.</param>
    public static void Mark(in Cells cells, int start, int count, CellTest test, Span<ulong> bits)
    {
        var length = Math.Clamp(cells.Length - start, 0, count);
        if (cells.AreCodes && test.Codes is { } codes) MarkCodes(cells, start, length, codes, bits);
        else if (cells.AreSteps && test.TryStepsOf(cells, out var from, out var to)) MarkSteps(cells, start, length, from, to, bits);
        else MarkEach(cells, start, length, test, bits);

        Finish(bits, length, count, test.HoldsForMissing);
    }

    private static void MarkCodes(in Cells cells, int start, int count, CodeList codes, Span<ulong> bits)
    {
        switch (cells.Form)
        {
            case CellForm.Codes1:
                MarkEqual(cells.Bytes.Slice(start, count), codes.As<byte>(), bits);
                break;
            case CellForm.Codes2:
                MarkEqual(cells.Shorts.Slice(start, count), codes.As<ushort>(), bits);
                break;
            default:
                MarkEqual(cells.Ints.Slice(start, count), codes.As<uint>(), bits);
                break;
        }

        if (codes.IsInverted) Invert(bits, count);
    }

    private static void MarkSteps(in Cells cells, int start, int count, uint from, uint to, Span<ulong> bits)
    {
        switch (cells.Form)
        {
            case CellForm.Steps1 when from <= byte.MaxValue:
                MarkBetween(cells.Bytes.Slice(start, count), (byte)from, (byte)Math.Min(to, byte.MaxValue), bits);
                break;
            case CellForm.Steps2 when from <= ushort.MaxValue:
                MarkBetween(cells.Shorts.Slice(start, count), (ushort)from, (ushort)Math.Min(to, ushort.MaxValue), bits);
                break;
            case CellForm.Steps1 or CellForm.Steps2:
                bits.Clear();
                break;
            default:
                MarkBetween(cells.Ints.Slice(start, count), from, to, bits);
                break;
        }
    }

    private static void MarkEqual<T>(ReadOnlySpan<T> cells, ReadOnlySpan<T> wanted, Span<ulong> bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        Span<Vector512<T>> codes = stackalloc Vector512<T>[CodeList.Most];
        for (var code = 0; code < wanted.Length; code++) codes[code] = Vector512.Create(wanted[code]);
        codes = codes[..wanted.Length];

        ref var first = ref MemoryMarshal.GetReference(cells);
        var i = 0;
        for (; i <= cells.Length - 64; i += 64)
        {
            var word = 0UL;
            for (var at = 0; at < 64; at += Vector512<T>.Count)
            {
                var some = Vector512.LoadUnsafe(ref first, (nuint)(i + at));
                var found = 0UL;
                foreach (var code in codes) found |= Vector512.Equals(some, code).ExtractMostSignificantBits();
                word |= found << at;
            }

            bits[i >> 6] = word;
        }

        bits[(i >> 6)..].Clear();
        for (; i < cells.Length; i++)
        {
            if (wanted.Contains(cells[i])) bits[i >> 6] |= 1UL << i;
        }
    }

    /// <summary>Both ends pass. A cell below the first is, without a sign, far above the range once the first is taken off.</summary>
    private static void MarkBetween<T>(ReadOnlySpan<T> cells, T from, T to, Span<ulong> bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (from > to)
        {
            bits.Clear();
            return;
        }

        var range = to - from;
        ref var first = ref MemoryMarshal.GetReference(cells);
        var (least, most) = (Vector512.Create(from), Vector512.Create(range));
        var i = 0;
        for (; i <= cells.Length - 64; i += 64)
        {
            var word = 0UL;
            for (var at = 0; at < 64; at += Vector512<T>.Count)
            {
                var some = Vector512.LoadUnsafe(ref first, (nuint)(i + at));
                word |= Vector512.LessThanOrEqual(some - least, most).ExtractMostSignificantBits() << at;
            }

            bits[i >> 6] = word;
        }

        bits[(i >> 6)..].Clear();
        for (; i < cells.Length; i++)
        {
            if (cells[i] >= from && cells[i] <= to) bits[i >> 6] |= 1UL << i;
        }
    }

    private static void MarkEach(in Cells cells, int start, int count, CellTest test, Span<ulong> bits)
    {
        bits.Clear();
        for (var i = 0; i < count; i++)
        {
            if (test.Holds(cells[start + i])) bits[i >> 6] |= 1UL << i;
        }
    }

    private static void Invert(Span<ulong> bits, int count)
    {
        for (var i = 0; i < bits.Length; i++) bits[i] = ~bits[i];
        Trim(bits, count);
    }

    /// <summary>Cells past the end of what is written are missing.</summary>
    private static void Finish(Span<ulong> bits, int length, int count, bool holdsForMissing)
    {
        for (var i = length; holdsForMissing && i < count; i++) bits[i >> 6] |= 1UL << i;
    }

    private static void Trim(Span<ulong> bits, int count)
    {
        for (var word = 0; word < bits.Length; word++)
        {
            var left = count - (word << 6);
            if (left <= 0) bits[word] = 0;
            else if (left < 64) bits[word] &= (1UL << left) - 1;
        }
    }
}
