using System.Numerics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// Steps that are plain event types, over a row whose events lie together: by their places, without gathering anything. For one thread.
/// </summary>
internal sealed class SequenceScan(SequenceNode.Step[] steps, long now, WorkspaceZone zone)
{
    private readonly SeriesBase[] _bases = new SeriesBase[steps.Length];
    private long[] _reached = new long[64];
    private long[] _numbers = new long[64];
    private long[] _next = new long[64];
    private long[] _nextNumbers = new long[64];

    /// <summary>Whether all steps are plain; sequences with a shared value are none of these.</summary>
    public bool IsPlain { get; } = steps.All(s => !s.Absent && s.Events.Sources is [{ Filter: null }]);

    /// <param name="word">Of the block.</param>
    /// <param name="window">Of the first step's event.</param>
    /// <param name="asked">Rows that have an event of each step.</param>
    public void Mark(int block, int word, Moments window, ReadOnlySpan<ulong> asked, Span<ulong> result)
    {
        for (var i = 0; i < _bases.Length; i++) _bases[i] = steps[i].Events.Sources[0].Series.Block(block).Base;
        if (steps is [_, { Within: var within }] && (within is null || within.FixedMilliseconds is not null))
        {
            var bounded = window with { End = Math.Min(window.End, now + 1) };
            new PairScan(_bases[0], _bases[1], bounded, now, within?.FixedMilliseconds ?? long.MaxValue).Mark(word, asked, result);
            return;
        }

        for (var i = 0; i < asked.Length; i++)
        {
            var bits = 0UL;
            for (var rest = asked[i]; rest != 0; rest &= rest - 1)
            {
                if (Holds(((word + i) << 6) + BitOperations.TrailingZeroCount(rest), window)) bits |= rest & (~rest + 1);
            }

            result[i] = bits;
        }
    }

    /// <param name="row">Of the block.</param>
    private bool Holds(int row, Moments window)
    {
        var sorted = _bases[0];
        if (!sorted.TryFind(row, out var start, out var end)) return false;

        var ts = sorted.Ts;
        start = ts.FirstFrom(window.From, start, end);
        if (sorted.LastTs >= window.End || sorted.LastTs > now) end = ts.FirstFrom(Math.Min(window.End, now + 1), start, end);
        var reached = 0;
        for (var i = start; i < end; i++) Add(sorted, ts, i, ref _reached, ref _numbers, reached++);
        for (var step = 1; step < steps.Length && reached > 0; step++)
        {
            reached = Follow(reached, _bases[step], row, steps[step].Within, isLast: step == steps.Length - 1);
            (_reached, _next) = (_next, _reached);
            (_numbers, _nextNumbers) = (_nextNumbers, _numbers);
        }

        return reached > 0;
    }

    private int Follow(int reached, SeriesBase sorted, int row, Duration? within, bool isLast)
    {
        if (!sorted.TryFind(row, out var start, out var end)) return 0;

        var times = sorted.Ts;
        var (at, next) = (0, 0);
        var furthest = long.MinValue;
        for (var i = times.FirstFrom(_reached[0], start, end); i < end; i++)
        {
            var ts = times[i];
            if (ts > now) break;

            for (; at < reached && (_reached[at] < ts || (_reached[at] == ts && _numbers[at] < Cell.Units(sorted.Number[i]))); at++)
            {
                // As in SequenceNode: the nearest event is not always the one that reaches furthest.
                if (within is { FixedMilliseconds: null }) furthest = Math.Max(furthest, zone.Plus(_reached[at], within));
            }

            if (at == 0) continue;
            if (within is { FixedMilliseconds: { } length }) furthest = _reached[at - 1] + length;
            if (within is not null && ts > furthest) continue;

            Add(sorted, times, i, ref _next, ref _nextNumbers, next++);
            if (isLast) break;
        }

        return next;
    }

    private static void Add(SeriesBase sorted, in Times times, int place, ref long[] moments, ref long[] numbers, int at)
    {
        if (at == moments.Length)
        {
            Array.Resize(ref moments, at * 2);
            Array.Resize(ref numbers, at * 2);
        }

        moments[at] = times[place];
        numbers[at] = Cell.Units(sorted.Number[place]);
    }
}
