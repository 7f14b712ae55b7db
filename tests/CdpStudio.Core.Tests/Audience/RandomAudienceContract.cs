using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>
/// The named cases, and random rules over random data, equal to the interpreter. 200 rules over 10 data sets; in the full tier 10,000
/// over 100, and 2,000 over 50 under another culture. A printed seed is given back in <c>CDPSTUDIO_TEST_SEED</c> to see a failure again.
/// </summary>
public abstract class RandomAudienceContract(ITestOutputHelper output) : AudienceEngineContract(output)
{
    // Enough for each word of the language to be met a hundred times.
    private const int ManyRules = 10_000;

    private static bool IsFullTier => Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") == "full";

    /// <param name="wholeLanguage">False for the first part of the language, true for all that the engine knows of it.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_RandomRulesOverRandomData_EqualTheInterpreter(bool wholeLanguage)
    {
        var (sets, rules) = Size(wholeLanguage);
        var scope = wholeLanguage ? Scope : RuleScope.Evaluated;
        var seed = PrintedSeed();
        var census = new RuleCensus();
        var (asked, dividing) = (0, 0);
        var counting = new Lock();
        await Parallel.ForEachAsync(Enumerable.Range(0, sets), async (set, _) =>
        {
            // Every second set has facts that were cancelled, half of them and half of the others people who were taken apart or erased.
            var workspace = RandomWorkspace.Draw(seed + set, rules, scope, cancels: set % 2 == 1, parts: set % 4 >= 2);
            await using var engine = await StartAsync(workspace.Data.World, workspace.Data.Now);
            var dice = new Dice(seed + set);
            foreach (var rule in workspace.Rules)
            {
                var query = Ask(rule, workspace.Data, dice);
                var (difference, divides) = await CompareAsync(engine.Value, workspace.Data.World, workspace.Data.Now, query);
                if (difference is not null) Assert.Fail(await DescribeAsync(workspace.Data, query, difference, seed + set));

                lock (counting)
                {
                    census.Add(rule);
                    asked++;
                    dividing += divides ? 1 : 0;
                }
            }

            await CountManyAgreesAsync(engine.Value, workspace, seed + set);
        });

        Output.WriteLine(FormattableString.Invariant($"{dividing} of {asked} rules have between 1 and 99 % members. {census}"));
        Assert.True(dividing * 100 >= asked * 40, FormattableString.Invariant($"Only {dividing} of {asked} rules divide people (seed {seed})."));
        if (wholeLanguage && asked >= ManyRules) Assert.Empty(census.Rarer(100));
    }

    private static (int Sets, int Rules) Size(bool wholeLanguage)
    {
        if (!IsFullTier) return (10, 20);

        var again = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_CULTURE"));
        return wholeLanguage && !again ? (100, ManyRules / 100) : (50, 40);
    }

    [Fact]
    public async Task Foreseen_RandomRulesOverRandomData_ComesTrue()
    {
        var seed = PrintedSeed();
        var census = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var set = 0; set < (IsFullTier ? 50 : 10); set++)
        {
            var workspace = RandomWorkspace.Draw(seed + set, IsFullTier ? 40 : 20, Scope);
            var (world, dice) = (workspace.Data.World, new Dice(seed + set));
            await using var engine = await StartAsync(world, workspace.Data.Now);
            foreach (var rule in workspace.Rules)
            {
                var query = Ask(rule, workspace.Data, dice);
                var now = query.AsOf ?? workspace.Data.Now;
                var interpreter = new ReferenceInterpreter(world, now, query.KnownAt);
                var foresight = new Foresight(interpreter, now, dice);
                foreach (var profile in Some(interpreter.Everyone, 15))
                {
                    var explained = await engine.Value.ForeseeAsync(query, profile, CancellationToken.None);
                    var flips = Foresight.Flips(rule, explained!).ToList();
                    // Most people have nothing ahead of them; few of those will do.
                    if (flips.Count == 0 && dice.Chance(80)) continue;

                    if (foresight.Difference(rule, explained!, profile) is { } difference)
                        Assert.Fail(FormattableString.Invariant($"Seed {seed + set}: {difference} in {RuleWriter.Write(rule)}, now {now:O} in {world.Zone}, known at {query.KnownAt}"));
                    foreach (var flip in flips) census[flip] = census.GetValueOrDefault(flip) + 1;
                }
            }
        }

