using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience;

public sealed class InMemoryAudienceEngineTests(ITestOutputHelper output) : RandomAudienceContract(output)
{
    /// <summary>So small that little data is merged and brought home again and again.</summary>
    private const string OfAcme = """{"event":"Ordered","where":[{"property":"product.brand","op":"eq","value":"acme"}]}""";

    private static readonly MergeLimits s_small = new(SmallestMerge: 16, BasePerDelta: 4, SmallestRehome: 3, RowsPerRehome: 20, BlockBits: 6);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Members_WhileFactsArrive_EqualTheInterpreterEachTime(bool mergesOften)
    {
        var seed = PrintedSeed();
        var workspace = RandomWorkspace.Draw(seed, 12, Scope, parts: true);
        var (world, now) = (workspace.Data.World, workspace.Data.Now);
        var index = new AudienceIndex(mergesOften ? s_small : MergeLimits.Default, []);
        var engine = InMemoryEngine.Over(index, world, new GivenCatalogue(world), now);

        var dice = new Dice(seed);
        for (var known = 0; known < world.Facts.Count;)
        {
            var arriving = dice.Pick(1, 7, 50, 400);
            foreach (var fact in world.Facts.Skip(known).Take(arriving)) index.Apply(fact);
            known = Math.Min(known + arriving, world.Facts.Count);
            index.Publish();

            var interpreter = new ReferenceInterpreter(world with { Facts = [.. world.Facts.Take(known)] }, now);
            var rule = dice.Pick(workspace.Rules);
            var members = await engine.MembersAsync(new AudienceQuery(rule), null, int.MaxValue, CancellationToken.None);

            if (!interpreter.Members(rule).SequenceEqual(members))
                Assert.Fail(FormattableString.Invariant($"Seed {seed}: after {known} facts members differ, rule {RuleWriter.Write(rule)}"));
        }
    }

    /// <summary>Where facts that came long ago are changed by the next one: taken apart, erased, cancelled.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Members_NamedCaseFollowedFactByFact_AreExactlyThese(string name)
    {
        var told = AudienceCases.All[name];
        await AssertMembersAsync(told, await InMemoryEngine.FollowAsync(told.Story.World, told.Story.Now, 1, s_small));
        await AssertMembersAsync(told, await InMemoryEngine.FollowAsync(told.Story.World, told.Story.Now, 1, s_small, restarts: true));
    }

    /// <summary>Where all entries lie in sorted blocks, and where each block has at most one beside it.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task Members_NamedCaseMergedAtOnce_AreExactlyThese(string name)
    {
        var told = AudienceCases.All[name];
        var merged = s_small with { SmallestMerge = 1, BasePerDelta = 1_000_000 };

        await AssertMembersAsync(told, await InMemoryEngine.FollowAsync(told.Story.World, told.Story.Now, int.MaxValue, merged));
        await AssertMembersAsync(told, await InMemoryEngine.FollowAsync(told.Story.World, told.Story.Now, 1, merged with { SmallestMerge = 2 }));
    }

    [Fact]
    public async Task Rebuild_OfALogThatWasFollowed_SaysTheSame()
    {
        var seed = PrintedSeed();
        var workspace = RandomWorkspace.Draw(seed, 20, Scope, parts: true);
        var (world, now) = (workspace.Data.World, workspace.Data.Now);
        var followed = new AudienceIndex(s_small, []);
        foreach (var facts in world.Facts.Chunk(9))
        {
            foreach (var fact in facts) followed.Apply(fact, CancelledFacts.None);
            followed.Publish();
        }

        await new IndexAnswers(world, workspace.Rules, now).AssertSameAsync(await InMemoryEngine.RebuildAsync(world.Facts), followed);
    }

