using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;

namespace CdpStudio.Core.Stewardship;

/// <param name="Number">That it was born with.</param>
/// <param name="Source">Which told of it first; 0 for somebody who works here.</param>
/// <param name="FirstSeen">When that was, in milliseconds since the Unix epoch.</param>
public sealed record IdentifierOrigin(Identifier Identifier, ProfileId Number, SourceId Source, long FirstSeen);

/// <summary>Why a person's identifiers are one person's.</summary>
/// <param name="Identifiers">In the order in which the profile has them.</param>
/// <param name="Links">Those that count.</param>
/// <param name="LeftOut">Those that lead to other people: there a limit would have been passed, such as by a user id on both sides, two people's birth dates say no, or somebody keeps them apart.</param>
public sealed record Evidence(
    ProfileId Profile, IReadOnlyList<IdentifierOrigin> Identifiers, IReadOnlyList<EvidenceLink> Links, IReadOnlyList<EvidenceLink> LeftOut)
{
    /// <summary>Null when the person has not both.</summary>
    public IReadOnlyList<EvidenceLink>? ChainBetween(ProfileId from, ProfileId to) => Has(from) && Has(to) ? EvidenceChain.Between(Links, from, to) : null;

    /// <summary>As those see it who see masks.</summary>
    public Evidence Masked(PersonMask mask) => this with
    {
        Identifiers = [.. Identifiers.Select(i => i with { Identifier = mask.Of(i.Identifier) })],
        Links = [.. Links.Select(l => l.Masked(mask))],
        LeftOut = [.. LeftOut.Select(l => l.Masked(mask))],
    };

    public bool Has(ProfileId number) => Identifiers.Any(i => i.Number == number);

    /// <summary>
    /// A link counts exactly when both its ends are one person's. The fold leaves a link out because the sides have more values by its
    /// turn than a limit allows, such as a user id each, or two people's birth dates, or because of a fence between them or a value that joins nobody, and none of it can
    /// change afterwards; and aliases, which need not care, had their turn before.
    /// </summary>
    /// <param name="nodes">All identifiers of the person.</param>
    internal static Evidence Of(ProfileId profile, IReadOnlyList<IdentityNode> nodes, IdentityFacts facts)
    {
        var own = nodes.Select(n => n.Profile).ToHashSet();
        var first = new Dictionary<ProfileId, Fact.Edge>();
        foreach (var edge in facts.Facts.OfType<Fact.Edge>())
        {
            if (own.Contains(edge.A.Profile)) first.TryAdd(edge.A.Profile, edge);
            if (own.Contains(edge.B.Profile)) first.TryAdd(edge.B.Profile, edge);
        }

        var links = facts.StandingLinks().ToLookup(l => own.Contains(l.A.Profile) && own.Contains(l.B.Profile));
        return new Evidence(
            profile,
            [.. nodes.Where(n => first.ContainsKey(n.Profile)).Select(n => new IdentifierOrigin(n.Identifier, n.Profile, first[n.Profile].Source, first[n.Profile].Timestamp))],
            [.. links[true], .. SameValues(nodes, facts.Rules)],
            [.. links[false]]);
    }

    private static IEnumerable<EvidenceLink> SameValues(IReadOnlyList<IdentityNode> nodes, IdentityRules rules) =>
        from value in nodes.Where(n => rules.MayBeOne(n.Identifier.Namespace)).GroupBy(n => rules.KeyOf(n.Identifier))
        from other in value.Skip(1)
        select EvidenceLink.SameValue(value.First(), other);
}

/// <summary>Reads a person's evidence from the log, which takes a while where there are many facts.</summary>
public sealed class PersonEvidence(IProfileDirectory directory, IdentityReader reader)
{
    /// <param name="profile">Any number of the person.</param>
    /// <returns>Null when there is no such profile.</returns>
    public async Task<Evidence?> OfAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        if (directory.Read(profile) is not { } person) return null;

        var nodes = directory.NodesOf(person);
        var facts = await reader.OfAsync([.. nodes.Select(n => n.Profile)], directory.Position, cancellationToken);
        return Evidence.Of(person.Id, nodes, facts);
    }
}
