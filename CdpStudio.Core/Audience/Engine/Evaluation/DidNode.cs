using System.Numerics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The measure over the matching events passes its test.</summary>
internal sealed class DidNode : Node
{
    private readonly EventFinder _events;
    private readonly EventMeasure _measure;
    private readonly bool _passesForNone;
    private readonly CountRange? _counts;
    private readonly bool _isAnyEvent;
    private FilteredScan? _filtered;

    /// <param name="isAnyEvent">Whether the sources are all event types, unfiltered.</param>
    public DidNode(EventFinder events, EventMeasure measure, bool isAnyEvent)
    {
        (_events, _measure) = (events, measure);
        measure.Reset();
        _passesForNone = measure.Passes();
        _counts = measure is CountMeasure { Test.Units: { } units } ? CountRange.Of(units) : null;
        _isAnyEvent = isAnyEvent && _counts is { NeedsOneAtMost: true };
    }

    /// <summary>Whether rows with new events need not be looked at by themselves.</summary>
    public bool KnowsNewEvents => _isAnyEvent && _events.During.Fixed is { IsEmpty: false };

    private FilteredScan Filtered => _filtered ??= new FilteredScan();

    public override Cost Cost =>
        _events.Sources.Any(s => s.Filter is not null) ? Cost.Values : _counts is null ? Cost.Values : Cost.Events;

    public override bool Holds(RowReader reader)
    {
        if (HoldsWhereTheyLie(reader) is { } together) return together;
        if (_counts is { } counts && _events.Sources is [{ Filter: null } only]) return counts.Holds(CountOf(reader, only.Series));
        if (KnowsNewEvents && HoldsByLastEvent(reader, _events.During.Fixed!.Value) is { } holds) return holds; // known by a fixed window

        return Passes(_events.Find(reader));
    }

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        var shape = reader.Snapshot.Shape;
        var (block, word) = (shape.BlockOfWord(firstWord), shape.WordWithin(firstWord));
        if (_events.Sources is [{ Filter: null } plain] && _events.During.BeginningsOf(block) is { } beginnings)
        {
            MarkSince(plain, beginnings, block, word, mask, result);
            return;
        }

        if (_events.During.Fixed is not { } window || (_measure.NeedsOrder && _events.Sources.Length > 1))
        {
            base.Mark(reader, firstWord, mask, result);
            return;
        }

