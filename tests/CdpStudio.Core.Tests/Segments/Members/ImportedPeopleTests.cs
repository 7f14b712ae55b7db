using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments.Members;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Tests.Journeys.Runtime;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Segments.Members;

public sealed class ImportedPeopleTests
{
    private static readonly string[] s_users = ["ann", "ben", "cem", "dao", "eva"];

    [Fact]
    public async Task Among_AnyFactsAndSegmentsAtAnyPace_AgreesWithLookingAtEveryFact()
    {
        var seed = RunSeed.Value;
        for (var round = 0; round < 5; round++) await CompareAsync(seed + round);
    }

    private static async Task CompareAsync(int seed)
    {
        var dice = new Random(seed);
        using var database = new TestDatabase();
        var clock = new ManualClock();
        var facts = new ToldFacts(database, database.Queue, clock);
        foreach (var user in s_users) await facts.HasAsync(user, "plan", "0");
        var directory = new IndexedProfileDirectory(facts.Index, facts, clock);
        var people = new ImportedPeople(new FactsOfImports(database), facts, directory);
        var known = new List<ImportedFacts>();
        // How far each of three segments has been evaluated.
        var segments = new[] { facts.Last, facts.Last, facts.Last };
        for (var step = 0; step < 40; step++)
        {
            switch (dice.Next(6))
            {
                case 0:
                    await SomethingAsync(facts, dice);
                    break;
                case 1 or 2:
                    var (first, isQuiet) = (facts.Last + 1, dice.Next(2) == 0);
                    var run = await facts.ImportAsync(isQuiet, () => SomethingAsync(facts, dice));
                    known.Add(new ImportedFacts(new FactRange(first, facts.Last), run, isQuiet));
                    break;
                case 3 when known.Where(k => !known.Exists(t => t.TakenBackBy is not null && t.Run == k.Run)).ToList() is { Count: > 0 } standing:
                    var undone = standing[dice.Next(standing.Count)];
                    await facts.UndoAsync(undone.Range.First, undone.Range.Last);
                    known.Add(undone with { IsQuiet = true, TakenBackBy = facts.Last });
                    break;
                default:
                    await EvaluateAsync(dice.Next(segments.Length));
                    break;
            }
        }

        async Task EvaluateAsync(int segment)
        {
            var after = segments[segment];
            var all = s_users.Select(facts.NumberOf).Where(p => directory.Read(p) is not null).Select(p => directory.Read(p)!.Id).Distinct().ToList();
            var any = await people.AnyAsync(after, facts.Last, default);
            var among = any ? await people.AmongAsync(all, after, default) : new Dictionary<ProfileId, BroughtBy>();

            foreach (var person in all)
            {
                var of = await FactsAboutAsync(person, after);
                Assert.True(any || of.Count == 0, $"CDPSTUDIO_TEST_SEED={seed}");
                var expected = of.OrderBy(f => f.IsQuiet).ThenBy(f => f.At).Select(f => (BroughtBy?)new BroughtBy(f.TakenBackBy is null ? f.Run : 0, f.IsQuiet)).LastOrDefault();
                Assert.True(expected == (among.TryGetValue(person, out var by) ? by : null), $"CDPSTUDIO_TEST_SEED={seed}: {person} after {after} is {by}, expected {expected}");
            }

            segments[segment] = facts.Last;
            people.Forget(segments.Min());
        }

        // One fact at a time: ranges are as small as imports of one fact here.
        async Task<List<ImportedFacts>> FactsAboutAsync(ProfileId person, long after)
        {
            var numbers = directory.Numbers(person).ToHashSet();
            var about = new List<ImportedFacts>();
            await foreach (var fact in facts.ReadAsync(0, default))
            {
                if (fact.People() is not var (one, other) || !(numbers.Contains(one) || (other is { } two && numbers.Contains(two)))) continue;
                about.AddRange(known.Where(k => k.Range.Contains(fact.Number) && (k.TakenBackBy ?? fact.Number) > after)
                    .Select(k => k with { Range = new FactRange(fact.Number, fact.Number) }));
            }

            return about;
        }
    }

    private static Task SomethingAsync(ToldFacts facts, Random dice)
    {
        var user = s_users[dice.Next(s_users.Length)];
        return dice.Next(4) switch
        {
            0 => facts.HappensAsync(user, "Bought"),
            1 => facts.SeenTogetherAsync(ToldFacts.User(user), ToldFacts.Mail(s_users[dice.Next(s_users.Length)])),
            _ => facts.HasAsync(user, "plan", "1"),
        };
    }
}
