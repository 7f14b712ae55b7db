using CdpStudio.Core.Facts;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Whether some of a profile's events do the steps in order, tried one after the other.</summary>
/// <param name="events">All events up to now in the profile's order.</param>
/// <param name="matches">Whether an event is what a step asks for.</param>
/// <param name="starts">Whether an event lies in the window of the first step.</param>
/// <param name="shared">The value that all matched events share; null where the sequence asks for none.</param>
internal sealed class ReferenceSequences(
    IReadOnlyList<Fact.Event> events,
    Func<EventMatch, Fact.Event, bool> matches,
    Func<Fact.Event, bool> starts,
    Func<Fact.Event, ReferenceValue>? shared,
    ReferenceClock clock)
{
    public bool Holds(IReadOnlyList<SequenceStep> steps)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var first = events[i];
            if (!matches(steps[0].Events, first) || !starts(first)) continue;

            var same = shared?.Invoke(first);
            if (same is { IsMissing: true }) continue;
            if (RestHolds(steps, 1, i, same)) return true;
        }

        return false;
    }

    /// <param name="last">Place of the last event that matched a step.</param>
    private bool RestHolds(IReadOnlyList<SequenceStep> steps, int step, int last, ReferenceValue? same)
    {
        if (step == steps.Count) return true;
        if (steps[step].Absent) return IsAbsent(steps[step], last, same) && RestHolds(steps, step + 1, last, same);

        for (var i = last + 1; i < events.Count; i++)
        {
            var inTime = steps[step].Within is not { } within || events[i].Timestamp <= clock.After(events[last].Timestamp, within);
            if (inTime && Matches(steps[step], events[i], same) && RestHolds(steps, step + 1, i, same)) return true;
        }

        return false;
    }

    private bool IsAbsent(SequenceStep step, int last, ReferenceValue? same)
    {
        var from = events[last].Timestamp;
        var to = clock.After(from, step.Within!);
        return to <= clock.Now && !events.Any(e => e.Timestamp > from && e.Timestamp <= to && Matches(step, e, same));
    }

    private bool Matches(SequenceStep step, Fact.Event happened, ReferenceValue? same) =>
        matches(step.Events, happened) && (same is null || ReferenceValue.Same(same, shared!(happened)));
}
