using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The measure over the matching events passes its test.</summary>
internal sealed class DidNode(EventFinder events, MeasureTest measure, FastMeasure? fast) : Node
{
    public override bool Holds(RowReader reader) => measure.Holds(events.Find(reader));

    public override void Mark(RowReader reader, int firstWord, ReadOnlySpan<ulong> mask, Span<ulong> result)
    {
        if (fast is not null && events.During.Fixed is { } window) fast.Mark(events.Sources, window, firstWord, mask, result);
        else base.Mark(reader, firstWord, mask, result);
    }

    public override NodeExplanation Explain(RowReader reader)
    {
        var found = events.Find(reader);
        return Evidence.Of(Explanation(measure.Holds(found), measure.Seen(found)), found);
    }
}

/// <summary>There is a first or last matching event and it passes the filters of having.</summary>
/// <param name="having">One per source; null passes every event.</param>
internal sealed class PickedNode(EventFinder events, bool last, IReadOnlyDictionary<EventSource, EventFilter> having) : Node
{
    public override bool Holds(RowReader reader) => Passes(events.Find(reader));

    public override NodeExplanation Explain(RowReader reader)
    {
        var found = events.Find(reader);
        return Evidence.Of(Explanation(Passes(found)), found);
    }

    private bool Passes(List<Matched> found)
    {
        if (found.Count == 0) return false;

        var picked = found[last ? ^1 : 0];
        return having[picked.Source].Holds(picked.Index);
    }
}

/// <summary>The test passed in enough of the last whole calendar periods.</summary>
internal sealed class RegularlyNode(EventFinder events, MeasureTest measure, int least, IReadOnlyList<Moments> periods) : Node
{
    public override bool Holds(RowReader reader)
    {
        var passed = 0;
        foreach (var period in periods)
        {
            if (measure.Holds(events.Find(reader, period))) passed++;
        }

        return passed >= least;
    }

    public override NodeExplanation Explain(RowReader reader)
    {
        var holds = Holds(reader);
        var all = new Moments(periods[^1].From, periods[0].End);
        return Evidence.Of(Explanation(holds), events.Find(reader, all));
    }
}

/// <summary>Matching events as explanations list them.</summary>
internal static class Evidence
{
    private const int MostListed = 20;

    public static NodeExplanation Of(NodeExplanation explanation, List<Matched> found) => explanation with
    {
        Events = [.. Enumerable.Reverse(found).Take(MostListed).Select(e => e.Number)],
        MatchingEvents = found.Count,
    };
}
