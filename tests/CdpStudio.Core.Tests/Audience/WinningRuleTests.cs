using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Attributes that win by rule and by hand. In the full tier ten times as many data sets.</summary>
public sealed class WinningRuleTests(ITestOutputHelper output)
{
    private const long Now = 1_780_000_000_000;
    private const int Crm = 1;
    private const int Shop = 2;
    private const int ByHand = 0;

    private static readonly MergeLimits s_small = new(SmallestMerge: 16, BasePerDelta: 4, SmallestRehome: 3, RowsPerRehome: 20, BlockBits: 6);
    private static readonly Identifier s_ann = new(IdentifierNamespace.UserId, "ann");
    private static readonly Identifier s_mail = new(IdentifierNamespace.Email, "ann@example.com");

    private static int Sets => Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") == "full" ? 100 : 10;

    // What was said, in order of time: source=value, ! clears.
    [Theory]
    [InlineData(WinsBy.Newest, DataType.Text, "1=a 2=b", "\"b\" newest of 2")]
    [InlineData(WinsBy.Newest, DataType.Text, "1=a 2=!", null)]
    [InlineData(WinsBy.Newest, DataType.Text, "1=a 2=! 1=c", "\"c\" newest of 1")]
    [InlineData(WinsBy.Oldest, DataType.Text, "1=a 2=b", "\"a\" oldest of 2")]
    [InlineData(WinsBy.Oldest, DataType.Text, "1=a 2=b 1=!", "\"b\" oldest of 1")]
    [InlineData(WinsBy.Oldest, DataType.Text, "1=a 2=b 1=! 2=!", null)]
    [InlineData(WinsBy.Oldest, DataType.Text, "1=a 1=! 1=c 2=d", "\"c\" oldest of 2")]
    [InlineData(WinsBy.SourceRanking, DataType.Text, "2=a 1=b 2=c 3=d", "\"c\" sourceRanking of 4")]
    [InlineData(WinsBy.SourceRanking, DataType.Text, "2=a 1=b 2=!", "\"b\" sourceRanking of 1")]
    [InlineData(WinsBy.SourceRanking, DataType.Text, "3=a 4=b", "\"b\" sourceRanking of 2")]
    [InlineData(WinsBy.MostComplete, DataType.Text, "1=anna 2=an 1=anne", "\"anne\" mostComplete of 3")]
    [InlineData(WinsBy.MostComplete, DataType.List, "1=[1,2] 2=[1,2,3] 1=[4]", "[1,2,3] mostComplete of 3")]
    [InlineData(WinsBy.Maximum, DataType.Number, "1=9 2=10 1=7", "10 maximum of 3")]
    [InlineData(WinsBy.Maximum, DataType.Number, "1=9 2=junk", "9 maximum of 1")]
    [InlineData(WinsBy.Maximum, DataType.DateTime, "1=2026-01-02 2=2025-12-31", "\"2026-01-02\" maximum of 2")]
    [InlineData(WinsBy.Minimum, DataType.Text, "1=Bea 2=anna 1=carl", "\"anna\" minimum of 3")]
    [InlineData(WinsBy.Sum, DataType.Number, "1=3 2=4", "7 sum of 2")]
    [InlineData(WinsBy.Sum, DataType.Number, "1=3 2=4 1=5", "9 sum of 2")]
    [InlineData(WinsBy.Sum, DataType.Number, "1=3 2=4 1=!", "4 sum of 1")]
    [InlineData(WinsBy.Sum, DataType.Number, "1=9007199254740992 2=1", null)]
    [InlineData(WinsBy.Union, DataType.List, "1=[\"b\",\"a\"] 2=[\"A\",\"c\"]", "[\"b\",\"a\",\"c\"] union of 2")]
    [InlineData(WinsBy.Union, DataType.List, "1=[\"b\"] 2=c 1=!", "[\"c\"] union of 1")]
    [InlineData(WinsBy.Maximum, DataType.Number, "0=1 2=10 1=7", "1 locked of 3")]
    [InlineData(WinsBy.Newest, DataType.Text, "0=a 2=b 0=c 1=!", "\"c\" locked of 3")]
    [InlineData(WinsBy.Newest, DataType.Text, "0=a 2=b 0=!", "\"b\" newest of 1")]
    [InlineData(WinsBy.Newest, DataType.Text, "1=a 0=! 0=c", "\"c\" locked of 2")]
    public void Read_WhatWasSaid_WinsByTheRule(WinsBy by, DataType type, string said, string? expected)
    {
        var rule = new WinningRule(by, by == WinsBy.SourceRanking ? [new SourceId(Shop), new SourceId(Crm)] : []);
        var facts = new FactBook();
        var at = Now - 1_000;
        foreach (var word in said.Split(' '))
        {
            var (source, value) = (int.Parse(word[..1], System.Globalization.CultureInfo.InvariantCulture), word[2..]);
            facts.Said([at % 2 == 0 ? s_ann : s_mail], "x", value == "!" ? null : JsonOf(value), at++, new SourceId(source));
        }

        facts.Join(s_ann, s_mail, EdgeKind.Seen, Now - 1);

        Assert.Null(rule.WhyNot(type));
        Assert.Equal(expected, Told(Directory(facts.Facts, type, rule)));
    }

