namespace CdpStudio.Core.Journeys.Definition;

/// <summary>What is wrong with the ways between steps: nobody comes, nobody gets out, a loop that nothing slows down.</summary>
internal static class JourneyWays
{
    public static IEnumerable<JourneyProblem> Problems(JourneyDefinition definition)
    {
        var next = definition.Edges.ToLookup(e => e.From, e => e.To, StringComparer.Ordinal);
        var before = definition.Edges.ToLookup(e => e.To, e => e.From, StringComparer.Ordinal);

        var reached = Reached(definition.Steps.OfType<JourneyStep.Entry>().Select(s => s.Id), next);
        // Without an entry nothing is reached, and that is said once.
        if (reached.Count > 0)
        {
            foreach (var step in definition.Steps.Where(s => !reached.Contains(s.Id)))
                yield return new JourneyProblem(step.Id, "", "", ProblemSeverity.Warning, "Unreachable");
        }

        // A loose end is an error of its own; what leads to it leads somewhere.
        var ends = definition.Steps.Where(s => s is JourneyStep.Exit || s.Outcomes.Any(o => definition.Next(s.Id, o) is null)).Select(s => s.Id);
        var leaving = Reached(ends, before);
        foreach (var step in definition.Steps.Where(s => reached.Contains(s.Id) && !leaving.Contains(s.Id)))
            yield return new JourneyProblem(step.Id, "", "", ProblemSeverity.Warning, "NoWayOut");

        foreach (var step in InLoops(definition, next, before))
            yield return new JourneyProblem(step, "", "", ProblemSeverity.Error, "LoopWithoutWait");
    }

    private static HashSet<string> Reached(IEnumerable<string> from, ILookup<string, string> by)
    {
        var reached = new HashSet<string>(from, StringComparer.Ordinal);
        var open = new Queue<string>(reached);
        while (open.TryDequeue(out var step))
        {
            foreach (var other in by[step].Where(reached.Add)) open.Enqueue(other);
        }

        return reached;
    }

    /// <summary>Steps on loops without a wait, or between two such loops.</summary>
    private static IEnumerable<string> InLoops(JourneyDefinition definition, ILookup<string, string> next, ILookup<string, string> before)
    {
        var left = definition.Steps.Where(s => s is not JourneyStep.Wait).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        TakeAwayEnds(left, next, before);
        TakeAwayEnds(left, before, next);
        return definition.Steps.Select(s => s.Id).Where(left.Contains);
    }

    /// <summary>Takes away, again and again, what nothing of the rest leads to.</summary>
    private static void TakeAwayEnds(HashSet<string> left, ILookup<string, string> next, ILookup<string, string> before)
    {
        var comingIn = left.ToDictionary(s => s, s => before[s].Count(left.Contains), StringComparer.Ordinal);
        var open = new Queue<string>(comingIn.Where(c => c.Value == 0).Select(c => c.Key));
        while (open.TryDequeue(out var step))
        {
            left.Remove(step);
            foreach (var other in next[step].Where(left.Contains))
            {
                if (--comingIn[other] == 0) open.Enqueue(other);
            }
        }
    }
}
