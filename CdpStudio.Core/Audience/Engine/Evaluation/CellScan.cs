using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A test over neighbouring cells of a block: one bit a cell. Where it asks for few codes or a range of numbers, 32 bytes at a time.</summary>
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
            case CellForm.Steps1:
                MarkBetween(cells.Bytes.Slice(start, count), (byte)Math.Min(from, byte.MaxValue), (byte)Math.Min(to, byte.MaxValue), from > byte.MaxValue, bits);
                break;
            case CellForm.Steps2:
                MarkBetween(cells.Shorts.Slice(start, count), (ushort)Math.Min(from, ushort.MaxValue), (ushort)Math.Min(to, ushort.MaxValue), from > ushort.MaxValue, bits);
                break;
            default:
                MarkBetween(cells.Ints.Slice(start, count), from, to, false, bits);
                break;
        }
    }

    private static void MarkEqual<T>(ReadOnlySpan<T> cells, ReadOnlySpan<T> wanted, Span<ulong> bits)
        where T : unmanaged
    {
        ref var first = ref MemoryMarshal.GetReference(cells);
        var lanes = Vector256<T>.Count;
        bits.Clear();
        foreach (var code in wanted)
        {
            var equal = Vector256.Create(code);
            var i = 0;
            for (; i <= cells.Length - lanes; i += lanes)
                bits[i >> 6] |= (ulong)Vector256.Equals(Vector256.LoadUnsafe(ref first, (nuint)i), equal).ExtractMostSignificantBits() << (i & 63);

            for (; i < cells.Length; i++)
            {
                if (EqualityComparer<T>.Default.Equals(cells[i], code)) bits[i >> 6] |= 1UL << i;
            }
        }
    }

    private static void MarkBetween<T>(ReadOnlySpan<T> cells, T from, T to, bool none, Span<ulong> bits)
        where T : unmanaged, IComparable<T>
    {
        bits.Clear();
        if (none) return;

        ref var first = ref MemoryMarshal.GetReference(cells);
        var lanes = Vector256<T>.Count;
        var (least, most) = (Vector256.Create(from), Vector256.Create(to));
        var i = 0;
        for (; i <= cells.Length - lanes; i += lanes)
        {
            var some = Vector256.LoadUnsafe(ref first, (nuint)i);
            var found = Vector256.GreaterThanOrEqual(some, least) & Vector256.LessThanOrEqual(some, most);
            bits[i >> 6] |= (ulong)found.ExtractMostSignificantBits() << (i & 63);
        }

        for (; i < cells.Length; i++)
        {
            if (cells[i].CompareTo(from) >= 0 && cells[i].CompareTo(to) <= 0) bits[i >> 6] |= 1UL << i;
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
