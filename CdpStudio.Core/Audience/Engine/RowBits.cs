using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>Bits of present rows, which stand next to each other, and of rows, among which others lie.</summary>
internal static class RowBits
{
    /// <summary>Up to 64 bits from a place on; what stands above those that are there is of no meaning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Read(ReadOnlySpan<ulong> bits, int from)
    {
        var (word, shift) = (from >> 6, from & 63);
        var low = bits[word] >> shift;
        return shift == 0 || word + 1 >= bits.Length ? low : low | (bits[word + 1] << (64 - shift));
    }

    /// <summary>The lowest bits of the first, one after the other at the places of the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Deposit(ulong bits, ulong places)
    {
        if (Bmi2.X64.IsSupported) return Bmi2.X64.ParallelBitDeposit(bits, places);

        var deposited = 0UL;
        for (; places != 0; places &= places - 1, bits >>= 1)
        {
            if ((bits & 1) != 0) deposited |= places & (~places + 1);
        }

        return deposited;
    }

    public static int Count(ReadOnlySpan<ulong> words)
    {
        var count = 0;
        foreach (var word in words) count += BitOperations.PopCount(word);
        return count;
    }
}
