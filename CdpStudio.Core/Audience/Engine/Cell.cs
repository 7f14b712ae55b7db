using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// A value as columns hold it: 64 bits that are either a code of the column's dictionary (0 is missing) or a number in ten-thousandths.
/// </summary>
/// <remarks>
/// Invariant: codes are below 2^31. A number n is stored as n with its top bit turned over, and only while |n| is at most
/// <see cref="LargestInline"/>; so a stored number, read as unsigned, is never below 2^31, and no value reads as both.
/// </remarks>
internal static class Cell
{
    public const long Missing = 0;

    public const long LargestInline = 9_000_000_000_000_000_000;

    public const int UnitsPerOne = 10_000;

    private const ulong Codes = 1UL << 31;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsCode(long cell) => (ulong)cell < Codes;

    /// <param name="units">Ten-thousandths, at most <see cref="LargestInline"/> away from zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long OfUnits(long units) => units ^ long.MinValue;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Units(long cell) => cell ^ long.MinValue;

    public static long OfWhole(int number) => OfUnits((long)number * UnitsPerOne);

    public static bool TryOfNumber(decimal number, out long cell)
    {
        var fits = Math.Abs(number) <= LargestInline / UnitsPerOne;
        cell = fits ? OfUnits((long)(number * UnitsPerOne)) : Missing;
        return fits;
    }

    public static decimal ToNumber(long cell) => Units(cell) / (decimal)UnitsPerOne;
}