    [Fact]
    public void Read_MergedAndTakenApart_DecidesOverWhoIsOnePerson()
    {
        var facts = new FactBook();
        var rule = new WinningRule(WinsBy.Sum, []);
        facts.Said([s_ann], "x", "3", Now - 9, new SourceId(Crm));
        facts.Said([s_mail], "x", "4", Now - 8, new SourceId(Shop));
        facts.Said([s_mail], "x", "100", Now - 7, new SourceId(ByHand));
        Assert.Equal("3 sum of 1", Told(Directory(facts.Facts, DataType.Number, rule)));

        facts.Join(s_ann, s_mail, EdgeKind.Seen, Now - 1);
        Assert.Equal("100 locked of 3", Told(Directory(facts.Facts, DataType.Number, rule)));

        facts.Said([s_mail], "x", null, Now - 1, new SourceId(ByHand));
        Assert.Equal("7 sum of 2", Told(Directory(facts.Facts, DataType.Number, rule)));

        facts.Cut(new ProfileId(1), new ProfileId(2));
        Assert.Equal("3 sum of 1", Told(Directory(facts.Facts, DataType.Number, rule)));
        Assert.Equal("4 sum of 1", Told(Directory(facts.Facts, DataType.Number, rule), number: 2));
    }

    // By hand of either identifier in order of time, ! lets go.
    [Theory]
    [InlineData("mail=b ann=a ann=!", "\"b\" locked of 3")]
    [InlineData("mail=b ann=a mail=!", "\"a\" locked of 3")]
    [InlineData("ann=a mail=b mail=c mail=!", "\"a\" locked of 4")]
    [InlineData("ann=a mail=! ann=c", "\"c\" locked of 3")]
    [InlineData("ann=a mail=b ann=! mail=!", "\"sent\" newest of 1")]
    [InlineData("ann=! mail=b", "\"b\" locked of 2")]
    public void Read_LocksOfTwoIdentifiersOfOnePerson_AreLetGoOfOneByOne(string said, string expected)
    {
        var facts = new FactBook();
        facts.Said([s_ann], "x", "\"sent\"", Now - 1_000, new SourceId(Crm));
        var at = Now - 999;
        foreach (var word in said.Split(' ').Select(w => w.Split('=')))
            facts.Said([word[0] == "ann" ? s_ann : s_mail], "x", word[1] == "!" ? null : JsonOf(word[1]), at++, new SourceId(ByHand));
        facts.Join(s_ann, s_mail, EdgeKind.Seen, Now - 1);

        Assert.Equal(expected, Told(Directory(facts.Facts, DataType.Text, WinningRule.Newest)));
    }

