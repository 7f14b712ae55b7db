using System.Text.Json;
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
        var engine = await InMemoryEngine.FollowAsync(told.Story.World, told.Story.Now, 1, s_small);

        await AssertMembersAsync(told, engine);
    }

    [Fact]
    public async Task Rebuild_OfALogThatWasFollowed_SaysTheSame()
    {
        var seed = PrintedSeed();
        var workspace = RandomWorkspace.Draw(seed, 20, Scope, parts: true);
        var (world, now) = (workspace.Data.World, workspace.Data.Now);
        var catalogue = new GivenCatalogue(world);
        var followed = new AudienceIndex(s_small, []);
        foreach (var facts in world.Facts.Chunk(9))
        {
            foreach (var fact in facts) followed.Apply(fact, CancelledFacts.None);
            followed.Publish();
        }

        var rebuilt = await InMemoryEngine.RebuildAsync(world.Facts);

        foreach (var rule in workspace.Rules) Assert.Equal(await MembersAsync(rebuilt, rule), await MembersAsync(followed, rule));
        foreach (var attribute in RandomData.AttributeNames) Assert.Equal(Values(rebuilt, attribute), Values(followed, attribute));
        for (var number = 1; number <= world.Facts.Count; number++) Assert.Equal(Shown(rebuilt, number), Shown(followed, number));
        foreach (var identifier in world.Facts.OfType<Fact.Edge>().SelectMany(e => new[] { e.A.Identifier, e.B.Identifier }).Distinct())
            Assert.Equal(Directory(rebuilt).Find(identifier), Directory(followed).Find(identifier));

        Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceIndex index, Rule rule) =>
            InMemoryEngine.Over(index, world, catalogue, now).MembersAsync(new AudienceQuery(rule), null, int.MaxValue, CancellationToken.None);

        // Of several spellings any one is shown.
        IEnumerable<(string, long)> Values(AudienceIndex index, string attribute) =>
            new IndexedVocabulary(new LiveAudience(index), catalogue).AttributeValues(attribute, "", 1_000).Select(v => (StudioText.Key(v.Value), v.Count)).Order();

        string Shown(AudienceIndex index, long number)
        {
            var (directory, profile) = (Directory(index), new ProfileId(number));
            var record = directory.Read(profile);
            return JsonSerializer.Serialize(new
            {
                Record = record is null ? null : record with { Identifiers = [], Attributes = [] },
                // What came with one fact stands in no order, and names are spelled as first seen, by erased people too.
                Identifiers = record?.Identifiers.Order(Comparer<Identifier>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))),
                Attributes = Plain(record?.Attributes ?? []),
                History = Plain(directory.History(profile, null, null, 99)),
                Numbers = directory.Numbers(profile),
                Events = directory.Events(profile, [], null, 99).Select(e => e.Fact),
            });
        }

        static IEnumerable<string> Plain(IEnumerable<AttributeAssertion> said) =>
            said.Select(a => (a with { Name = StudioText.Key(a.Name) }).ToString()).Order(StringComparer.Ordinal);

        IndexedProfileDirectory Directory(AudienceIndex index) => new(new LiveAudience(index), catalogue, new StoppedClock(now));
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

    /// <summary>Fact by fact, with a merge after every second one.</summary>
    private static async Task<string> MembersAsync(Story story, string rule)
    {
        var engine = await InMemoryEngine.FollowAsync(story.World, story.Now, 1, s_small with { SmallestMerge = 2, BasePerDelta = 1_000_000 });
        var members = await engine.MembersAsync(new AudienceQuery(RuleText.Read(rule, story.World)), null, int.MaxValue, CancellationToken.None);
        return string.Join(' ', members.Select(story.NameOf));
    }

    // All at once, in batches that leave deltas, and few by few with merges: what arrived together must not matter.
    protected override Task<IAudienceEngine> CreateAsync(ReferenceWorld world, DateTimeOffset now) => (now.ToUnixTimeSeconds() % 3) switch
    {
        0 => InMemoryEngine.StartAsync(world, now),
        1 => InMemoryEngine.FollowAsync(world, now, 50, MergeLimits.Default),
        _ => InMemoryEngine.FollowAsync(world, now, 7, s_small),
    };

    private sealed class ChangingCatalogue(ReferenceWorld world) : IAudienceCatalogue
    {
        public Declarations Current { get; private set; } = new GivenCatalogue(world).Current;

        public void Change(ReferenceWorld to) => Current = new GivenCatalogue(to).Current;
    }
}
