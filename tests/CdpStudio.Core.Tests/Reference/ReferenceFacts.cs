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
        var known = facts.Where(f => IsKnown(f, knownAt)).ToList();
        var standing = WithoutCancelled(known);
        var erased = Erased(standing);

        return [.. standing.Where(f => !About(f).Any(erased.Contains))];
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

    private static List<Fact> WithoutCancelled(List<Fact> facts)
    {
        var left = facts;
        // From the newest back, so a cancelled cancellation cancels nothing.
        foreach (var cancellation in facts.OfType<Fact.Cancellation>().Reverse())
            if (left.Contains(cancellation)) left = [.. left.Where(f => f.Number < cancellation.First || f.Number > cancellation.Last)];

        return left;
    }

    private static HashSet<ProfileId> Erased(List<Fact> facts)
    {
        var erased = new HashSet<ProfileId>();
        foreach (var erasure in facts.OfType<Fact.Erasure>())
        {
            var before = facts.Where(f => f.Number < erasure.Number && !About(f).Any(erased.Contains)).ToList();
            var identity = new ReferenceIdentity(before);
            if (before.SelectMany(About).Contains(erasure.Profile)) erased.UnionWith(identity.Group(erasure.Profile));
        }

        return erased;
    }
}
