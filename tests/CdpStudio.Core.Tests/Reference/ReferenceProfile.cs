using System.Diagnostics;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>One person with everything known about them.</summary>
internal sealed class ReferenceProfile
{
    /// <param name="facts">All about this person.</param>
    public ReferenceProfile(ProfileId id, IReadOnlySet<ProfileId> numbers, IReadOnlyList<Identifier> identifiers, IEnumerable<Fact> facts)
    {
        Id = id;
        Numbers = numbers;
        Identifiers = identifiers;

        var about = facts.ToList();
        IReadOnlyList<Fact.Assertion> assertions = [.. about.OfType<Fact.Assertion>()];
        Events = [.. about.OfType<Fact.Event>().OrderBy(e => e.Timestamp).ThenBy(e => e.Number)];
        History = new ReferenceHistory(assertions);
        FirstSeen = about.Min(Timestamp);
    }

    public ProfileId Id { get; }

    public IReadOnlySet<ProfileId> Numbers { get; }

    public IReadOnlyList<Identifier> Identifiers { get; }

    /// <summary>By timestamp, then by arrival.</summary>
    public IReadOnlyList<Fact.Event> Events { get; }

    public ReferenceHistory History { get; }

    /// <summary>The least timestamp among all messages and rows about them.</summary>
    public long FirstSeen { get; }

    private static long Timestamp(Fact fact) => fact switch
    {
        Fact.Event happened => happened.Timestamp,
        Fact.Assertion assertion => assertion.ValidFrom,
        Fact.Edge edge => edge.Timestamp,
        _ => throw new UnreachableException(fact.GetType().Name),
    };
}
