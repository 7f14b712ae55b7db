using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Stewardship;

/// <summary>What taking some identifiers out of a profile says, and who there is then. Pure.</summary>
/// <param name="Cuts">Pairs that were seen together across the line.</param>
/// <param name="Fences">Every pair across the line where they are never to be joined again, else none.</param>
/// <param name="People">Those that the profile becomes, by rising numbers.</param>
/// <param name="IsCertain">False where so many others share identifiers with the profile that not all of them were looked at.</param>
internal sealed record TakeApartPlan(
    IReadOnlyList<IdentifierPair> Cuts, IReadOnlyList<IdentifierPair> Fences, IReadOnlyList<ForeseenPerson> People, bool IsCertain)
{
    /// <param name="nodes">All identifiers of the profile.</param>
    /// <param name="taken">The numbers of those that are taken out.</param>
    public static TakeApartPlan Of(IdentityFacts facts, IReadOnlyList<IdentityNode> nodes, IReadOnlySet<ProfileId> taken, bool never)
    {
        var rest = nodes.Select(n => n.Profile).Where(p => !taken.Contains(p)).ToHashSet();
        List<IdentifierPair> cuts =
        [
            .. facts.StandingLinks()
                .Select(l => (A: l.A.Profile, B: l.B.Profile))
                .Where(l => (taken.Contains(l.A) && rest.Contains(l.B)) || (rest.Contains(l.A) && taken.Contains(l.B)))
                .Select(l => taken.Contains(l.A) ? new IdentifierPair(l.A, l.B) : new IdentifierPair(l.B, l.A)),
        ];
        // One would hold today. Any two of them may be what is left of the two sides once something is cancelled or cut.
        List<IdentifierPair> fences = never ? [.. from a in taken.Order() from b in rest.Order() select new IdentifierPair(a, b)] : [];
        return new TakeApartPlan(cuts, fences, Foresee(facts, nodes, cuts, fences), facts.IsWhole);
    }

    private static List<ForeseenPerson> Foresee(
        IdentityFacts facts, IReadOnlyList<IdentityNode> nodes, List<IdentifierPair> cuts, List<IdentifierPair> fences)
    {
        var graph = facts.FoldWith(
            cuts.Select(c => (Fact)new Fact.Cut(0, 0, c.A, c.B)).Concat(fences.Select(f => new Fact.Fence(0, 0, f.A, f.B))));
        var own = nodes.Select(n => n.Profile).ToHashSet();
        return
        [
            .. nodes.GroupBy(n => graph.ComponentOf(n.Profile))
                .OrderBy(person => person.Key)
                .Select(person => new ForeseenPerson(
                    person.Key, [.. person.Select(n => n.Identifier)], graph.MembersOf(person.Key).Any(member => !own.Contains(member)))),
        ];
    }
}

/// <param name="Number">That the person will show.</param>
/// <param name="Identifiers">Those of the profile that go to this person.</param>
/// <param name="JoinsOthers">Somebody who is another profile today gets them.</param>
public sealed record ForeseenPerson(ProfileId Number, IReadOnlyList<Identifier> Identifiers, bool JoinsOthers);