        Output.WriteLine(string.Join(", ", census));
        Assert.True(census.GetValueOrDefault("") >= 50, FormattableString.Invariant($"Only {census.GetValueOrDefault("")} whole answers flip (seed {seed})."));
    }

    [Fact]
    public async Task CountsByNodeAndByValue_RandomRulesOverRandomData_EqualTheInterpreter()
    {
        var seed = PrintedSeed();
        for (var set = 0; set < (IsFullTier ? 50 : 10); set++)
        {
            var workspace = RandomWorkspace.Draw(seed + set, IsFullTier ? 40 : 20, Scope, cancels: set % 2 == 1);
            var dice = new Dice(seed + set);
            await using var engine = await StartAsync(workspace.Data.World, workspace.Data.Now);
            var judge = new ReferenceAudienceEngine(workspace.Data.World, workspace.Data.Now);
            foreach (var rule in workspace.Rules)
            {
                var query = Ask(rule, workspace.Data, dice);
                var (expected, told) = (await judge.CountNodesAsync(query, CancellationToken.None), await engine.Value.CountNodesAsync(query, CancellationToken.None));
                Assert.True(
                    expected.Total == told.Total && expected.Nodes.SequenceEqual(told.Nodes),
                    FormattableString.Invariant($"Seed {seed + set}: {RuleWriter.Write(rule)}: {string.Join(' ', expected.Nodes)}, got {string.Join(' ', told.Nodes)}"));

                var by = RandomBy(rule, dice);
                var all = await BreakdownsAgreeAsync(query, by, int.MaxValue);
                // Which of equally frequent values are left out is not said, so only a clear cut has one answer.
                var limit = dice.Number(1, 4);
                if (all.Items.Count > limit && all.Items[limit - 1].Count > all.Items[limit].Count) await BreakdownsAgreeAsync(query, by, limit);
            }

            async Task<AudienceBreakdown> BreakdownsAgreeAsync(AudienceQuery query, BreakdownBy by, int limit)
            {
                var told = await engine.Value.BreakDownAsync(query, by, limit, CancellationToken.None);
                var expected = await judge.BreakDownAsync(query, by, limit, CancellationToken.None);
                Assert.True(
                    expected.Items.Select(i => i.Count).SequenceEqual(told.Items.Select(i => i.Count))
                        && (expected.Missing, expected.Other, expected.Total) == (told.Missing, told.Other, told.Total),
                    FormattableString.Invariant($"Seed {seed + set}: {by}, at most {limit}, over {RuleWriter.Write(query.Rule)}: {string.Join(' ', expected.Items)}, got {string.Join(' ', told.Items)}"));
                return expected;
            }
        }
    }

    private static BreakdownBy RandomBy(Rule rule, Dice dice) => rule.Nodes().Select(n => n.Rule).OfType<Rule.Did>().FirstOrDefault() is { } did && dice.Chance(70)
        ? new BreakdownBy.Property(did.Events, did.During, dice.Pick(RandomEvents.Paths))
        : new BreakdownBy.Attribute(dice.Pick(RandomData.AttributeNames));

    /// <summary>The run's, printed.</summary>
    protected int PrintedSeed()
    {
        Output.WriteLine(FormattableString.Invariant($"Seed {RunSeed.Value}."));
        return RunSeed.Value;
    }

    /// <summary>Mostly about now, else about another moment or an earlier state of knowledge.</summary>
    private AudienceQuery Ask(Rule rule, RandomData data, Dice dice)
    {
        var asOf = dice.Chance(20) ? data.Now.AddMilliseconds(dice.Long(-300L * 86_400_000, 30L * 86_400_000)) : (DateTimeOffset?)null;
        return new AudienceQuery(rule, asOf, Scope.KnownAt && dice.Chance(20) ? Known(data, dice) : null);
    }

    private static KnownAt Known(RandomData data, Dice dice)
    {
        var fact = dice.Pick(data.World.Facts);
        return dice.Chance(50) ? new KnownAt.Fact(fact.Number) : new KnownAt.Moment(DateTimeOffset.FromUnixTimeMilliseconds(fact.RecordedAt));
    }

    /// <returns>How the members, the count or an explanation differ from the interpreter's, and whether the rule divides people.</returns>
    private static async Task<(string? Difference, bool Divides)> CompareAsync(
        IAudienceEngine engine, ReferenceWorld world, DateTimeOffset now, AudienceQuery query)
    {
        var interpreter = new ReferenceInterpreter(world, query.AsOf ?? now, query.KnownAt);
        var expected = interpreter.Members(query.Rule);
        var (all, everyone) = (interpreter.Everyone.Count, interpreter.Everyone);

        var members = await engine.MembersAsync(query, null, int.MaxValue, CancellationToken.None);
        if (!expected.SequenceEqual(members))
            return ($"members: missing {string.Join(' ', expected.Except(members))}, surplus {string.Join(' ', members.Except(expected))}", false);

        var among = await engine.MembersAmongAsync(query, everyone, CancellationToken.None);
        if (!expected.SequenceEqual(among)) return ($"members asked for one by one: missing {string.Join(' ', expected.Except(among))}, surplus {string.Join(' ', among.Except(expected))}", false);

        var count = await engine.CountAsync(query, CancellationToken.None);
        if (count.Count != expected.Count || count.Total != all)
            return (FormattableString.Invariant($"count {count.Count} of {count.Total} instead of {expected.Count} of {all}"), false);

        var holds = query.Rule.Nodes().ToDictionary(n => n.Pointer, n => interpreter.Members(n.Rule).ToHashSet());
        foreach (var profile in Some(everyone, IsFullTier ? 50 : 20))
        {
            var explained = await engine.ExplainAsync(query, profile, CancellationToken.None);
            if (explained is null || !AgreesOn(query.Rule, "", explained)) return ($"explanation of {profile}", false);

            bool AgreesOn(Rule rule, string pointer, NodeExplanation node)
            {
                var inner = rule.Children(pointer);
                return node.Node == pointer
                    && node.Holds == holds[pointer].Contains(profile)
                    && inner.Count <= node.Children.Count
                    && inner.Zip(node.Children).All(pair => AgreesOn(pair.First.Rule, pair.First.Pointer, pair.Second));
            }
        }

        return (null, RandomWorkspace.Divides(expected.Count, all));
    }

    /// <summary>About so many of them, spread over all.</summary>
    private static IEnumerable<ProfileId> Some(IReadOnlyList<ProfileId> everyone, int about) =>
        everyone.Where((_, place) => place % Math.Max(1, everyone.Count / about) == 0);

    private static async Task CountManyAgreesAsync(IAudienceEngine engine, RandomWorkspace workspace, int seed)
    {
        var interpreter = new ReferenceInterpreter(workspace.Data.World, workspace.Data.Now);
        var counts = await engine.CountManyAsync(workspace.Rules, null, CancellationToken.None);

        var expected = workspace.Rules.Select(r => (long)interpreter.Members(r).Count);
        Assert.True(
            expected.SequenceEqual(counts.Counts),
            FormattableString.Invariant($"Counts of many rules differ: seed {seed}, {string.Join(' ', expected)}, got {string.Join(' ', counts.Counts)}"));
    }

    private async Task<string> DescribeAsync(RandomData data, AudienceQuery query, string difference, int seed)
    {
        var found = difference;
        var (world, small) = await Minimiser.RunAsync(data.World, query, async (fewer, simpler) =>
        {
            await using var engine = await StartAsync(fewer, data.Now);
            var (other, _) = await CompareAsync(engine.Value, fewer, data.Now, simpler);
            found = other ?? found;
            return other is not null;
        });
        return string.Create(CultureInfo.InvariantCulture, $"""
            Seed {seed}: {difference}
            asked: {RuleWriter.Write(query.Rule)}
            as of {query.AsOf:O}, known at {query.KnownAt}, now {data.Now:O} in {world.Zone}
            the smallest part: {RuleWriter.Write(small.Rule)} as of {small.AsOf:O}: {found}
            declared: {string.Join(", ", world.Attributes)} {string.Join(", ", world.Properties)}
            {string.Join('\n', world.Facts.Take(30))}
            """);
    }
}
