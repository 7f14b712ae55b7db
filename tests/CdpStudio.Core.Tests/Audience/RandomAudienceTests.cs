using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Random rules over random data, however the facts arrived, against the interpreter.</summary>
public sealed class RandomAudienceTests
{
    private const int RulesPerSeed = 40;

    /// <summary>So small that little data is merged and brought home again and again.</summary>
    private static readonly MergeLimits s_small = new(SmallestMerge: 16, BasePerDelta: 4, SmallestRehome: 3, RowsPerRehome: 20);

    public static TheoryData<int, int> Seeds
    {
        get
        {
            var data = new TheoryData<int, int>();
            // All at once, in small batches that make deltas and mixed rows, and one by one.
            for (var seed = 1; seed <= 24; seed++) data.Add(seed, (seed % 3) switch { 0 => int.MaxValue, 1 => 50, _ => 7 });
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Members_RandomRules_AreTheInterpreters(int seed, int batch)
    {
        var workspace = RandomWorkspace.Draw(seed, RulesPerSeed, RuleScope.Everything);
        var (world, now) = (workspace.Data.World, workspace.Data.Now);
        var engine = InMemoryEngine.Of(world, now, batch, batch == 7 ? s_small : MergeLimits.Default);
        foreach (var (asOf, knownAt) in new[] { (now, null), (now.AddDays(-100), null), (now, new KnownAt.Fact(world.Facts.Count / 2)) })
        {
            var interpreter = new ReferenceInterpreter(world, asOf, knownAt);
            foreach (var rule in workspace.Rules)
            {
                var expected = interpreter.Members(rule);
                try
                {
                    var query = new AudienceQuery(rule, asOf, knownAt);

                    var members = await engine.MembersAsync(query, null, int.MaxValue, CancellationToken.None);

                    if (!expected.SequenceEqual(members)) Assert.Fail(await DifferenceAsync(seed, interpreter, engine, query));
                    Assert.Equal(interpreter.Everyone.Count, (await engine.CountAsync(query, CancellationToken.None)).Total);
                }
                catch (RuleNotYetException)
                {
                    // The rest of the language has its turn when its data exists.
                }
            }
        }
    }

    /// <summary>The smallest part of the rule that differs.</summary>
    private static async Task<string> DifferenceAsync(int seed, ReferenceInterpreter interpreter, IAudienceEngine engine, AudienceQuery query)
    {
        foreach (var child in query.Rule.Children())
        {
            var part = query with { Rule = child.Rule };
            var members = await engine.MembersAsync(part, null, int.MaxValue, CancellationToken.None);
            if (!interpreter.Members(child.Rule).SequenceEqual(members)) return await DifferenceAsync(seed, interpreter, engine, part);
        }

        var (expected, actual) = (interpreter.Members(query.Rule), await engine.MembersAsync(query, null, int.MaxValue, CancellationToken.None));
        return FormattableString.Invariant(
            $"Seed {seed}, as of {query.AsOf:O}: {RuleWriter.Write(query.Rule)}\nmissing {string.Join(' ', expected.Except(actual))}\ntoo many {string.Join(' ', actual.Except(expected))}");
    }
}