    [Fact]
    public void Read_LettingGoOfAName_LeavesLocksOfNamesBelow()
    {
        var facts = new FactBook();
        facts.Said([s_ann], "x.city", "\"Hue\"", Now - 9, new SourceId(ByHand));
        facts.Said([s_ann], "x", "\"here\"", Now - 8, new SourceId(ByHand));
        facts.Said([s_ann], "x", null, Now - 7, new SourceId(ByHand));
        facts.Said([s_ann], "x", null, Now - 6, new SourceId(Crm));

        var profile = Directory(facts.Facts, DataType.Text, WinningRule.Newest).Read(new ProfileId(1))!;

        Assert.Equal("x.city \"Hue\"", Assert.Single(profile.Attributes.Select(a => $"{a.Name} {a.Value}")));
    }

    [Fact]
    public async Task Members_RandomRulesOverAttributesThatWinByRule_EqualTheInterpreter()
    {
        var seed = PrintedSeed();
        for (var set = 0; set < Sets; set++)
        {
            var drawn = RandomWorkspace.Draw(seed + set, 20, RuleScope.Everything, cancels: set % 2 == 1, parts: set % 4 >= 2);
            var (world, now, dice) = (RandomWinners.Of(drawn.Data.World, seed + set), drawn.Data.Now, new Dice(seed + set));
            var engine = (set % 3) switch
            {
                0 => await InMemoryEngine.StartAsync(world, now),
                1 => await InMemoryEngine.FollowAsync(world, now, 7, s_small),
                _ => await InMemoryEngine.FollowAsync(world, now, 40, s_small, restarts: true),
            };
            foreach (var rule in drawn.Rules.Concat(Asked(dice)))
            {
                var asOf = dice.Chance(30) ? now.AddDays(-dice.Number(1, 400)) : now;
                KnownAt? knownAt = dice.Chance(20) ? new KnownAt.Fact(dice.Number(1, world.Facts.Count)) : null;

                var expected = new ReferenceInterpreter(world, asOf, knownAt).Members(rule);
                var members = await engine.MembersAsync(new AudienceQuery(rule, asOf, knownAt), null, int.MaxValue, default);
                Assert.True(expected.SequenceEqual(members), Describe(seed + set, rule));

                var alone = await engine.MembersAmongAsync(new AudienceQuery(rule, asOf, knownAt), expected, default);
                Assert.True(expected.SequenceEqual(alone), Describe(seed + set, rule));
            }
        }
    }

    [Fact]
    public async Task Members_AfterARuleChanged_AreDecidedAnew()
    {
        var seed = PrintedSeed();
        var drawn = RandomWorkspace.Draw(seed, 30, RuleScope.Everything);
        var (world, now) = (RandomWinners.Of(drawn.Data.World, seed), drawn.Data.Now);
        var catalogue = new ChangingCatalogue();
        var engine = InMemoryEngine.Over(await InMemoryEngine.RebuildAsync(world.Facts), world, catalogue, now);
        for (var change = 0; change < 4; change++)
        {
            var current = RandomWinners.Of(world, seed + change) with { Facts = world.Facts };
            catalogue.Current = new GivenCatalogue(current).Current;
            var interpreter = new ReferenceInterpreter(current, now);
            foreach (var rule in drawn.Rules.Concat(Asked(new Dice(seed))))
            {
                var members = await engine.MembersAsync(new AudienceQuery(rule), null, int.MaxValue, default);
                Assert.True(interpreter.Members(rule).SequenceEqual(members), Describe(seed, rule));
            }
        }
    }

