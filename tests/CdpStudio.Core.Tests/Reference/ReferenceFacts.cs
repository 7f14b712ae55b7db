using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Which facts count: those known, without the cancelled ones and without those of erased people.</summary>
internal static class ReferenceFacts
{
    public static IReadOnlyList<Fact> Counting(IReadOnlyList<Fact> facts, KnownAt? knownAt)
    {
        // Whoever was erased at any time is gone at every time.
        var erased = facts.OfType<Fact.Erasure>().SelectMany(e => e.Profiles).ToHashSet();
        return Without(erased, WithoutCancelled(facts.Where(f => IsKnown(f, knownAt))));
    }

    /// <summary>The numbers that a fact says something about.</summary>
    public static IEnumerable<ProfileId> About(Fact fact) => fact switch
    {
        Fact.Event happened => [happened.Profile],
        Fact.Assertion assertion => [assertion.Profile],
        Fact.Edge edge => [edge.A.Profile, edge.B.Profile],
        _ => [],
    };

    private static bool IsKnown(Fact fact, KnownAt? knownAt) => knownAt switch
    {
        null => true,
        KnownAt.Fact upTo => fact.Number <= upTo.Number,
        KnownAt.Moment moment => fact.RecordedAt <= moment.At.ToUnixTimeMilliseconds(),
        _ => throw new UnreachableException(knownAt.GetType().Name),
    };

    private static List<Fact> WithoutCancelled(IEnumerable<Fact> facts)
    {
        var left = facts.ToList();
        // From the newest back, so a cancelled cancellation cancels nothing.
        foreach (var cancellation in left.OfType<Fact.Cancellation>().Reverse().ToList())
            if (left.Contains(cancellation)) left = [.. left.Where(f => f.Number < cancellation.First || f.Number > cancellation.Last)];

        return left;
    }

    /// <summary>An edge still says that the end was seen which was not erased.</summary>
    private static List<Fact> Without(HashSet<ProfileId> erased, IEnumerable<Fact> facts)
    {
        var left = new List<Fact>();
        foreach (var fact in facts)
        {
            if (fact is Fact.Edge edge)
            {
                var seen = new[] { edge.A, edge.B }.Where(n => !erased.Contains(n.Profile)).ToList();
                if (seen.Count > 0) left.Add(edge with { A = seen[0], B = seen[^1] });
            }
            else if (!About(fact).Any(erased.Contains))
            {
                left.Add(fact);
            }
        }

        return left;
    }
}