        if (_measure is TimeMeasure { LastWithin: { } within } && _events.Sources is [{ Filter: null } one] && CanScan(block, window))
            MarkLastWithin(one.Series.Block(block).Base, word, within, window.From, mask, result);
        else if (KnowsNewEvents) MarkAnyEvent(reader, firstWord, window, mask, result);
        else if (_counts is { } counts && CanScan(block, window)) MarkCounts(counts, block, word, window.From, mask, result);
        else if (_events.Sources is [{ Filter: { } filter } only]) MarkFiltered(only, filter, block, word, window, mask, result);
        else MarkEach(block, word, window, mask, result);
    }

    public override NodeExplanation Explain(RowReader reader)
    {
        var found = _events.Find(reader);
        return Evidence.Of(Explanation(Passes(found), _measure.Seen()), found);
    }

    /// <summary>Of one event type, without gathering its events; null when they do not lie together.</summary>
    private bool? HoldsWhereTheyLie(RowReader reader)
    {
        if (_events.Sources is not [var only] || !reader.TryFind(only.Series, out var block, out var start, out var end)) return null;
        if (start == end) return _passesForNone;

        var window = _events.During.Of(reader);
        if (window.IsEmpty) return _passesForNone;

        var sorted = only.Series.Block(block).Base;
        var isOpen = sorted.LastTs < window.End;
        if (isOpen && only.Filter is null && _counts is { } counts)
        {
            var isEnough = counts.Least <= 0 || RecentScan.Holds(sorted.Ts, start, end, counts.Least, window.From);
            return isEnough && (counts.Most == int.MaxValue || !RecentScan.Holds(sorted.Ts, start, end, counts.Most + 1, window.From));
        }

        var times = new TimesWalk(sorted.Ts);
        start = times.FirstFrom(window.From, start, end);
        if (!isOpen) end = times.FirstFrom(window.End, start, end);
        if (only.Filter is null)
        {
            _measure.Enter(only, block);
            return HoldsEntered(start, end);
        }

        _measure.Reset();
        AddMatching(only, block, start, end);
        return _measure.Passes();
    }

    /// <summary>Null when the last event lies behind the window: there may be one within.</summary>
    private bool? HoldsByLastEvent(RowReader reader, Moments window)
    {
        var last = reader.Snapshot.Rows.LastEvent[reader.Row];
        if (last >= window.End) return null;

        return last >= window.From && last != long.MinValue ? _counts!.Value.Holds(1) : _passesForNone; // of counts alone
    }

    private bool Passes(List<Matched> found)
    {
        _measure.Reset();
        foreach (var matched in found) _measure.Add(matched.Source, matched.Entry, matched.Ts);
        return _measure.Passes();
    }

    private int CountOf(RowReader reader, SeriesView series)
    {
        var window = _events.During.Of(reader);
        if (window.IsEmpty) return 0;

        var slice = reader.Read(series);
        return slice.FirstFrom(window.End) - slice.FirstFrom(window.From);
    }

    /// <summary>Whether the k-th last event decides: no filter, and nothing lies behind the window.</summary>
    private bool CanScan(int block, Moments window)
    {
        if (_events.Sources.Length > 1 && _counts is not { NeedsOneAtMost: true }) return false;

        foreach (var source in _events.Sources)
        {
            if (source.Filter is not null || source.Series.Block(block).Base.LastTs >= window.End) return false;
        }

        return true;
    }

    /// <summary>The last event lies in a stretch of time: there is one since its beginning, and none since its end.</summary>
    private static void MarkLastWithin(SeriesBase sorted, int word, Moments within, long from, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        Span<ulong> later = stackalloc ulong[mask.Length];
        RecentScan.Mark(sorted, word, mask, 1, Math.Max(from, within.From), result);
        RecentScan.Mark(sorted, word, result, 1, Math.Max(from, within.End), later);
        for (var i = 0; i < result.Length; i++) result[i] &= ~later[i];
    }

    /// <summary>By the last event of each row; only who has one ahead of the window has to be looked at.</summary>
    private void MarkAnyEvent(RowReader reader, int firstWord, Moments window, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        Span<ulong> beyond = stackalloc ulong[mask.Length];
        LastEventScan.Mark(reader.Snapshot.Rows, firstWord, mask, window.From, window.End, result, beyond);
        Span<ulong> held = stackalloc ulong[mask.Length];
        base.Mark(reader, firstWord, beyond, held);
        var holdsForOne = _counts!.Value.Holds(1);
        for (var i = 0; i < mask.Length; i++)
        {
            var without = mask[i] & ~result[i] & ~beyond[i];
            result[i] = held[i] | (holdsForOne ? result[i] : 0) | (_passesForNone ? without : 0);
        }
    }

    private void MarkCounts(CountRange counts, int block, int word, long from, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        if (counts.Least > 0) MarkAtLeast(counts.Least, block, word, from, mask, result);
        else mask.CopyTo(result);
        if (counts.Most == int.MaxValue) return;

        Span<ulong> surplus = stackalloc ulong[mask.Length];
        MarkAtLeast(counts.Most + 1, block, word, from, result, surplus);
        for (var i = 0; i < result.Length; i++) result[i] &= ~surplus[i];
    }

    /// <summary>Of several event types only one event is asked for: any of them will do.</summary>
    private void MarkAtLeast(int least, int block, int word, long from, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        if (_events.Sources is [var only])
        {
            RecentScan.Mark(only.Series.Block(block).Base, word, mask, least, from, result);
            return;
        }

        Span<ulong> open = stackalloc ulong[mask.Length];
        Span<ulong> found = stackalloc ulong[mask.Length];
        mask.CopyTo(open);
        result.Clear();
        foreach (var source in _events.Sources)
        {
            if (!open.ContainsAnyExcept(0UL)) break;
            RecentScan.Mark(source.Series.Block(block).Base, word, open, least, from, found);
            for (var i = 0; i < open.Length; i++)
            {
                result[i] |= found[i];
                open[i] &= ~found[i];
            }
        }
    }

    private void MarkFiltered(
        EventSource source, EventFilter filter, int block, int word, Moments window, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        Span<ulong> some = stackalloc ulong[mask.Length];
        Filtered.Run(source, filter, block, word, window, mask, _measure, _counts, some, result);
        for (var i = 0; _passesForNone && i < mask.Length; i++) result[i] |= mask[i] & ~some[i];
    }

    private void MarkEach(int block, int word, Moments window, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        Span<ulong> some = stackalloc ulong[mask.Length];
        MarkSome(block, word, window, mask, some);
        if (_events.Sources is [{ Filter: null } only])
        {
            MarkOnly(only, block, word, window, mask, some, result);
            return;
        }

        for (var i = 0; i < mask.Length; i++)
        {
            var bits = _passesForNone ? mask[i] & ~some[i] : 0;
            for (var rest = mask[i] & some[i]; rest != 0; rest &= rest - 1)
            {
                if (HoldsTogether(block, ((word + i) << 6) + BitOperations.TrailingZeroCount(rest), window)) bits |= rest & (~rest + 1);
            }

            result[i] = bits;
        }
    }

    /// <summary>Of one event type without a filter, each row in a window of its own.</summary>
    private void MarkSince(EventSource source, Beginnings beginnings, int block, int word, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        var sorted = source.Series.Block(block).Base;
        var times = new TimesWalk(sorted.Ts);
        var isOneEnough = _counts is { NeedsOneAtMost: true };
        _measure.Enter(source, block);
        for (var i = 0; i < mask.Length; i++)
        {
            var present = sorted.PresentIn(word + i);
            var some = mask[i] & present & beginnings.PresentIn(word + i);
            var bits = _passesForNone ? mask[i] & ~some : 0;
            for (var rest = some; rest != 0; rest &= rest - 1)
            {
                var row = rest & (~rest + 1);
                var place = sorted.Rank[word + i] + BitOperations.PopCount(present & (row - 1));
                var window = _events.During.From(beginnings.Of(word + i, row - 1));
                // Looked for from the beginning: what windows of that kind begin with is mostly the first that is known of somebody.
                var end = sorted.Offsets[place + 1];
                var start = times.NextFrom(window.From, sorted.Offsets[place], end);
                end = times.NextFrom(window.End, start, isOneEnough ? Math.Min(start + 1, end) : end);
                if (_counts?.Holds(end - start) ?? HoldsEntered(start, end)) bits |= row;
            }

            result[i] = bits;
        }
    }

    /// <summary>Rows that may pass by events in the window: the others have none, or are known to have too few.</summary>
    private void MarkSome(int block, int word, Moments window, ReadOnlySpan<ulong> mask, Span<ulong> some)
    {
        if (_events.Sources is [var only] && only.Series.Block(block).Base is var sorted && sorted.LastTs < window.End)
        {
            RecentScan.Mark(sorted, word, mask, Math.Max(1, only.Filter is null ? _measure.LeastEvents : 0), window.From, some);
            return;
        }

        some.Clear();
        foreach (var source in _events.Sources)
        {
            for (var i = 0; i < some.Length; i++) some[i] |= source.Series.Block(block).Base.PresentIn(word + i);
        }
    }

    /// <summary>For a row whose entries lie together.</summary>
    private bool HoldsTogether(int block, int row, Moments window)
    {
        _measure.Reset();
        foreach (var source in _events.Sources)
        {
            var sorted = source.Series.Block(block).Base;
            if (!sorted.TryFind(row, out var start, out var end)) continue;

            start = sorted.Ts.FirstFrom(window.From, start, end);
            if (sorted.LastTs >= window.End) end = sorted.Ts.FirstFrom(window.End, start, end);
            AddMatching(source, block, start, end);
        }

        return _measure.Passes();
    }

    /// <summary>Of one event type without a filter: present rows and their events are walked along, and nothing is looked up.</summary>
    private void MarkOnly(
        EventSource source, int block, int word, Moments window, ReadOnlySpan<ulong> mask, Span<ulong> some, Span<ulong> result)
    {
        var sorted = source.Series.Block(block).Base;
        for (var i = 0; i < mask.Length; i++)
        {
            result[i] = _passesForNone ? mask[i] & ~some[i] : 0;
            some[i] &= mask[i] & sorted.PresentIn(word + i);
        }

        if (_measure.NeededOf(source) is { } needed)
        {
            Span<ulong> asked = stackalloc ulong[mask.Length];
            Span<ulong> same = stackalloc ulong[mask.Length];
            some.CopyTo(asked);
            Filtered.Run(source, needed, block, word, window, asked, measure: null, counts: null, some, same);
        }

        _measure.Enter(source, block);
        if (source.Of?.StepsOf(block) is not { } steps || _measure.TotalsOf(steps) is not { } totals)
        {
            MarkEntered(sorted, word, window, some, result);
            return;
        }

        var whole = totals.OnlyGrow || window.From == long.MinValue ? source.Of.Column.View!.Value.TotalsOf(block) : null; // steps are some column's
        new TotalsScan(sorted, totals, whole, window, _measure).Mark(steps, word, some, result);
    }

    private void MarkEntered(SeriesBase sorted, int word, Moments window, ReadOnlySpan<ulong> asked, Span<ulong> result)
    {
        var times = new TimesWalk(sorted.Ts);
        var isOpen = sorted.LastTs < window.End;
        // Rows with fewer in the window are not asked about, and that many are mostly enough.
        var last = isOpen && _measure.OnlyGrows ? _measure.LeastEvents : 0;
        for (var i = 0; i < asked.Length; i++)
        {
            var bits = 0UL;
            for (var rest = asked[i]; rest != 0; rest &= rest - 1)
            {
                var row = rest & (~rest + 1);
                var place = sorted.Rank[word + i] + BitOperations.PopCount(sorted.Present[word + i] & (row - 1));
                var end = sorted.Offsets[place + 1];
                if (last > 0 && HoldsEntered(end - last, end))
                {
                    bits |= row;
                    continue;
                }

                var start = times.FirstFrom(window.From, sorted.Offsets[place], end);
                if (!isOpen) end = times.FirstFrom(window.End, start, end);

                if (_counts?.Holds(end - start) ?? HoldsEntered(start, end)) bits |= row;
            }

            result[i] |= bits;
        }
    }

    private bool HoldsEntered(int start, int end)
    {
        _measure.Reset();
        _measure.AddAll(start, end);
        return _measure.Passes();
    }

    private void AddMatching(EventSource source, int block, int start, int end)
    {
        var ts = source.Series.Block(block).Base.Ts;
        for (var i = start; i < end; i++)
        {
            var entry = new Entry(block, i);
            if (source.Takes(entry)) _measure.Add(source, entry, ts[i]);
        }
    }
}
