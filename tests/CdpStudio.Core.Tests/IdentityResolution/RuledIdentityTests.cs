using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.IdentityResolution;

/// <summary>Limits, priorities, blocked and shared identifiers and the bound of a candidate component, against the plain fold.</summary>
public sealed class RuledIdentityTests
{
    private const int Orders = 5;
    private const long Day = 86_400_000;

    private static readonly Identifier[] s_identifiers =
    [
        new("user_id", "u1"), new("user_id", "u2"), new("user_id", "u3"), new("anonymous_id", "a1"), new("anonymous_id", "a2"), new("anonymous_id", "a3"),
        new("device_id", "d1"), new("device_id", "d2"), new("email", "e1@x.org"), new("email", "e2@x.org"), new("email", "e3@x.org"), new("phone", "111111"),
        new("loyalty_card", "c1"), new("loyalty_card", "c2"), new("phone", "0901234567"), new("phone", "+84901234567"), new("phone", "84901234567"),
        new("phone", "0909999999"), new("work_mail", "w@x.org"), new("work_mail", " w@x.org"),
    ];

    private static readonly Dictionary<Identifier, string> s_oneValue = new()
    {
        [new("phone", "0901234567")] = "mobile", [new("phone", "+84901234567")] = "mobile", [new("phone", "84901234567")] = "mobile",
        [new("work_mail", "w@x.org")] = "mail", [new("work_mail", " w@x.org")] = "mail",
    };

