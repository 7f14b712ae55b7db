using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>
/// The named cases, and random rules over random data, equal to the interpreter. 200 rules over 10 data sets; in the full tier 2,000 over 50. A printed
/// seed is given back in <c>CDPSTUDIO_TEST_SEED</c> to see a failure again.
/// </summary>
public abstract class RandomAudienceContract(ITestOutputHelper output) : AudienceEngineContract(output)
{
    private static bool IsFullTier => Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") == "full";

    [Fact]
    public async Task Answers_RandomRulesOverRandomData_EqualTheInterpreter()
    {
        var (sets, rules) = IsFullTier ? (50, 40) : (10, 20);
        var given = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_SEED");
        var seed = given is null ? Random.Shared.Next(1_000_000_000) : int.Parse(given, CultureInfo.InvariantCulture);
        Output.WriteLine(FormattableString.Invariant($"Seed {seed}."));

        var census = new RuleCensus();
        var (asked, dividing) = (0, 0);
        for (var set = 0; set < sets; set++)
        {
            var workspace = RandomWorkspace.Draw(seed + set, rules, Scope);
            await using var engine = await StartAsync(workspace.Data.World, workspace.Data.Now);
            var dice = new Dice(seed + set);
            foreach (var rule in workspace.Rules)
            {
                census.Add(rule);
                asked++;
                if (await AgreesAsync(engine.Value, workspace.Data, Ask(rule, workspace.Data, dice), seed + set)) dividing++;
            }

            await CountManyAgreesAsync(engine.Value, workspace, seed + set);
        }

        Output.WriteLine(FormattableString.Invariant($"{dividing} of {asked} rules have between 1 and 99 % members. {census}"));
        Assert.True(dividing * 100 >= asked * 40, FormattableString.Invariant($"Only {dividing} of {asked} rules divide people (seed {seed})."));
    }

    /// <summary>Mostly about now, else about another moment or an earlier state of knowledge.</summary>
    private static AudienceQuery Ask(Rule rule, RandomData data, Dice dice)
    {
        var asOf = dice.Chance(20) ? data.Now.AddMilliseconds(dice.Long(-300L * 86_400_000, 30L * 86_400_000)) : (DateTimeOffset?)null;
        var knownAt = dice.Chance(20) ? new KnownAt.Fact(dice.Number(0, data.World.Facts.Count + 1)) : null;
        return new AudienceQuery(rule, asOf, knownAt);
    }

    /// <returns>Whether the rule divides people.</returns>
    private static async Task<bool> AgreesAsync(IAudienceEngine engine, RandomData data, AudienceQuery query, int seed)
    {
        var interpreter = new ReferenceInterpreter(data.World, query.AsOf ?? data.Now, query.KnownAt);
        var expected = interpreter.Members(query.Rule);
        string Where(string what) => FormattableString.Invariant(
            $"{what} differs: seed {seed}, asOf {query.AsOf:O}, knownAt {query.KnownAt}, zone {data.World.Zone}, now {data.Now:O}, rule {RuleWriter.Write(query.Rule)}");

        var members = await engine.MembersAsync(query, null, int.MaxValue, CancellationToken.None);
        var missing = string.Join(' ', expected.Except(members));
        var surplus = string.Join(' ', members.Except(expected));
        Assert.True(missing.Length + surplus.Length == 0 && expected.SequenceEqual(members), Where($"Members (missing {missing}; surplus {surplus})"));

        var count = await engine.CountAsync(query, CancellationToken.None);
        Assert.True(count.Count == expected.Count, Where($"Count {count.Count} instead of {expected.Count}"));
        Assert.True(count.Total == interpreter.Everyone.Count, Where($"Total {count.Total} instead of {interpreter.Everyone.Count}"));

        var holds = query.Rule.Nodes().Select(n => (n.Pointer, Members: interpreter.Members(n.Rule).ToHashSet())).ToList();
        foreach (var profile in interpreter.Everyone)
        {
            var explained = Flat(await engine.ExplainAsync(query, profile, CancellationToken.None)).ToDictionary(e => e.Node, e => e.Holds);
            foreach (var (pointer, inside) in holds)
                Assert.True(explained.TryGetValue(pointer, out var told) && told == inside.Contains(profile), Where($"Explanation of {profile} at '{pointer}'"));
        }

        return RandomWorkspace.Divides(expected.Count, interpreter.Everyone.Count);
    }

    private static IEnumerable<NodeExplanation> Flat(NodeExplanation? node) => node is null ? [] : node.Children.SelectMany(Flat).Prepend(node);

    private static async Task CountManyAgreesAsync(IAudienceEngine engine, RandomWorkspace workspace, int seed)
    {
        var interpreter = new ReferenceInterpreter(workspace.Data.World, workspace.Data.Now);
        var counts = await engine.CountManyAsync(workspace.Rules, null, CancellationToken.None);

        var expected = workspace.Rules.Select(r => (long)interpreter.Members(r).Count);
        Assert.True(expected.SequenceEqual(counts.Counts), FormattableString.Invariant($"Counts of many rules differ: seed {seed}"));
    }
}
