using CdpStudio.Core.Journeys.Definition;

namespace CdpStudio.Web.Journeys.Outline;

/// <summary>One line of a journey that is read from top to bottom.</summary>
/// <param name="Level">How far it is set in.</param>
internal abstract record OutlineRow(int Level)
{
    public sealed record Step(int Level, JourneyStep Shown) : OutlineRow(Level);

    /// <summary>A way out of a branch; what follows stands under it.</summary>
    public sealed record Way(int Level, JourneyStep From, string Outcome) : OutlineRow(Level);

    /// <summary>Leads to a step that stands elsewhere.</summary>
    public sealed record GoTo(int Level, JourneyStep From, string Outcome, JourneyStep To) : OutlineRow(Level);

    /// <summary>Leads nowhere yet.</summary>
    public sealed record LooseEnd(int Level, JourneyStep From, string Outcome) : OutlineRow(Level);

    /// <summary>What follows is reached from no entry.</summary>
    public sealed record NotConnected() : OutlineRow(0);

    public static IReadOnlyList<OutlineRow> Of(JourneyDefinition definition)
    {
        var rows = new List<OutlineRow>();
        var shown = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in definition.Steps.OfType<JourneyStep.Entry>()) Add(entry, 0);

        // A step that nothing leads to comes before what it leads to.
        var reached = definition.Edges.Select(e => e.To).ToHashSet(StringComparer.Ordinal);
        var apart = definition.Steps.Where(s => !shown.Contains(s.Id)).OrderBy(s => reached.Contains(s.Id)).ToList();
        if (apart.Count > 0) rows.Add(new NotConnected());
        foreach (var step in apart) Add(step, 0);
        return rows;

        void Add(JourneyStep step, int level)
        {
            if (!shown.Add(step.Id)) return;

            rows.Add(new Step(level, step));
            var below = step.Outcomes.Count > 1;
            foreach (var outcome in step.Outcomes)
            {
                if (below) rows.Add(new Way(level + 1, step, outcome));
                Follow(step, outcome, below ? level + 2 : level);
            }
        }

        void Follow(JourneyStep from, string outcome, int level)
        {
            var next = definition.Next(from.Id, outcome) is { } to ? definition.Find(to) : null;
            if (next is null) rows.Add(new LooseEnd(level, from, outcome));
            else if (shown.Contains(next.Id)) rows.Add(new GoTo(level, from, outcome, next));
            else Add(next, level);
        }
    }
}