    [Fact]
    public void Apply_RandomFactsUnderRandomRules_AgreesWithThePlainFoldAfterEachOne()
    {
        Prop.ForAll(Worlds(most: 30).ToArbitrary(), world =>
        {
            var (graph, labels, written) = (Graph(world), new Dictionary<ProfileId, ProfileId>(), new List<Fact>());
            foreach (var fact in Written(world.Steps).Facts)
            {
                written.Add(fact);
                foreach (var change in graph.Apply(fact))
                {
                    Assert.Equal(labels.GetValueOrDefault(change.Node, change.Node), change.Before);
                    labels[change.Node] = change.After;
                }

                var counting = ReferenceFacts.Counting(written, null);
                var reference = new ReferenceIdentity(counting, world.Rules);
                foreach (var number in counting.SelectMany(ReferenceFacts.About).Distinct())
                {
                    Assert.Equal(reference.Group(number).Order(), graph.MembersOf(number).Order());
                    Assert.Equal(reference.Group(number).Min(), labels.GetValueOrDefault(number, number));
                }

                Assert.Equal(reference.People.Count(), graph.Profiles);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(IsFullTier ? 10_000 : 1_000));
    }

    [Fact]
    public void Apply_EdgesAndFencesUnderRandomRulesInFiveOrders_GiveTheSamePartition()
    {
        var scripts =
            from world in Worlds(most: 24)
            let facts = Written(world.Steps.Where(s => s.What is Kind.Edge or Kind.Fence or Kind.Birth)).Facts
            from orders in Gen.Shuffle(facts.ToArray()).ArrayOf(Orders - 1)
            select (world, facts, orders);

        Prop.ForAll(scripts.ToArbitrary(), script =>
        {
            var expected = Partition(script.world, script.facts);
            Assert.All(script.orders, order => Assert.Equal(expected, Partition(script.world, order)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(IsFullTier ? 10_000 : 1_000));
    }

    [Fact]
    public void Freeze_UnderRandomRules_GoesOnAsIfItHadNotBeen()
    {
        Prop.ForAll(Worlds(most: 24).ToArbitrary(), world =>
        {
            var facts = Written(world.Steps).Facts;
            var (kept, loaded) = (Graph(world), new IdentityGraph(mostEdges: world.Rules.MostEdges));
            foreach (var fact in facts.Take(facts.Count / 2)) kept.Apply(fact);
            using var file = new MemoryStream();
            kept.Freeze()(new BinaryWriter(file));
            file.Position = 0;
            loaded.Load(new BinaryReader(file));
            Assert.Equal(world.Set, loaded.Rules);

            foreach (var fact in facts.Skip(facts.Count / 2))
            {
                kept.Apply(fact);
                loaded.Apply(fact);
            }

            Assert.Equal(People(kept, facts), People(loaded, facts));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Apply_SixthAddressOfFive_IsLeftOut()
    {
        var graph = new IdentityGraph(new IdentityRules([new NamespaceRule { Namespace = "email", Limit = 5 }]));
        var book = new FactBook();
        for (var n = 6; n >= 1; n--) book.Join(s_identifiers[0], new Identifier("email", $"e{n}@x.org"), EdgeKind.Seen, n);
        foreach (var fact in book.Facts) graph.Apply(fact);

        // Seen first are those that stay, whenever they came.
        Assert.Equal(graph.Profile("user_id:u1"), graph.Profile("email:e5@x.org"));
        Assert.NotEqual(graph.Profile("user_id:u1"), graph.Profile("email:e6@x.org"));
    }

    [Fact]
    public void Apply_ThousandsOfPeopleAtOneDevice_EachKeepsWhatWasFirstSeenWithThem()
    {
        const int people = 30_000;
        var (graph, book) = (new IdentityGraph(), new FactBook());
        for (var n = 1; n <= people; n++)
        {
            var user = new Identifier("user_id", $"n{n}");
            book.Join(user, new Identifier("email", $"n{n}@x.org"), EdgeKind.Seen, n);
            book.Join(user, s_identifiers[6], EdgeKind.Seen, n);
            book.Join(s_identifiers[6], new Identifier("phone", $"{100_000 + n}"), EdgeKind.Seen, n);
        }

        foreach (var fact in book.Facts) graph.Apply(fact);

        // Each with their address, the first with the device too, and phones that only the device was seen with.
        Assert.Equal(people * 2, graph.Profiles);
        Assert.Equal(graph.Profile("user_id:n777"), graph.Profile("email:n777@x.org"));
        Assert.Equal(graph.Profile("user_id:n1"), graph.Profile("device_id:d1"));
    }

    private static bool IsFullTier => Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") == "full";

    private static IdentityGraph Graph(World world) => new(world.Set, mostEdges: world.Rules.MostEdges);

    private static List<string> Partition(World world, IEnumerable<Fact> facts)
    {
        var graph = Graph(world);
        foreach (var fact in facts) graph.Apply(fact);
        return People(graph, facts);
    }

    private static List<string> People(IdentityGraph graph, IEnumerable<Fact> facts) =>
        [.. facts.OfType<Fact.Edge>().SelectMany(e => new[] { e.A.Profile, e.B.Profile })
            .Select(number => string.Join(' ', graph.MembersOf(number).Order()))
            .Distinct()
            .Order(StringComparer.Ordinal)];

    private static FactBook Written(IEnumerable<Step> steps)
    {
        var book = new FactBook();
        foreach (var step in steps)
        {
            var (a, b) = (s_identifiers[step.A], s_identifiers[step.B]);
            if (step.What == Kind.Edge) book.Join(a, b, step.Alias ? EdgeKind.Alias : EdgeKind.Seen, step.Timestamp);
            else if (step.What == Kind.Cut) book.Cut(book.NumberOf(a), book.NumberOf(b));
            else if (step.What == Kind.Erasure) book.Erase(book.NumberOf(a));
            else if (step.What == Kind.Birth) BirthWords.Say(book, a, step.B, step.Timestamp);
            else book.Fence(book.NumberOf(a), book.NumberOf(b));
        }

        return book;
    }

    private static Gen<World> Worlds(int most)
    {
        var step =
            from what in Gen.Frequency((24, Gen.Constant(Kind.Edge)), (2, Gen.Constant(Kind.Cut)), (1, Gen.Constant(Kind.Fence)), (1, Gen.Constant(Kind.Erasure)), (7, Gen.Constant(Kind.Birth)))
            from a in Gen.Choose(0, s_identifiers.Length - 1)
            from b in Gen.Choose(0, s_identifiers.Length - 1)
            from alias in Gen.Choose(0, 9)
            from day in Gen.Choose(1, 9)
            select new Step(what, a, b, alias == 0, day * Day);
        return
            from size in Gen.Choose(1, most)
            from steps in step.ArrayOf(size)
            from rules in Rules()
            select new World(rules, Set(rules), steps);
    }

    private static Gen<ReferenceIdentityRules> Rules() =>
        from priority in Gen.Shuffle(new[] { "anonymous_id", "device_id", "email", "phone" })
        from most in Gen.Choose(1, 3)
        from days in Gen.Elements<int?>(null, 1, 7)
        from limited in Gen.Elements("email", "anonymous_id", "loyalty_card", "phone", "")
        from normalised in Gen.Elements(true, true, false)
        from shared in Gen.Elements("device_id", "phone", "", "", "")
        from blocked in Gen.Choose(0, s_identifiers.Length * 2)
        from edges in Gen.Elements(2, 4, 8, 10_000)
        let isBlocked = blocked < s_identifiers.Length
        // Kinds of the workspace's own that nothing is set for are behind all others.
        let own = new[] { limited, isBlocked ? s_identifiers[blocked].Namespace : "", normalised ? "work_mail" : "" }
        select new ReferenceIdentityRules
        {
            Priority = [.. new[] { "user_id" }.Concat(priority).Concat(own.Where(name => name.Length > 0)).Distinct()],
            Limits = limited.Length == 0 ? [] : [(limited, most, days)],
            Shared = shared.Length == 0 ? [] : [shared],
            Blocked = isBlocked ? [s_identifiers[blocked]] : [],
            OneValue = normalised ? s_oneValue : new Dictionary<Identifier, string>(),
            MostEdges = edges,
        };

    private static IdentityRules Set(ReferenceIdentityRules rules) => new(
        rules.Priority.Select(name => new NamespaceRule
        {
            Namespace = name,
            Normaliser = rules.OneValue.Count > 0 && name == "work_mail" ? Normaliser.Email : null,
            Country = rules.OneValue.Count > 0 && name == "phone" ? "VN" : null,
            Limit = rules.Limits.Where(l => l.Namespace == name).Select(l => (int?)l.Most).FirstOrDefault(),
            Period = (LimitPeriod)(rules.Limits.Where(l => l.Namespace == name).Select(l => l.Days).FirstOrDefault() ?? 0),
            IsShared = rules.Shared.Contains(name),
            Blocked = [.. rules.Blocked.Where(i => i.Namespace == name).Select(i => i.Value)],
        }));

    private enum Kind
    {
        Edge,
        Cut,
        Fence,
        Erasure,

        /// <summary>A birth date is said of an identifier; the second one's place says which, of two that are one slip apart and two that are not.</summary>
        Birth,
    }

    private sealed record Step(Kind What, int A, int B, bool Alias, long Timestamp);

    private sealed record World(ReferenceIdentityRules Rules, IdentityRules Set, IReadOnlyList<Step> Steps)
    {
        public override string ToString() => $"most {Rules.MostEdges}, {Set.Text}: {string.Join("; ", Steps)}";
    }
}