    [Fact]
    public void Read_TheSameInAnotherOrderOfArrival_IsTheSame()
    {
        var seed = PrintedSeed();
        var dice = new Dice(seed);
        for (var set = 0; set < Sets * 20; set++)
        {
            var by = dice.Pick(Enum.GetValues<WinsBy>());
            var type = by switch { WinsBy.Sum => DataType.Number, WinsBy.Union => DataType.List, _ => DataType.Text };
            var rule = new WinningRule(by, by == WinsBy.SourceRanking ? [new SourceId(Shop)] : []);
            // No two at one moment: among those the last to arrive counts.
            var said = Enumerable.Range(0, dice.Number(1, 9)).Select(i => (
                Of: dice.Pick(s_ann, s_mail), Source: dice.Chance(10) ? ByHand : dice.Number(1, 4), Value: dice.Chance(15) ? null : JsonOf(dice.Pick("1", "2", "10", "abc")), At: Now - 100 + i)).ToList();

            var first = Told(Directory(Arrived(said, dice), type, rule));
            Assert.True(first == Told(Directory(Arrived(said, dice), type, rule)), FormattableString.Invariant($"Seed {seed}: {by} of {string.Join(' ', said)}"));
        }

        static IReadOnlyList<Fact> Arrived(List<(Identifier Of, int Source, string? Value, long At)> said, Dice dice)
        {
            var facts = new FactBook();
            facts.Join(s_ann, s_mail, EdgeKind.Seen, Now - 200);
            foreach (var (of, source, value, at) in said.OrderBy(_ => dice.Number(0, 1_000)))
                facts.Said([of], "x", value, at, new SourceId(source));
            return facts.Facts;
        }
    }

    [Theory]
    [InlineData(WinsBy.Sum, DataType.Text, "Only an attribute that is declared as a number can be a sum.")]
    [InlineData(WinsBy.Sum, null, "Only an attribute that is declared as a number can be a sum.")]
    [InlineData(WinsBy.Union, DataType.Text, "Only an attribute that is declared as a list can be a union.")]
    [InlineData(WinsBy.MostComplete, DataType.Number, "Only a text or a list can be more or less complete.")]
    [InlineData(WinsBy.Maximum, DataType.List, "Only numbers, dates and texts have a largest and a smallest.")]
    [InlineData(WinsBy.SourceRanking, null, "A ranking names at least one source.")]
    public void WhyNot_TypeThatCantWinSo_SaysWhy(WinsBy by, DataType? type, string why) => Assert.Equal(why, new WinningRule(by, []).WhyNot(type));

    [Fact]
    public void WhyNot_RankingsThatAreNone_SaysWhy()
    {
        Assert.Equal("A ranking names each source once.", new WinningRule(WinsBy.SourceRanking, [new(1), new(1)]).WhyNot(null));
        Assert.Equal("Only a source ranking names sources.", new WinningRule(WinsBy.Oldest, [new(1)]).WhyNot(null));
    }

    /// <summary>Of each name, so that none is left to chance.</summary>
    private static IEnumerable<Rule> Asked(Dice dice)
    {
        foreach (var name in RandomData.AttributeNames) yield return new Rule.Attribute(name, new Test.Exists(dice.Chance(50)));
    }

    private static string JsonOf(string value) =>
        value[0] == '[' || decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _) ? value : $"\"{value}\"";

    private static IndexedProfileDirectory Directory(IReadOnlyList<Fact> facts, DataType type, WinningRule rule)
    {
        var world = new ReferenceWorld { Facts = facts, Attributes = [new("x", type)], Winning = [new("X", rule)] };
        var index = new AudienceIndex();
        foreach (var fact in facts) index.Apply(fact);
        index.Publish();
        return new IndexedProfileDirectory(new LiveAudience(index), new GivenCatalogue(world), new StoppedClock(DateTimeOffset.FromUnixTimeMilliseconds(Now)));
    }

    private static string? Told(IndexedProfileDirectory directory, long number = 1) =>
        directory.Read(new ProfileId(number))!.Attributes.SingleOrDefault() is { Win: { } win } known
            ? FormattableString.Invariant($"{known.Value} {(win.IsLocked ? "locked" : System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(win.By.ToString()))} of {win.Among}")
            : null;

    private static string Describe(int seed, Rule rule) => FormattableString.Invariant($"Seed {seed}: members differ, rule {RuleWriter.Write(rule)}");

    private int PrintedSeed()
    {
        output.WriteLine(FormattableString.Invariant($"CDPSTUDIO_TEST_SEED={RunSeed.Value}"));
        return RunSeed.Value;
    }

    private sealed class ChangingCatalogue : IAudienceCatalogue
    {
        public Declarations Current { get; set; } = Declarations.None;
    }
}
