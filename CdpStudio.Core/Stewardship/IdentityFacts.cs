using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Stewardship;

/// <summary>What the log says of who is who, around some identifiers. Pure: whoever reads it has left out what is cancelled.</summary>
/// <param name="Facts">Edges, cuts, fences and assertions of birth dates, in the order of their numbers.</param>
/// <param name="Erased">Numbers of people who were erased.</param>
/// <param name="IsWhole">No edge leads to an identifier whose own edges are missing here: then folding gives what the product shows.</param>
internal sealed record IdentityFacts(IReadOnlyList<Fact> Facts, IReadOnlyCollection<ProfileId> Erased, bool IsWhole)
{
    public IdentityRules Rules { get; init; } = IdentityRules.BuiltIn;

    /// <summary>Of each pair that was seen together and not cut since, the sighting that the fold goes by; in the order of their numbers.</summary>
    public IReadOnlyList<EvidenceLink> StandingLinks()
    {
        var erased = Erased.ToHashSet();
        var standing = new Dictionary<(ProfileId, ProfileId), Fact.Edge>();
        foreach (var fact in Facts)
        {
            if (fact is Fact.Cut cut) standing.Remove(Pair(cut.A, cut.B));
            if (fact is not Fact.Edge edge || edge.A.Profile == edge.B.Profile) continue;
            if (erased.Contains(edge.A.Profile) || erased.Contains(edge.B.Profile) || Rules.LeavesOut(edge)) continue;

            var pair = Pair(edge.A.Profile, edge.B.Profile);
            if (!standing.TryGetValue(pair, out var known) || IdentityGraph.IsLower(Place(edge), Place(known))) standing[pair] = edge;
        }

        return [.. standing.Values.OrderBy(e => e.Number).Select(EvidenceLink.Of)];
    }

    /// <summary>The people there are with some more facts behind these.</summary>
    /// <param name="more">Numbers play no part: they come last.</param>
    public IdentityGraph FoldWith(IEnumerable<Fact> more)
    {
        var graph = new IdentityGraph(Rules, Erased);
        foreach (var fact in Facts.Concat(more)) graph.Apply(fact);
        return graph;
    }

    public static (ProfileId Low, ProfileId High) Pair(ProfileId a, ProfileId b) => a < b ? (a, b) : (b, a);

    private static (EdgeKind Kind, long Timestamp, int Source) Place(Fact.Edge edge) => (edge.Kind, edge.Timestamp, edge.Source.Value);
}
