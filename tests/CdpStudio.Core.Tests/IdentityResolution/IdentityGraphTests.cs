using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.IdentityResolution;

public sealed class IdentityGraphTests
{
    private static readonly Identifier[] s_identifiers =
    [
        new("user_id", "u1"), new("user_id", "u2"), new("user_id", "u3"), new("user_id", "u4"),
        new("anonymous_id", "a1"), new("anonymous_id", "a2"), new("anonymous_id", "a3"),
        new("device_id", "d1"), new("email", "e1@x.org"), new("email", "e2@x.org"), new("phone", "111"),
    ];

    [Fact]
    public void Apply_RandomEdgesInRandomOrder_AgreesWithTheNaiveFoldAfterEachOne()
    {
        Prop.ForAll(Sightings(maxEdges: 14), sightings =>
        {
            var graph = new IdentityGraph();
            var labels = new Dictionary<ProfileId, ProfileId>();
            var facts = Number(sightings);

            for (var count = 1; count <= facts.Count; count++)
            {
                foreach (var change in graph.Apply(facts[count - 1]))
                {
                    Assert.Equal(labels.GetValueOrDefault(change.Node, change.Node), change.Before);
                    labels[change.Node] = change.After;
                }

                var seen = Components(graph, facts.Take(count));
                Assert.Equal(NaiveIdentity.Partition(facts.Take(count)).Order(), seen.Order());
                Assert.Equal(seen.Count, graph.Profiles);
            }

            Assert.All(labels, label => Assert.Equal(label.Value, graph.ComponentOf(label.Key)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Fact]
    public void Apply_AnyTwoOrdersOfArrival_GiveTheSamePartition()
    {
        var twoOrders =
            from sightings in Sightings(maxEdges: 12).Generator
            from shuffled in Gen.Shuffle(sightings)
            select (sightings, shuffled);

        Prop.ForAll(twoOrders.ToArbitrary(), orders =>
        {
            Assert.Equal(Partition(orders.sightings).Order(), Partition(orders.shuffled).Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Apply_AnyNumbers_ShowTheLowestOfEachComponent()
    {
        Prop.ForAll(Sightings(maxEdges: 14), sightings =>
        {
            var graph = new IdentityGraph();
            foreach (var fact in Number(sightings)) graph.Apply(fact);

            for (var number = 1; number <= graph.Identifiers; number++)
            {
                var members = graph.MembersOf(new ProfileId(number)).ToList();
                Assert.Contains(new ProfileId(number), members);
                Assert.Equal(members.Min(), graph.ComponentOf(new ProfileId(number)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Apply_DeviceSharedByTwoPeople_StaysWithTheFirst()
    {
        var graph = Graph(("user_id:u2", "email:x@y.org", 20), ("user_id:u1", "email:x@y.org", 10));

        Assert.Equal(graph.Profile("user_id:u1"), graph.Profile("email:x@y.org"));
        Assert.NotEqual(graph.Profile("user_id:u2"), graph.Profile("user_id:u1"));
    }

    [Fact]
    public void Apply_AliasOfTwoUsers_JoinsThemWithAllTheyHave()
    {
        var graph = Graph(("user_id:u1", "anonymous_id:a1", 1), ("user_id:u2", "anonymous_id:a2", 2));

        graph.Apply(Edge(3, 1, "user_id:u1", 3, "user_id:u2", EdgeKind.Alias, 9));

        Assert.Equal(1, graph.Profiles);
        Assert.Equal(4, graph.MembersOf(new ProfileId(1)).Count());
    }

    [Fact]
    public void Apply_EdgeOntoItself_IntroducesAndChangesNothing()
    {
        var graph = new IdentityGraph();

        var changes = graph.Apply(Edge(1, 1, "user_id:u1", 1, "user_id:u1", EdgeKind.Alias, 0));

        Assert.Empty(changes);
        Assert.Equal(1, graph.Profiles);
    }

    [Fact]
    public void Apply_Cancellation_IsRefusedAloud() =>
        Assert.Throws<NotSupportedException>(() => new IdentityGraph().Apply(new Fact.Cancellation(5, 0, 1, 2, "import:1")));

    [Fact]
    public void Apply_AddressSharedByAHundredThousandPeople_TakesNoTimePerPerson()
    {
        var graph = new IdentityGraph();
        for (var n = 0; n < 100_000; n++)
        {
            var node = n + 2;
            graph.Apply(Edge(n + 1, node, $"user_id:u{n}", 1, "email:test@test.com", EdgeKind.Seen, n));
        }

        Assert.Equal(100_000, graph.Profiles);
        Assert.Equal(2, graph.MembersOf(new ProfileId(1)).Count());
    }

    [Theory]
    [InlineData("chain")]
    [InlineData("star")]
    [InlineData("ring")]
    public void Apply_ThousandIdsInOneShape_AreOneProfile(string shape)
    {
        var graph = new IdentityGraph();
        for (var n = 1; n <= 1000; n++)
        {
            var other = shape switch { "chain" => n + 1, "star" => 5000, _ => (n % 1000) + 1 };
            graph.Apply(Edge(n, n, $"anonymous_id:{n}", other, $"anonymous_id:{other}", EdgeKind.Seen, n));
        }

        Assert.Equal(1, graph.Profiles);
        Assert.Equal(new ProfileId(1), graph.ComponentOf(new ProfileId(500)));
    }

    [Fact]
    public void IdentifierOf_ValueWithBlanks_IsAsItWasFirstSeen()
    {
        var (graph, first) = (new IdentityGraph(), new Identifier("email", " Zoe@Example.com "));
        graph.Apply(new Fact.Edge(1, 0, new(new(1), first), new(new(1), first), EdgeKind.Seen, 0, new(1), "m"));

        Assert.Equal(first, graph.IdentifierOf(new ProfileId(1)));
    }

    private static IdentityGraph Graph(params (string A, string B, long Timestamp)[] edges)
    {
        var graph = new IdentityGraph();
        var numbers = new Dictionary<string, long>();
        foreach (var (a, b, timestamp) in edges)
        {
            numbers.TryAdd(a, numbers.Count + 1);
            numbers.TryAdd(b, numbers.Count + 1);
            graph.Apply(Edge(1, numbers[a], a, numbers[b], b, EdgeKind.Seen, timestamp));
        }

        return graph;
    }

    private static Fact.Edge Edge(long number, long a, string nameA, long b, string nameB, EdgeKind kind, long timestamp) =>
        new(number, 0, new(new(a), Parse(nameA)), new(new(b), Parse(nameB)), kind, timestamp, new SourceId(1), "m" + number);

    private static Identifier Parse(string text) => new(text[..text.IndexOf(':', StringComparison.Ordinal)], text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static HashSet<string> Partition(IEnumerable<Sighting> sightings)
    {
        var graph = new IdentityGraph();
        var facts = Number(sightings);
        foreach (var fact in facts) graph.Apply(fact);
        return Components(graph, facts);
    }

    private static HashSet<string> Components(IdentityGraph graph, IEnumerable<Fact.Edge> facts) =>
        [.. facts
            .SelectMany(f => new[] { f.A.Profile, f.B.Profile })
            .Select(node => NaiveIdentity.Words(graph.MembersOf(node).Select(graph.IdentifierOf)))];

    private static List<Fact.Edge> Number(IEnumerable<Sighting> sightings)
    {
        var numbers = new Dictionary<int, long>();
        return [.. sightings.Select((s, i) => new Fact.Edge(i + 1, 0, Node(s.A), Node(s.B), s.Kind, s.Timestamp, new SourceId(s.Source), "m" + i))];

        IdentityNode Node(int index)
        {
            numbers.TryAdd(index, numbers.Count + 1);
            return new IdentityNode(new ProfileId(numbers[index]), s_identifiers[index]);
        }
    }

    private static Arbitrary<Sighting[]> Sightings(int maxEdges)
    {
        var sighting =
            from a in Gen.Choose(0, s_identifiers.Length - 1)
            from b in Gen.Choose(0, s_identifiers.Length - 1)
            from alias in Gen.Choose(0, 5)
            from timestamp in Gen.Choose(1, 4)
            from source in Gen.Choose(1, 2)
            select new Sighting(a, b, alias == 0 ? EdgeKind.Alias : EdgeKind.Seen, timestamp, source);

        return (from size in Gen.Choose(1, maxEdges) from all in sighting.ArrayOf(size) select all).ToArbitrary();
    }

    private sealed record Sighting(int A, int B, EdgeKind Kind, long Timestamp, int Source);
}
