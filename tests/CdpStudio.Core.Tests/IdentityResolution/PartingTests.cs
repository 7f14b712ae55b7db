using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.IdentityResolution;

/// <summary>Cuts, fences and erasures, against the plain fold of all facts there are.</summary>
public sealed class PartingTests
{
    private static readonly Identifier[] s_identifiers =
    [
        new("user_id", "u1"), new("user_id", "u2"), new("user_id", "u3"), new("anonymous_id", "a1"), new("anonymous_id", "a2"),
        new("device_id", "d1"), new("email", "e1@x.org"), new("email", "e2@x.org"), new("phone", "111"), new("device_id", "d2"), new("device_id", "d3"),
    ];

    private const int Orders = 5;

    private readonly IdentityGraph _graph = new();
    private readonly FactBook _book = new();
    private int _applied;

    [Fact]
    public void Apply_RandomFacts_AgreesWithThePlainFoldAfterEachOne()
    {
        Prop.ForAll(Steps(most: 40).ToArbitrary(), steps =>
        {
            var book = new FactBook();
            foreach (var step in steps) Take(book, step);

            var (graph, labels, written) = (new IdentityGraph(), new Dictionary<ProfileId, ProfileId>(), new List<Fact>());
            foreach (var fact in book.Facts)
            {
                written.Add(fact);
                foreach (var change in graph.Apply(fact))
                {
                    Assert.Equal(labels.GetValueOrDefault(change.Node, change.Node), change.Before);
                    labels[change.Node] = change.After;
                }

                var counting = ReferenceFacts.Counting(written, null);
                var reference = new ReferenceIdentity(counting);
                foreach (var number in counting.SelectMany(ReferenceFacts.About).Distinct())
                {
                    Assert.Equal(reference.Group(number).Order(), graph.MembersOf(number).Order());
                    Assert.Equal(reference.Group(number).Min(), graph.ComponentOf(number));
                    Assert.Equal(reference.Group(number).Min(), labels.GetValueOrDefault(number, number));
                    Assert.False(graph.IsErased(number));
                }

                Assert.Equal(reference.People.Count(), graph.Profiles);
            }

            Assert.All(labels.Where(l => l.Value == default), l => Assert.True(graph.IsErased(l.Key)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Apply_FencesAndEdgesInAnyOrder_GiveTheSamePartition()
    {
        var twoOrders =
            from steps in Steps(most: 16)
            let book = Written(steps.Where(s => s.What is Kind.Edge or Kind.Fence or Kind.Birth))
            from shuffled in Gen.Shuffle(book.Facts.ToArray())
            select (book.Facts, Shuffled: (IReadOnlyList<Fact>)shuffled);

        Prop.ForAll(twoOrders.ToArbitrary(), orders => Assert.Equal(Partition(orders.Facts), Partition(orders.Shuffled)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    /// <summary>
    /// What people did lies between cuts and erasures, which are about what came before them; in whatever order it arrived there, the same
    /// identifiers are one person in the end, and the plain fold says so too.
    /// </summary>
    [Fact]
    public void Apply_ScriptsInFiveOrders_GiveTheSamePartitionAsThePlainFold()
    {
        var scripts =
            from phases in Phases()
            from orders in Gen.Shuffle(Enumerable.Range(0, 1000).ToArray()).ArrayOf(Orders - 1)
            select (phases, orders);

        Prop.ForAll(scripts.ToArbitrary(), script =>
        {
            var first = Written(script.phases.SelectMany(p => p));
            var expected = Named(new ReferenceIdentity(ReferenceFacts.Counting(first.Facts, null)), first.Facts);
            Assert.Equal(expected, Named(first.Facts));
            foreach (var order in script.orders)
            {
                // The last step of a phase is what ends it.
                var shuffled = script.phases.SelectMany(p => p[..^1].OrderBy(step => order[Math.Abs(step.GetHashCode()) % order.Length]).Append(p[^1]));
                Assert.Equal(expected, Named(Written(shuffled).Facts));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(IsFullTier ? 10_000 : 1_000));
    }

    [Fact]
    public void Apply_CutOfAChain_LeavesTwoHalves()
    {
        for (var n = 1; n < 100; n++) _book.Join(Link(n), Link(n + 1), EdgeKind.Seen, n);

        _book.Cut(new ProfileId(40), new ProfileId(41));
        Apply();

        Assert.Equal(2, _graph.Profiles);
        Assert.Equal(40, _graph.MembersOf(new ProfileId(1)).Count());
        Assert.Equal(new ProfileId(41), _graph.ComponentOf(new ProfileId(100)));
    }

    [Fact]
    public void Knows_EdgeThatWasCut_NotUntilItIsSeenAgain()
    {
        _book.Join(s_identifiers[0], s_identifiers[3], EdgeKind.Seen, 5);
        _book.Cut(new ProfileId(1), new ProfileId(2));
        Apply();
        Assert.False(Knows(7));

        _book.Join(s_identifiers[0], s_identifiers[3], EdgeKind.Seen, 7);
        Apply();

        Assert.True(Knows(7));
        Assert.False(Knows(5));
    }

    [Fact]
    public void Apply_ErasedPersonNamedAgain_IsPassedOverAndTheOtherEndIsThere()
    {
        _book.Join(s_identifiers[0], s_identifiers[5], EdgeKind.Seen, 1);
        _book.Erase(new ProfileId(2));
        Apply();

        _graph.Apply(new Fact.Edge(9, 0, new(new(1), s_identifiers[0]), new(new(3), s_identifiers[6]), EdgeKind.Seen, 2, new SourceId(1), "late"));

        Assert.False(_graph.Contains(new ProfileId(1)));
        Assert.False(_graph.TryFind("user_id", "u1", out _));
        Assert.Equal([new ProfileId(3)], _graph.MembersOf(new ProfileId(3)));
        Assert.Equal(1, _graph.Profiles);
    }

    [Fact]
    public void Apply_OneOfThousandsAtASharedAddressErased_TheOthersTakeNoTimeEach()
    {
        _book.Join(s_identifiers[0], s_identifiers[6], EdgeKind.Seen, 1);
        for (var n = 0; n < 20_000; n++) _book.Join(new Identifier("user_id", $"n{n}"), s_identifiers[6], EdgeKind.Seen, 2 + n);
        _book.Erase(new ProfileId(1));
        Apply();

        Assert.Equal(20_000, _graph.Profiles);
        Assert.All(Enumerable.Range(3, 20_000), n => Assert.Equal(new ProfileId(n), _graph.ComponentOf(new ProfileId(n))));
    }

    private static bool IsFullTier => Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") == "full";

    private bool Knows(long timestamp) => _graph.Knows(new ProfileId(1), new ProfileId(2), EdgeKind.Seen, timestamp, new SourceId(1));

    private void Apply()
    {
        foreach (var fact in _book.Facts.Skip(_applied)) _graph.Apply(fact);
        _applied = _book.Facts.Count;
    }

    private static Identifier Link(int n) => new("anonymous_id", $"{n}");

    private static FactBook Written(IEnumerable<Step> steps)
    {
        var book = new FactBook();
        foreach (var step in steps) Take(book, step);
        return book;
    }

    private static void Take(FactBook book, Step step)
    {
        var (a, b) = (s_identifiers[step.A], s_identifiers[step.B]);
        switch (step.What)
        {
            case Kind.Edge:
                book.Join(a, b, step.Alias ? EdgeKind.Alias : EdgeKind.Seen, step.Timestamp);
                break;
            case Kind.Cut:
                book.Cut(book.NumberOf(a), book.NumberOf(b));
                break;
            case Kind.Fence:
                book.Fence(book.NumberOf(a), book.NumberOf(b));
                break;
            case Kind.Birth:
                BirthWords.Say(book, a, step.B, step.Timestamp);
                break;
            case Kind.PartErasure:
                book.EraseOnly(book.NumberOf(a));
                break;
            default:
                book.Erase(book.NumberOf(a));
                break;
        }
    }

    private static List<string> Partition(IReadOnlyList<Fact> facts)
    {
        var graph = new IdentityGraph();
        foreach (var fact in facts) graph.Apply(fact);
        return [.. facts.OfType<Fact.Edge>()
            .SelectMany(e => new[] { e.A.Profile, e.B.Profile })
            .Select(number => string.Join(' ', graph.MembersOf(number).Order()))
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Who is one person, by identifiers and not by numbers, which depend on arrival; those who are gone left out.</summary>
    private static List<string> Named(IReadOnlyList<Fact> facts)
    {
        var graph = new IdentityGraph();
        foreach (var fact in facts) graph.Apply(fact);
        return Named(facts, number => graph.Contains(number) ? graph.MembersOf(number) : []);
    }

    private static List<string> Named(ReferenceIdentity reference, IReadOnlyList<Fact> facts)
    {
        var erased = facts.OfType<Fact.Erasure>().SelectMany(e => e.Profiles).ToHashSet();
        return Named(facts, number => erased.Contains(number) ? [] : reference.Group(number));
    }

    private static List<string> Named(IReadOnlyList<Fact> facts, Func<ProfileId, IEnumerable<ProfileId>> groupOf)
    {
        var names = facts.OfType<Fact.Edge>().SelectMany(e => new[] { e.A, e.B }).DistinctBy(n => n.Profile).ToDictionary(n => n.Profile, n => n.Identifier);
        return [.. names.Keys
            .Select(number => string.Join(' ', groupOf(number).Select(n => $"{names[n].Namespace}:{names[n].Value}").Order(StringComparer.Ordinal)))
            .Where(group => group.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Messages, aliases, merges and fences in any order, ended by a cut, an erasure or nothing.</summary>
    private static Gen<Step[][]> Phases()
    {
        var phase =
            from steps in Steps(most: 14)
            let before = steps.Where(s => s.What is Kind.Edge or Kind.Fence or Kind.Birth).ToArray()
            let end = steps.FirstOrDefault(s => s.What is Kind.Cut or Kind.Erasure) ?? steps[^1]
            select (Step[])[.. before, end];
        return from size in Gen.Choose(1, 4) from phases in phase.ArrayOf(size) select phases;
    }

    private static Gen<Step[]> Steps(int most)
    {
        var step =
            from what in Gen.Frequency((24, Gen.Constant(Kind.Edge)), (3, Gen.Constant(Kind.Cut)), (1, Gen.Constant(Kind.Fence)), (2, Gen.Constant(Kind.Erasure)), (1, Gen.Constant(Kind.PartErasure)), (5, Gen.Constant(Kind.Birth)))
            from a in Gen.Choose(0, s_identifiers.Length - 1)
            from b in Gen.Choose(0, s_identifiers.Length - 1)
            from alias in Gen.Choose(0, 9)
            from timestamp in Gen.Choose(1, 4)
            select new Step(what, a, b, alias == 0, timestamp);

        return from size in Gen.Choose(1, most) from all in step.ArrayOf(size) select all;
    }

    private enum Kind
    {
        Edge,
        Cut,
        Fence,
        Erasure,

        /// <summary>A birth date is said of an identifier; the second one's place says which, of two that are one slip apart and two that are not.</summary>
        Birth,

        /// <summary>Such as of an identifier that came to the person while they were erased.</summary>
        PartErasure,
    }

    private sealed record Step(Kind What, int A, int B, bool Alias, int Timestamp);
}
