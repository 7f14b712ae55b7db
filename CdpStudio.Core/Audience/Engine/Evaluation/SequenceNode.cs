using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The profile did the steps in this order.</summary>
/// <param name="steps">The finder of each step takes in all that matches it up to now, with the shared property as its measure.</param>
/// <param name="during">Of the first step's event.</param>
internal sealed class SequenceNode(
    IReadOnlyList<SequenceNode.Step> steps, RowWindow during, bool same, long now, WorkspaceZone zone) : Node
{
    public override bool Holds(RowReader reader)
    {
        var window = during.Of(reader);
        var events = steps.Select(s => s.Events.Find(reader).ToList()).ToList();
        if (!same) return HoldsFor(events, window);

        return events[0].Select(KeyOf).Where(k => k is not null).Distinct().Any(key =>
            HoldsFor([.. events.Select(list => list.Where(e => KeyOf(e) == key).ToList())], window));
    }

    public override NodeExplanation Explain(RowReader reader) =>
        Evidence.Of(Explanation(Holds(reader)), [.. steps.Where(s => !s.Absent).SelectMany(s => s.Events.Find(reader)).Distinct().Order()]);

    /// <param name="events">Of each step, in the profile's order.</param>
    private bool HoldsFor(List<List<Matched>> events, Moments window)
    {
        var reached = events[0].Where(e => window.Contains(e.Ts)).ToList();
        for (var i = 1; i < steps.Count && reached.Count > 0; i++)
        {
            var step = steps[i];
            var candidates = events[i];
            reached = step.Absent
                ? [.. reached.Where(last => IsAbsent(last, candidates, step.Within!))]
                : [.. candidates.Where(next => reached.Any(last => Follows(last, next, step.Within)))];
        }

        return reached.Count > 0;
    }

    private bool Follows(Matched last, Matched next, Duration? within) =>
        last.CompareTo(next) < 0 && (within is null || next.Ts <= zone.Plus(last.Ts, within));

    private bool IsAbsent(Matched last, List<Matched> candidates, Duration within)
    {
        var end = zone.Plus(last.Ts, within);
        return end <= now && !candidates.Any(e => e.Ts > last.Ts && e.Ts <= end);
    }

    private static string? KeyOf(Matched matched) => matched.Source.Of!.ValueAt(matched.Index) is { } value ? ValueClass.KeyOf(value) : null;

    internal sealed record Step(EventFinder Events, Duration? Within, bool Absent);
}
