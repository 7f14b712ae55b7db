using System.Numerics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>One event, then another, over rows whose events lie together: both are walked back from the newest, and nothing is kept.</summary>
/// <param name="first">The block of the first step.</param>
/// <param name="then">Of the second.</param>
/// <param name="window">Of the first event; no event after now is in it.</param>
/// <param name="within">Milliseconds that the second comes after the first, at most.</param>
internal readonly ref struct PairScan(SeriesBase first, SeriesBase then, Moments window, long now, long within)
{
    private readonly TimesWalk _firstTimes = new(first.Ts);
    private readonly TimesWalk _thenTimes = new(then.Ts);

    /// <param name="asked">Rows that have both events.</param>
    public void Mark(int word, ReadOnlySpan<ulong> asked, Span<ulong> result)
    {
        for (var i = 0; i < asked.Length; i++)
        {
            var bits = 0UL;
            for (var rest = asked[i]; rest != 0; rest &= rest - 1)
            {
                var row = rest & (~rest + 1);
                if (Holds(PlaceOf(first, word + i, row), PlaceOf(then, word + i, row))) bits |= row;
            }

            result[i] = bits;
        }
    }

    private static int PlaceOf(SeriesBase sorted, int word, ulong row) =>
        sorted.Rank[word] + BitOperations.PopCount(sorted.Present[word] & (row - 1));

    private bool Holds(int firstRow, int thenRow)
    {
        var (begin, at) = (first.Offsets[firstRow], first.Offsets[firstRow + 1] - 1);
        while (at >= begin && _firstTimes[at] >= window.End) at--;

        for (var next = then.Offsets[thenRow + 1] - 1; next >= then.Offsets[thenRow]; next--)
        {
            var ts = _thenTimes[next];
            if (ts > now) continue;

            // The nearest before is the best one; who has none in the window has none for earlier events either.
            while (at >= begin && !IsBefore(at, next, ts)) at--;
            if (at < begin || _firstTimes[at] < window.From) return false;
            if (ts - _firstTimes[at] <= within) return true;
        }

        return false;
    }

    private bool IsBefore(int at, int next, long ts)
    {
        var before = _firstTimes[at];
        return before < ts || (before == ts && Cell.Units(first.Number[at]) < Cell.Units(then.Number[next]));
    }
}
