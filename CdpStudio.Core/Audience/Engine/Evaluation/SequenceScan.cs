using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// Steps that are plain event types, over a row whose events lie together: by their places, without gathering anything. For one thread.
/// </summary>
internal sealed class SequenceScan(SequenceNode.Step[] steps, long now, WorkspaceZone zone)
{
    private int[] _reached = new int[64];
    private int[] _next = new int[64];

    /// <summary>Whether all steps are plain; sequences with a shared value are none of these.</summary>
    public bool IsPlain { get; } = steps.All(s => !s.Absent && s.Events.Sources is [{ Filter: null }]);

    /// <param name="row">Of the block.</param>
    /// <param name="window">Of the first step's event.</param>
    public bool Holds(int block, int row, Moments window)
    {
        var before = BaseOf(0, block);
        if (!before.TryFind(row, out var start, out var end)) return false;

        start = before.Ts.FirstFrom(window.From, start, end);
        end = before.Ts.FirstFrom(Math.Min(window.End, now + 1), start, end);
        var reached = 0;
        for (var i = start; i < end; i++) Add(ref _reached, reached++, i);
        for (var step = 1; step < steps.Length && reached > 0; step++)
        {
            var sorted = BaseOf(step, block);
            reached = Follow(before, reached, sorted, row, steps[step].Within, isLast: step == steps.Length - 1);
            (_reached, _next) = (_next, _reached);
            before = sorted;
        }

        return reached > 0;
    }

    private int Follow(SeriesBase before, int reached, SeriesBase sorted, int row, Duration? within, bool isLast)
    {
        if (!sorted.TryFind(row, out var start, out var end)) return 0;

        var earliest = before.Ts[_reached[0]];
        var (at, next) = (0, 0);
        for (var i = sorted.Ts.FirstFrom(earliest, start, end); i < end; i++)
        {
            var ts = sorted.Ts[i];
            if (ts > now) break;

            while (at < reached && IsBefore(before, _reached[at], sorted, i, ts)) at++;
            if (at == 0 || (within is not null && ts > zone.Plus(before.Ts[_reached[at - 1]], within))) continue;

            Add(ref _next, next++, i);
            if (isLast) break;
        }

        return next;
    }

    private static bool IsBefore(SeriesBase before, int place, SeriesBase sorted, int other, long ts)
    {
        var earlier = before.Ts[place];
        return earlier != ts ? earlier < ts : Cell.Units(before.Number[place]) < Cell.Units(sorted.Number[other]);
    }

    private SeriesBase BaseOf(int step, int block) => steps[step].Events.Sources[0].Series.Block(block).Base;

    private static void Add(ref int[] places, int at, int place)
    {
        if (at == places.Length) Array.Resize(ref places, at * 2);
        places[at] = place;
    }
}
