using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Stewardship;

/// <summary>Which links count, and the shortest way along them, against the plain fold and plain distances.</summary>
public sealed class EvidenceTests
{
    private const int Rounds = 2_000;

    [Fact]
    public void Links_OfRandomFacts_HoldEverybodyTogetherAndLeadNowhereElse()
    {
        ForEachRound(identity =>
        {
            var person = identity.Somebody();
            var own = person.Select(n => n.Profile).ToHashSet();

            var evidence = Evidence.Of(person[0].Profile, person, identity.Facts);

            // Both kinds together are the pairs that were seen and not cut since, by the plain rule.
            Assert.Equal(
                Standing(identity.Book.Facts).Where(p => own.Contains(p.Low) || own.Contains(p.High)).Order(),
                evidence.Links.Concat(evidence.LeftOut).Where(l => own.Contains(l.A.Profile) || own.Contains(l.B.Profile)).Select(PairOf).Order());
            Assert.All(evidence.Links, l => Assert.True(own.Contains(l.A.Profile) && own.Contains(l.B.Profile)));
            Assert.All(person, one => Assert.All(person, other => Assert.NotNull(evidence.ChainBetween(one.Profile, other.Profile))));
            Assert.Equal(own.Order(), evidence.Identifiers.Select(i => i.Number).Order());
        });
    }

    [Fact]
    public void Chain_BetweenAnyTwo_IsConnectedAndAsShortAsCanBe()
    {
        ForEachRound(identity =>
        {
            var links = identity.Facts.StandingLinks();
            var distances = Distances(identity.Nodes(), links);
            foreach (var (from, to) in distances.Keys)
            {
                var chain = EvidenceChain.Between(links, from, to);

                Assert.Equal(distances[(from, to)], chain?.Count);
                var at = from;
                foreach (var link in chain ?? [])
                {
                    Assert.Contains(at, new[] { link.A.Profile, link.B.Profile });
                    at = link.A.Profile == at ? link.B.Profile : link.A.Profile;
                }

                if (chain is not null) Assert.Equal(to, at);
            }
        });
    }

    /// <summary>The sighting that a link shows is the one that the fold goes by: since the last cut, an alias before others, then the earliest.</summary>
    [Fact]
    public void Link_OfAPairSeenOften_ShowsTheSightingThatCounts()
    {
        var (user, mail) = (new Identifier("user_id", "ann"), new Identifier("email", "ann@x.org"));
        var book = new FactBook();
        book.Join(user, mail, EdgeKind.Seen, 1);
        book.Cut(book.NumberOf(user), book.NumberOf(mail));
        book.Join(user, mail, EdgeKind.Seen, 9);
        book.Join(mail, user, EdgeKind.Seen, 7);
        Assert.Equal((EvidenceKind.Seen, 7L), Only(book));

        book.Join(user, mail, EdgeKind.Alias, 11);
        Assert.Equal((EvidenceKind.Alias, 11L), Only(book));

        book.Cut(book.NumberOf(mail), book.NumberOf(user));
        Assert.Empty(Links(book));
    }

    [Fact]
    public void Link_OfASteward_SaysSo()
    {
        var (a, b) = (new IdentityNode(new(1), new("user_id", "a")), new IdentityNode(new(2), new("user_id", "b")));
        var facts = new IdentityFacts([new Fact.Edge(5, 0, a, b, EdgeKind.Alias, 3, new SourceId(0), "steward-5")], [], IsWhole: true);

        Assert.Equal(EvidenceKind.Steward, Assert.Single(facts.StandingLinks()).Kind);
    }

    [Fact]
    public void Links_ToSomebodyErased_AreNotTold()
    {
        var (a, b) = (new IdentityNode(new(1), new("user_id", "a")), new IdentityNode(new(2), new("email", "erased")));
        var facts = new IdentityFacts([new Fact.Edge(5, 0, a, b, EdgeKind.Seen, 3, new SourceId(1), "")], [new ProfileId(2)], IsWhole: true);

        var evidence = Evidence.Of(new(1), [a], facts);

        Assert.Empty(evidence.LeftOut);
        Assert.Equal((new ProfileId(1), 3L), (Assert.Single(evidence.Identifiers).Number, evidence.Identifiers[0].FirstSeen));
    }

    private static void ForEachRound(Action<RandomIdentity> check)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var random = new Random(RunSeed.Value + round);
            var identity = new RandomIdentity(random).With(facts: random.Next(2, 24));
            if (identity.Nodes().Count > 0) check(identity);
        }
    }

    private static (EvidenceKind, long) Only(FactBook book) => Assert.Single(Links(book)) is var link ? (link.Kind, link.At) : default;

    private static IReadOnlyList<EvidenceLink> Links(FactBook book) => new IdentityFacts(book.Facts, [], IsWhole: true).StandingLinks();

    private static IEnumerable<(ProfileId Low, ProfileId High)> Standing(IReadOnlyList<Fact> facts) => facts.OfType<Fact.Edge>()
        .Where(e => e.A.Profile != e.B.Profile)
        .Where(e => !facts.OfType<Fact.Cut>().Any(c => c.Number > e.Number && Pair(c.A, c.B) == Pair(e.A.Profile, e.B.Profile)))
        .Select(e => Pair(e.A.Profile, e.B.Profile))
        .Distinct();

    /// <summary>Floyd and Warshall; null where no way leads.</summary>
    private static Dictionary<(ProfileId From, ProfileId To), int?> Distances(IReadOnlyList<IdentityNode> nodes, IReadOnlyList<EvidenceLink> links)
    {
        var numbers = nodes.Select(n => n.Profile).ToList();
        var distances = numbers.SelectMany(a => numbers.Select(b => (a, b))).ToDictionary(p => p, p => p.a == p.b ? 0 : (int?)null);
        foreach (var link in links) distances[(link.A.Profile, link.B.Profile)] = distances[(link.B.Profile, link.A.Profile)] = 1;
        foreach (var over in numbers)
        {
            foreach (var (from, to) in distances.Keys.ToList())
            {
                if (distances[(from, over)] + distances[(over, to)] is { } way && !(distances[(from, to)] <= way)) distances[(from, to)] = way;
            }
        }

        return distances;
    }

    private static (ProfileId Low, ProfileId High) PairOf(EvidenceLink link) => Pair(link.A.Profile, link.B.Profile);

    private static (ProfileId Low, ProfileId High) Pair(ProfileId a, ProfileId b) => a < b ? (a, b) : (b, a);
}
