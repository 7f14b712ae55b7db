using System.Numerics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// Rows of a block by the sum or average of the numbers of one event type. Of rows that lie in the window as a whole the kept totals
/// decide; of the others the steps in the window are added where they lie, unless not even the total is enough.
/// </summary>
/// <param name="whole">Null when they do not fit.</param>
/// <param name="measure">Asked about rows that are too large for 64 bits; it has entered the block.</param>
internal readonly ref struct TotalsScan(SeriesBase sorted, StepTotals totals, RowTotals.Totals? whole, Moments window, EventMeasure measure)
{
    private readonly TimesWalk _times = new(sorted.Ts);
    private readonly bool _isOpen = sorted.LastTs < window.End;

    /// <param name="word">Of the block.</param>
    /// <param name="asked">Rows that have events.</param>
    /// <param name="result">The members are added to it.</param>
    public void Mark(in Cells steps, int word, ReadOnlySpan<ulong> asked, Span<ulong> result)
    {
        switch (steps.Form)
        {
            case CellForm.Steps1:
                Mark(steps.Bytes, word, asked, result);
                break;
            case CellForm.Steps2:
                Mark(steps.Shorts, word, asked, result);
                break;
            default:
                Mark(steps.Ints, word, asked, result);
                break;
        }
    }

    private void Mark<T>(ReadOnlySpan<T> steps, int word, ReadOnlySpan<ulong> asked, Span<ulong> result)
        where T : unmanaged, IBinaryInteger<T>
    {
        var coversAll = whole is not null && _isOpen && window.From == long.MinValue;
        var narrows = whole is not null && totals.OnlyGrow;
        for (var i = 0; i < asked.Length; i++)
        {
            var left = asked[i];
            if (left != 0 && (coversAll || narrows)) left &= MarkWhole(word + i);
            result[i] |= coversAll ? left : MarkEach(steps, word + i, left);
        }
    }

    private ulong MarkWhole(int word)
    {
        var present = sorted.Present[word];
        var sums = whole!.Sums.AsSpan(sorted.Rank[word], BitOperations.PopCount(present)); // asked for only when there are some
        var among = 0UL;
        for (var k = 0; k < sums.Length; k++)
        {
            var place = sorted.Rank[word] + k;
            var values = whole.Values is { } known ? known[place] : sorted.Offsets[place + 1] - sorted.Offsets[place];
            if (totals.Holds(sums[k], values)) among |= 1UL << k;
        }

        return RowBits.Deposit(among, present);
    }

    private ulong MarkEach<T>(ReadOnlySpan<T> steps, int word, ulong asked)
        where T : unmanaged, IBinaryInteger<T>
    {
        var bits = 0UL;
        for (; asked != 0; asked &= asked - 1)
        {
            var row = asked & (~asked + 1);
            var place = sorted.Rank[word] + BitOperations.PopCount(sorted.Present[word] & (row - 1));
            var end = sorted.Offsets[place + 1];
            var start = _times.FirstFrom(window.From, sorted.Offsets[place], end);
            if (!_isOpen) end = _times.FirstFrom(window.End, start, end);
            if (totals.Holds(steps[start..end]) ?? Holds(start, end)) bits |= row;
        }

        return bits;
    }

    private bool Holds(int start, int end)
    {
        measure.Reset();
        measure.AddAll(start, end);
        return measure.Passes();
    }
}
