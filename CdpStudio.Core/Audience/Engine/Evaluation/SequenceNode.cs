using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The profile did the steps in this order.</summary>
/// <param name="steps">The finder of each step takes in all that matches it up to now, with the shared property as its measure.</param>
/// <param name="during">Of the first step's event.</param>
/// <remarks>
/// Of each step only its reached events are kept: those that end a chain of the steps so far. The nearest reached event before is
/// always the best one to go on from, because a step's time only has an upper end; so each step is one walk along both lists.
/// </remarks>
internal sealed class SequenceNode(
    IReadOnlyList<SequenceNode.Step> steps, RowWindow during, bool same, long now, WorkspaceZone zone) : Node
{
    private readonly Step[] _steps = [.. steps];
    private readonly SequenceScan _scan = new([.. steps], now, zone);
    private readonly List<Matched> _reached = [];
    private readonly List<Matched> _next = [];

    public override bool Holds(RowReader reader) => HoldsWhereTheyLie(reader) ?? Reached(reader) == _steps.Length;

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        // Only who did every step at all is looked at in detail.
        Span<ulong> left = stackalloc ulong[mask.Length];
        Span<ulong> found = stackalloc ulong[mask.Length];
        mask.CopyTo(left);
        var since = during.Fixed?.From ?? long.MinValue;
        foreach (var step in _steps.Where(s => !s.Absent))
        {
            MarkDid(reader, step, firstWord, since, left, found);
            found.CopyTo(left);
        }

        if (!_scan.IsPlain || same || during.Fixed is not { } window)
        {
            base.Mark(reader, firstWord, left, result);
            return;
        }

        var shape = reader.Snapshot.Shape;
        var (block, word) = (shape.BlockOfWord(firstWord), shape.WordWithin(firstWord));
        _scan.Mark(block, word, window, left, result);
    }

    /// <summary>What was seen is the number of steps done in order.</summary>
    public override NodeExplanation Explain(RowReader reader)
    {
        var reached = Reached(reader);
        return Evidence.Of(
            Explanation(reached == _steps.Length, StudioNumber.ToText(reached)),
            [.. _steps.Where(s => !s.Absent).SelectMany(s => s.Events.Find(reader)).Distinct().Order()]);
    }

    /// <summary>Of plain steps, without gathering their events; null when they do not lie together.</summary>
    private bool? HoldsWhereTheyLie(RowReader reader)
    {
        if (!_scan.IsPlain || same || during.Fixed is not { } window) return null;

        foreach (var step in _steps)
        {
            if (!reader.TryFind(step.Events.Sources[0].Series, out _, out var start, out var end)) return null;
            if (start == end) return false;
        }

        var shape = reader.Snapshot.Shape;
        var word = reader.Row >> 6;
        Span<ulong> result = [0];
        _scan.Mark(shape.BlockOfWord(word), shape.WordWithin(word), window, [1UL << reader.Row], result);
        return result[0] != 0;
    }

    /// <summary>How many of the steps, from the first on, some events match in order.</summary>
    private int Reached(RowReader reader)
    {
        var window = during.Of(reader);
        if (same) return ReachedForSame(reader, window);

        _reached.Clear();
        foreach (var first in _steps[0].Events.Find(reader))
        {
            if (window.Contains(first.Ts)) _reached.Add(first);
        }

        var step = 0;
        while (_reached.Count > 0 && ++step < _steps.Length) Go(_steps[step], _steps[step].Events.Find(reader));
        return step;
    }

    /// <summary>Rows with an event of the step since the window began: no step comes before the first one.</summary>
    private static void MarkDid(RowReader reader, Step step, int firstWord, long since, ReadOnlySpan<ulong> mask, Span<ulong> found)
    {
        var shape = reader.Snapshot.Shape;
        var (block, word) = (shape.BlockOfWord(firstWord), shape.WordWithin(firstWord));
        Span<ulong> some = stackalloc ulong[mask.Length];
        found.Clear();
        foreach (var source in step.Events.Sources)
        {
            RecentScan.Mark(source.Series.Block(block).Base, word, mask, 1, since, some);
            for (var i = 0; i < found.Length; i++) found[i] |= some[i];
        }
    }

    private void Go(Step step, List<Matched> candidates)
    {
        _next.Clear();
        if (step.Absent) Stay(step.Within!, candidates);
        else Follow(step.Within, candidates);

        _reached.Clear();
        _reached.AddRange(_next);
    }

    private void Follow(Duration? within, List<Matched> candidates)
    {
        var at = 0;
        var furthest = long.MinValue;
        foreach (var next in candidates)
        {
            for (; at < _reached.Count && _reached[at].CompareTo(next) < 0; at++)
            {
                // A month after January 30 at night ends behind one after the 31st in the morning, and clocks are set back.
                if (within is not null) furthest = Math.Max(furthest, zone.Plus(_reached[at].Ts, within));
            }

            if (at > 0 && (within is null || next.Ts <= furthest)) _next.Add(next);
        }
    }

    /// <summary>Events after which none came for that long, of which all has passed.</summary>
    private void Stay(Duration within, List<Matched> candidates)
    {
        var at = 0;
        foreach (var last in _reached)
        {
            while (at < candidates.Count && candidates[at].Ts <= last.Ts) at++;
            var end = zone.Plus(last.Ts, within);
            if (end <= now && (at == candidates.Count || candidates[at].Ts > end)) _next.Add(last);
        }
    }

    private int ReachedForSame(RowReader reader, Moments window)
    {
        var events = _steps.Select(s => s.Events.Find(reader).ToLookup(KeyOf)).ToList();
        var most = 0;
        foreach (var group in events[0].Where(g => g.Key is not null))
        {
            _reached.Clear();
            _reached.AddRange(group.Where(e => window.Contains(e.Ts)));
            var step = 0;
            while (_reached.Count > 0 && ++step < _steps.Length) Go(_steps[step], [.. events[step][group.Key]]);
            if (step == _steps.Length) return step;

            most = Math.Max(most, step);
        }

        return most;
    }

    private static string? KeyOf(Matched matched) => matched.Source.Of!.ValueAt(matched.Entry) is { } value ? ValueClass.KeyOf(value) : null;

    internal sealed record Step(EventFinder Events, Duration? Within, bool Absent);
}
