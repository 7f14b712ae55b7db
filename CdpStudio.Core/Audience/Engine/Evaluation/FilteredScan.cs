using System.Numerics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// Rows of a block by a measure over filtered events: the filter is asked for all events of some rows in one go, and then only events
/// that match are walked, with the rows that own them. For one thread.
/// </summary>
internal sealed class FilteredScan
{
    // So many events at once stay in the nearest cache with their bits.
    private const int MostEvents = 1 << 15;

    private ulong[] _bits = new ulong[MostEvents >> 6];
    // By place among the present rows: who has a matching event, and who passes.
    private ulong[] _some = new ulong[MostEvents >> 6];
    private ulong[] _passing = new ulong[MostEvents >> 6];

    /// <param name="some">Receives the asked rows that have a matching event.</param>
    /// <param name="result">Receives those of them that pass.</param>
    public void Run(
        EventSource source, EventFilter filter, int block, int word, Moments window, ReadOnlySpan<ulong> mask, EventMeasure measure,
        Span<ulong> some, Span<ulong> result)
    {
        var sorted = source.Series.Block(block).Base;
        for (var first = 0; first < mask.Length;)
        {
            var next = first + 1;
            var start = sorted.Offsets[sorted.RankOf(word + first)];
            while (next < mask.Length && sorted.Offsets[sorted.RankOf(word + next + 1)] - start <= MostEvents) next++;
            var count = sorted.Offsets[sorted.RankOf(word + next)] - start;
            if (mask[first..next].ContainsAnyExcept(0UL) && count > 0)
            {
                Reserve(ref _bits, count);
                filter.Mark(block, start, count, _bits.AsSpan(0, (count + 63) >> 6));
                Walk(source, block, sorted, sorted.RankOf(word + first), start, count, window, measure);
                Spread(sorted, word, first, next, mask, some, result);
            }

            first = next;
        }
    }

    /// <summary>Matching events in the order in which they lie: row after row.</summary>
    private void Walk(EventSource source, int block, SeriesBase sorted, int firstRow, int start, int count, Moments window, EventMeasure measure)
    {
        var offsets = sorted.Offsets;
        var ts = sorted.Ts;
        Reserve(ref _some, count);
        Reserve(ref _passing, count);
        _some.AsSpan(0, (count + 63) >> 6).Clear();
        _passing.AsSpan(0, (count + 63) >> 6).Clear();

        var (row, open) = (firstRow, -1);
        for (var at = 0; at << 6 < count; at++)
        {
            for (var rest = _bits[at]; rest != 0; rest &= rest - 1)
            {
                var place = start + (at << 6) + BitOperations.TrailingZeroCount(rest);
                while (offsets[row + 1] <= place) row++;

                var moment = ts[place];
                if (!window.Contains(moment)) continue;

                if (row != open)
                {
                    Close(open - firstRow, measure);
                    measure.Reset();
                    open = row;
                }

                measure.Add(source, new Entry(block, place), moment);
            }
        }

        Close(open - firstRow, measure);
    }

    private void Close(int row, EventMeasure measure)
    {
        if (row < 0) return;

        _some[row >> 6] |= 1UL << row;
        if (measure.Passes()) _passing[row >> 6] |= 1UL << row;
    }

    /// <summary>From places among the present rows to rows.</summary>
    private void Spread(SeriesBase sorted, int word, int first, int next, ReadOnlySpan<ulong> mask, Span<ulong> some, Span<ulong> result)
    {
        var at = 0;
        for (var i = first; i < next; i++)
        {
            var present = sorted.PresentIn(word + i);
            if (present == 0) continue;

            some[i] = RowBits.Deposit(RowBits.Read(_some, at), present) & mask[i];
            result[i] = RowBits.Deposit(RowBits.Read(_passing, at), present) & mask[i];
            at += BitOperations.PopCount(present);
        }
    }

    /// <summary>Room for a bit each, and never less: a row has at least one event.</summary>
    private static void Reserve(ref ulong[] bits, int count)
    {
        if (bits.Length < (count + 63) >> 6) bits = new ulong[(count + 63) >> 6];
    }
}
