using System.Numerics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Rows of a block by a measure over filtered events: the filter is asked for all events of some rows in one go. For one thread.</summary>
internal sealed class FilteredScan
{
    // So many events at once stay in the nearest cache with their bits.
    private const int MostEvents = 1 << 15;

    private ulong[] _bits = new ulong[MostEvents >> 6];

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
                var words = (count + 63) >> 6;
                if (_bits.Length < words) _bits = new ulong[words];
                filter.Mark(block, start, count, _bits.AsSpan(0, words));
                for (var i = first; i < next; i++)
                {
                    var asked = mask[i] & sorted.PresentIn(word + i);
                    if (asked != 0) MarkWord(source, block, sorted, word + i, asked, start, window, measure, ref some[i], ref result[i]);
                }
            }

            first = next;
        }
    }

    private void MarkWord(
        EventSource source, int block, SeriesBase sorted, int word, ulong asked, int start, Moments window, EventMeasure measure,
        ref ulong some, ref ulong result)
    {
        var present = sorted.Present[word];
        for (; asked != 0; asked &= asked - 1)
        {
            var row = asked & (~asked + 1);
            var place = sorted.Rank[word] + BitOperations.PopCount(present & (row - 1));
            var (low, high) = (sorted.Offsets[place] - start, sorted.Offsets[place + 1] - start);
            var at = Next(low, high);
            if (at < 0) continue;

            var any = false;
            measure.Reset();
            for (; at >= 0; at = Next(at + 1, high))
            {
                var ts = sorted.Ts[start + at];
                if (ts < window.From) continue;
                if (ts >= window.End) break;

                measure.Add(source, new Entry(block, start + at), ts);
                any = true;
            }

            if (!any) continue;
            some |= row;
            if (measure.Passes()) result |= row;
        }
    }

    /// <summary>The next matching event from a place on; -1 when there is none before the end.</summary>
    private int Next(int from, int end)
    {
        for (var word = from >> 6; (word << 6) < end; word++)
        {
            var bits = _bits[word];
            if (word == from >> 6) bits &= ~0UL << (from & 63);
            if (bits == 0) continue;

            var found = (word << 6) + BitOperations.TrailingZeroCount(bits);
            return found < end ? found : -1;
        }

        return -1;
    }
}
