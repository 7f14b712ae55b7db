using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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
    // Matching events of the row that is walked.
    private int[] _places = new int[256];

    /// <param name="measure">Null to find the rows that have any matching event.</param>
    /// <param name="counts">The counts that the measure takes; null when it is no count.</param>
    /// <param name="some">Receives the asked rows that have a matching event; those that have too few for a count may be left out.</param>
    /// <param name="result">Receives those of them that pass.</param>
    public void Run(
        EventSource source, EventFilter filter, int block, int word, Moments window, ReadOnlySpan<ulong> mask, EventMeasure? measure,
        CountRange? counts, Span<ulong> some, Span<ulong> result)
    {
        var sorted = source.Series.Block(block).Base;
        some.Clear();
        result.Clear();
        for (var first = 0; first < mask.Length;)
        {
            var next = first + 1;
            var start = sorted.Offsets[sorted.RankOf(word + first)];
            while (next < mask.Length && sorted.Offsets[sorted.RankOf(word + next + 1)] - start <= MostEvents) next++;
            var count = sorted.Offsets[sorted.RankOf(word + next)] - start;
            if (mask[first..next].ContainsAnyExcept(0UL) && count > 0)
            {
                Reserve(count);
                filter.Mark(block, start, count, _bits.AsSpan(0, (count + 63) >> 6));
                new Walk(this, source, block, window, measure, measure is null ? new CountRange(1, int.MaxValue) : counts).Run(sorted.RankOf(word + first), start, count);
                Spread(sorted, word, first, next, mask, some, result);
            }

            first = next;
        }
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

    /// <summary>Room for so many events, and so for their rows: a row has at least one event.</summary>
    private void Reserve(int count)
    {
        if (_bits.Length << 6 >= count) return;

        (_bits, _some, _passing) = (new ulong[(count + 63) >> 6], new ulong[(count + 63) >> 6], new ulong[(count + 63) >> 6]);
    }

    /// <summary>Matching events in the order in which they lie: row after row.</summary>
    private readonly ref struct Walk(FilteredScan scan, EventSource source, int block, Moments window, EventMeasure? measure, CountRange? counts)
    {
        private readonly SeriesBase _sorted = source.Series.Block(block).Base;
        private readonly TimesWalk _times = new(source.Series.Block(block).Base.Ts);
        private readonly bool _isOpen = source.Series.Block(block).Base.LastTs < window.End;

        public void Run(int firstRow, int start, int count)
        {
            var words = (count + 63) >> 6;
            scan._some.AsSpan(0, words).Clear();
            scan._passing.AsSpan(0, words).Clear();

            var (bits, places) = (scan._bits, scan._places);
            ref var offsets = ref MemoryMarshal.GetArrayDataReference(_sorted.Offsets);
            var (row, matching) = (firstRow, 0);
            for (var at = 0; at < words; at++)
            {
                for (var rest = bits[at]; rest != 0; rest &= rest - 1)
                {
                    var place = start + (at << 6) + BitOperations.TrailingZeroCount(rest);
                    if (Unsafe.Add(ref offsets, row + 1) <= place)
                    {
                        Close(row - firstRow, matching);
                        matching = 0;
                        row = RowOf(ref offsets, row, place);
                    }

                    if (matching == places.Length)
                    {
                        Array.Resize(ref places, matching * 2);
                        scan._places = places;
                    }

                    places[matching++] = place;
                }
            }

            Close(row - firstRow, matching);
        }

        /// <summary>The row of an entry, looked for from another before it, eight rows at a time.</summary>
        private static int RowOf(ref int offsets, int row, int place)
        {
            var wanted = Vector256.Create(place);
            while (true)
            {
                // Rows that begin at or before the entry are passed. Behind the last row stand spare offsets, all of them past it.
                var begin = Vector256.LessThanOrEqual(Vector256.LoadUnsafe(ref offsets, (nuint)(row + 1)), wanted);
                var passed = BitOperations.PopCount(begin.ExtractMostSignificantBits());
                row += passed;
                if (passed < Vector256<int>.Count) return row;
            }
        }

        /// <param name="row">By place among the present rows.</param>
        /// <param name="matching">Its matching events.</param>
        private void Close(int row, int matching)
        {
            // Too few for the count: when they lie does not matter, and looking would be slow.
            if (matching == 0 || (counts is { } range && matching < range.Least)) return;

            var places = Within(scan._places.AsSpan(0, matching));
            if (places.IsEmpty) return;

            scan._some[row >> 6] |= 1UL << row;
            if (Passes(places)) scan._passing[row >> 6] |= 1UL << row;
        }

        /// <summary>The last ones in the window, as many as the test needs.</summary>
        private ReadOnlySpan<int> Within(ReadOnlySpan<int> places)
        {
            var end = places.Length;
            while (!_isOpen && end > 0 && _times[places[end - 1]] >= window.End) end--;

            var enough = counts is { Most: int.MaxValue, Least: > 0 and var least } ? least : end;
            var start = end;
            while (start > 0 && end - start < enough && _times[places[start - 1]] >= window.From) start--;
            return places[start..end];
        }

        private bool Passes(ReadOnlySpan<int> places)
        {
            if (counts is { } range) return range.Holds(places.Length);

            measure!.Reset(); // without a measure somebody is counted
            foreach (var place in places) measure.Add(source, new Entry(block, place), _times[place]);
            return measure.Passes();
        }
    }
}
