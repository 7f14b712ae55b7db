using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>There is a first or last matching event and it passes the filters of having.</summary>
/// <param name="having">One per source.</param>
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
        return having[picked.Source].Holds(picked.Entry);
    }
}

/// <summary>The test passed in enough of the last whole calendar periods.</summary>
/// <param name="periods">The latest first.</param>
internal sealed class RegularlyNode(EventFinder events, EventMeasure measure, int least, IReadOnlyList<Moments> periods) : Node
{
    public override bool Holds(RowReader reader) => Passed(reader) >= least;

    /// <summary>What was seen is the number of periods that passed.</summary>
    public override NodeExplanation Explain(RowReader reader)
    {
        var passed = Passed(reader);
        return Evidence.Of(
            Explanation(passed >= least, StudioNumber.ToText(passed)), events.Find(reader, new Moments(periods[^1].From, periods[0].End)));
    }

    private int Passed(RowReader reader)
    {
        var passed = 0;
        foreach (var period in periods)
        {
            measure.Reset();
            foreach (var matched in events.Find(reader, period)) measure.Add(matched.Source, matched.Entry, matched.Ts);
            if (measure.Passes()) passed++;
        }

        return passed;
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
