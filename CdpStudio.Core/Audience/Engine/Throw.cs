using System.Diagnostics.CodeAnalysis;

namespace CdpStudio.Core.Audience.Engine;

// Throwing lives apart so that the hot methods stay small enough to inline.
internal static class Throw
{
    [DoesNotReturn]
    public static void RowCountMismatch(int expected, int actual) =>
        throw new ArgumentException($"Row sets must cover the same rows: {expected} here, {actual} given.");

    [DoesNotReturn]
    public static void TooManyValues() =>
        throw new InvalidOperationException("One attribute or property holds more than 2 GB of different values.");
}
