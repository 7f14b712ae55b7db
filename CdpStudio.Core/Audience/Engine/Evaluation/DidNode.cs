using System.Numerics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The measure over the matching events passes its test.</summary>
internal sealed class DidNode : Node
{
    private readonly EventFinder _events;
    private readonly EventMeasure _measure;
    private readonly bool _passesForNone;
    private readonly int _atLeast;

    public DidNode(EventFinder events, EventMeasure measure)
    {
        (_events, _measure) = (events, measure);
        measure.Reset();
        _passesForNone = measure.Passes();
        // "At least k events" needs no count: the k-th last event of the window decides.
        if (measure is CountMeasure { Test.Units: var (from, to) } && to == Int128.MaxValue && from > 0 && from <= int.MaxValue)
            _atLeast = (int)((from + Cell.UnitsPerOne - 1) / Cell.UnitsPerOne);
    }

    public override bool Holds(RowReader reader) => Passes(_events.Find(reader));

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        if (_events.During.Fixed is not { } window || (_measure.NeedsOrder && _events.Sources.Length > 1))
        {
            base.Mark(reader, firstWord, mask, result);
            return;
        }

        for (var word = 0; word < mask.Length; word++)
        {
            var present = 0UL;
            foreach (var source in _events.Sources) present |= source.Series.Base.PresentIn(firstWord + word);

            var bits = _passesForNone ? mask[word] & ~present : 0;
            for (var rest = mask[word] & present; rest != 0; rest &= rest - 1)
            {
                if (HoldsTogether(window, ((firstWord + word) << 6) + BitOperations.TrailingZeroCount(rest))) bits |= rest & (~rest + 1);
            }

            result[word] = bits;
        }
    }

    public override NodeExplanation Explain(RowReader reader)
    {
        var found = _events.Find(reader);
        return Evidence.Of(Explanation(Passes(found), _measure.Seen()), found);
    }

    private bool Passes(List<Matched> found)
    {
        _measure.Reset();
        foreach (var matched in found) _measure.Add(matched.Source, matched.Index, matched.Ts);
        return _measure.Passes();
    }

    /// <summary>For a row whose entries lie together.</summary>
    private bool HoldsTogether(Moments window, int row)
    {
        if (_atLeast > 0) return HasAtLeast(window, row);

        _measure.Reset();
        foreach (var source in _events.Sources)
        {
            var sorted = source.Series.Base;
            if (!sorted.TryFind(row, out var start, out var end)) continue;

            for (var i = sorted.FirstFrom(window.From, start, end); i < end && sorted.Ts[i] < window.End; i++)
            {
                if (source.Takes(i)) _measure.Add(source, i, sorted.Ts[i]);
            }
        }

        return _measure.Passes();
    }

    private bool HasAtLeast(Moments window, int row)
    {
        var missing = _atLeast;
        foreach (var source in _events.Sources)
        {
            var sorted = source.Series.Base;
            if (!sorted.TryFind(row, out var start, out var end)) continue;

            var ts = sorted.Ts;
            end = sorted.FirstFrom(window.End, start, end);
            if (source.Filter is null)
            {
                if (end - start >= missing && ts[end - missing] >= window.From) return true;
                missing -= end - sorted.FirstFrom(window.From, start, end);
                continue;
            }

            for (var i = end - 1; i >= start && ts[i] >= window.From; i--)
            {
                if (source.Takes(i) && --missing == 0) return true;
            }
        }

        return false;
    }
}
