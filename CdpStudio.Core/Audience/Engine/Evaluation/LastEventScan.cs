using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>"Any event since a moment" by each row's last one, eight rows at a time.</summary>
internal static class LastEventScan
{
    /// <param name="firstWord">Of all rows.</param>
    /// <param name="end">The first moment after the window.</param>
    /// <param name="found">Receives the asked rows whose last event lies in the window.</param>
    /// <param name="beyond">Receives those whose last event lies behind it: whether they have one within, it can't tell.</param>
    public static void Mark(RowsView rows, int firstWord, ReadOnlySpan<ulong> mask, long from, long end, Span<ulong> found, Span<ulong> beyond)
    {
        Span<long> last = stackalloc long[64];
        var (since, until) = (Vector256.Create(from), Vector256.Create(end));
        for (var i = 0; i < mask.Length; i++)
        {
            (found[i], beyond[i]) = (0, 0);
            if (mask[i] == 0) continue;

            rows.LastEvent.CopyTo((firstWord + i) << 6, last);
            ref var first = ref MemoryMarshal.GetReference(last);
            for (var row = 0; row < last.Length; row += Vector256<long>.Count)
            {
                var some = Vector256.LoadUnsafe(ref first, (nuint)row);
                var late = Vector256.GreaterThanOrEqual(some, until);
                beyond[i] |= (ulong)late.ExtractMostSignificantBits() << row;
                found[i] |= (ulong)Vector256.AndNot(Vector256.GreaterThanOrEqual(some, since), late).ExtractMostSignificantBits() << row;
            }

            // Rows without any event hold the least moment, which lies in a window without beginning.
            if (from == long.MinValue) found[i] &= ~None(last);
            found[i] &= mask[i];
            beyond[i] &= mask[i];
        }
    }

    private static ulong None(ReadOnlySpan<long> last)
    {
        var none = 0UL;
        for (var row = 0; row < last.Length; row++)
        {
            if (last[row] == long.MinValue) none |= 1UL << row;
        }

        return none;
    }
}