    [Fact]
    public async Task Members_AfterADeclarationOrTheZoneChanged_AreReadAnew()
    {
        var seed = PrintedSeed();
        var workspace = RandomWorkspace.Draw(seed, 40, Scope);
        var (world, now) = (workspace.Data.World, workspace.Data.Now);
        var catalogue = new ChangingCatalogue(world);
        var index = new AudienceIndex(s_small, []);
        foreach (var fact in world.Facts) index.Apply(fact);
        index.Publish();
        var engine = InMemoryEngine.Over(index, world, catalogue, now);

        var other = world with
        {
            Zone = world.Zone == "UTC" ? "Asia/Tehran" : "UTC",
            Attributes = [.. world.Attributes.Where(a => a.Name != "score"), new("level", Core.Kernel.DataType.Number), new("plan", Core.Kernel.DataType.List)],
            Properties = RandomEvents.Declare(new Dice(seed + 1)),
        };
        foreach (var current in new[] { world, other, world })
        {
            catalogue.Change(current);
            var interpreter = new ReferenceInterpreter(current, now);
            foreach (var rule in workspace.Rules)
            {
                var members = await engine.MembersAsync(new AudienceQuery(rule), null, int.MaxValue, CancellationToken.None);
                if (!interpreter.Members(rule).SequenceEqual(members))
                    Assert.Fail(FormattableString.Invariant($"Seed {seed}: members differ in {current.Zone}, rule {RuleWriter.Write(rule)}"));
            }
        }
    }

    [Fact]
    public async Task Members_PropertyFirstSeenAfterAMerge_AreFound()
    {
        var story = new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Ordered", "2026-02-01T00:00:00Z").Did("cem", "Ordered", "2026-02-01T00:00:00Z", """{"n":1}""");

        Assert.Equal("cem", await MembersAsync(story, """{"event":"Ordered","where":[{"property":"n","op":"eq","value":1}]}"""));
    }

    [Fact]
    public async Task Members_NewEntriesBehindAllOldOnes_KeepTheirValuesInAMerge()
    {
        var story = new Story();
        foreach (var who in new[] { "ann", "bob", "cem", "dan" }) story.Did(who, "Ordered", "2026-02-01T00:00:00Z", $$"""{"who":"{{who}}"}""");

        Assert.Equal("dan", await MembersAsync(story, """{"event":"Ordered","where":[{"property":"who","op":"eq","value":"dan"}]}"""));
    }

    [Fact]
    public async Task Count_PathIntoObjectsThatNobodyKeeps_IsRefusedAtItsPlace()
    {
        var story = new Story().Refers("Ordered", "product_id", "product").Did("ann", "Ordered", "2026-02-01T00:00:00Z");

        var refused = await Assert.ThrowsAsync<RuleNotYetException>(() => MembersAsync(story, OfAcme));

        Assert.Equal("/where/0", refused.Pointer);
        Assert.Contains("'PRODUCT'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Count_TypeThatTwoPropertiesReferTo_IsRefusedWithBothNames()
    {
        var story = new Story().Refers("Ordered", "product_id", "product").Refers("Ordered", "gift_id", "product").Object("product", "a", "{}")
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z");

        var refused = await Assert.ThrowsAsync<RuleNotYetException>(() => MembersAsync(story, OfAcme));

        Assert.Contains("PRODUCT_ID or GIFT_ID", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Fact by fact, with a merge after every second one.</summary>
    private static async Task<string> MembersAsync(Story story, string rule)
    {
        var engine = await InMemoryEngine.FollowAsync(story.World, story.Now, 1, s_small with { SmallestMerge = 2, BasePerDelta = 1_000_000 });
        var members = await engine.MembersAsync(new AudienceQuery(RuleText.Read(rule, story.World)), null, int.MaxValue, CancellationToken.None);
        return string.Join(' ', members.Select(story.NameOf));
    }

    // All at once, in batches that leave deltas, few by few with merges, and with restarts: what arrived together must not matter.
    protected override Task<IAudienceEngine> CreateAsync(ReferenceWorld world, DateTimeOffset now) => (now.ToUnixTimeSeconds() % 4) switch
    {
        0 => InMemoryEngine.StartAsync(world, now),
        1 => InMemoryEngine.FollowAsync(world, now, 50, MergeLimits.Default),
        2 => InMemoryEngine.FollowAsync(world, now, 7, s_small),
        _ => InMemoryEngine.FollowAsync(world, now, 40, s_small, restarts: true),
    };

    private sealed class ChangingCatalogue(ReferenceWorld world) : IAudienceCatalogue
    {
        public Declarations Current { get; private set; } = new GivenCatalogue(world).Current;

        public void Change(ReferenceWorld to) => Current = new GivenCatalogue(to).Current;
    }
}
