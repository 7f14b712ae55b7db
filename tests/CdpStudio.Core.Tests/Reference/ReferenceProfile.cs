using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>One person with everything known about them.</summary>
internal sealed class ReferenceProfile
{
    public ReferenceProfile(ProfileId id, IReadOnlySet<ProfileId> numbers, IReadOnlyList<Identifier> identifiers, IReadOnlyList<Fact> facts)
    {
        Id = id;
        Numbers = numbers;
        Identifiers = identifiers;
        Events = [.. facts.OfType<Fact.Event>().Where(e => numbers.Contains(e.Profile)).OrderBy(e => e.Timestamp).ThenBy(e => e.Number)];
        IReadOnlyList<Fact.Assertion> assertions = [.. facts.OfType<Fact.Assertion>().Where(a => numbers.Contains(a.Profile))];
        History = new ReferenceHistory(assertions);

        var edges = facts.OfType<Fact.Edge>().Where(e => numbers.Contains(e.A.Profile) || numbers.Contains(e.B.Profile));
        FirstSeen = Events.Select(e => e.Timestamp).Concat(assertions.Select(a => a.ValidFrom)).Concat(edges.Select(e => e.Timestamp)).Min();
    }

    public ProfileId Id { get; }

    public IReadOnlySet<ProfileId> Numbers { get; }

    public IReadOnlyList<Identifier> Identifiers { get; }

    /// <summary>By timestamp, then by arrival.</summary>
    public IReadOnlyList<Fact.Event> Events { get; }

    public ReferenceHistory History { get; }

    /// <summary>The least timestamp among all messages and rows about them.</summary>
    public long FirstSeen { get; }
}
