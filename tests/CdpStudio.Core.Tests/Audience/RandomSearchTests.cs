using System.Text;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>The search against a naive one over random people who are renamed, joined, taken apart and erased.</summary>
public sealed class RandomSearchTests
{
    private const int Workspaces = 12;
    private const int Steps = 260;
    private const int Questions = 60;

    private static readonly DateTimeOffset s_now = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
    private static readonly MergeLimits s_small = new(SmallestMerge: 8, BasePerDelta: 4, SmallestRehome: 6, RowsPerRehome: 8, BlockBits: 6);

    private static readonly string[] s_given = ["Anna", "Joanna", "Ánh", "Jean-Luc", "小明", "علی\u200cرضا", "Đào", "Søren", "Bo", "Luc", "Minh Anh"];
    private static readonly string[] s_family = ["Müller", "Muller", "Mu\u0308llerin", "Nguyễn", "王", "王小", "کریمی", "كريمي", "O'Brien", "Weiß", "Bo"];
    private static readonly string[] s_names = ["name", "first_name", "lastName", "Full Name", "nickname"];
    private static readonly string[] s_orders = ["7", "1001", "A-7", "a-7", "B 12", "12.5"];
    private static readonly string[] s_properties = ["order_id", "orderNumber", "order.no", "border_id", "order"];

    private static long Now => s_now.ToUnixTimeMilliseconds();

    [Fact]
    public void Search_RandomPeople_FindsWhomTheNaiveSearchFinds()
    {
        var begin = RunSeed.Value;
        for (var seed = begin; seed != begin + Workspaces; seed++)
        {
            var (dice, book, index, applied) = (new Dice(seed), new FactBook(), new AudienceIndex(seed % 3 == 0 ? MergeLimits.Default : s_small, []), 0);
            for (var step = 0; step < Steps; step++)
            {
                Happen(book, dice);
                if (!dice.Chance(8) && step < Steps - 1) continue;

                foreach (var fact in book.Facts.Skip(applied)) index.Apply(fact);
                applied = book.Facts.Count;
                index.Publish();
                if (dice.Chance(40) || step == Steps - 1) Compare(seed, dice, book, index);
            }
        }
    }

    private static void Compare(int seed, Dice dice, FactBook book, AudienceIndex index)
    {
        // Of several names not always the newest one counts.
        IReadOnlyList<WinningDeclaration> winning =
            seed % 2 == 0 ? [new("first_name", new WinningRule(WinsBy.MostComplete, [])), new("NAME", new WinningRule(WinsBy.SourceRanking, [new SourceId(2)]))] : [];
        var world = new ReferenceWorld { Facts = book.Facts, Winning = winning, Attributes = [.. winning.Select(w => new AttributeDeclaration(w.Name, DataType.Text))] };
        var directory = new IndexedProfileDirectory(new LiveAudience(index), new GivenCatalogue(world), new StoppedClock(s_now));
        var people = NaiveSearch.People(world, Now);
        for (var i = 0; i < Questions; i++)
        {
            var text = Question(dice);
            var at = $"CDPSTUDIO_TEST_SEED={seed}, {book.Facts.Count} facts, '{text}'";
            var hits = directory.Search(text, int.MaxValue);
            var expected = people.Select(p => (p.Id, Stage: p.StageOf(text))).Where(p => p.Stage is not null).ToDictionary(p => p.Id, p => p.Stage!.Value);

            Assert.True(expected.Keys.Order().SequenceEqual(hits.Select(h => h.Profile).Order()), $"{at}: {Said(expected.Keys)} but found {Said(hits.Select(h => h.Profile))}");
            Assert.True(hits.Select(h => expected[h.Profile]).SequenceEqual(expected.Values.Order()), $"{at}: in another order");
            foreach (var hit in hits)
                Assert.True(people.Single(p => p.Id == hit.Profile).Has(hit, expected[hit.Profile]), $"{at}: not by {hit.By} and {hit.Identifier}");

            var few = dice.Number(1, 6);
            Assert.Equal(hits.Take(few), directory.Search(text, few));
        }
    }

    private static void Happen(FactBook book, Dice dice)
    {
        var (who, at) = (Somebody(dice), dice.Chance(10) ? Now + dice.Long(1, 1_000) : Now - dice.Long(0, 1_000));
        // As the processor does with whoever is new.
        book.Seen([who], at);
        switch (dice.Number(0, 20))
        {
            case < 9:
                book.Said([who], dice.Pick(s_names), Value(dice), at, dice.Chance(4) ? SourceId.ByHand : new SourceId(dice.Number(1, 4)));
                break;
            case < 15:
                book.Happened([who], dice.Pick("Order Completed", "Order Shipped"), at, Properties(dice));
                break;
            case < 18:
                book.Join(who, Somebody(dice), dice.Chance(30) ? EdgeKind.Alias : EdgeKind.Seen, at);
                break;
            case 18 when book.Facts.OfType<Fact.Edge>().Where(e => e.A != e.B).ToList() is { Count: > 0 } edges && dice.Pick(edges) is var edge:
                book.Cut(edge.A.Profile, edge.B.Profile);
                break;
            case 19 when dice.Chance(40):
                book.Erase(book.NumberOf(who));
                break;
        }
    }

    private static Identifier Somebody(Dice dice) => dice.Chance(60)
        ? new Identifier(IdentifierNamespace.UserId, FormattableString.Invariant($"{dice.Pick("A-", "u", "")}{dice.Number(1, 60)}"))
        : new Identifier(IdentifierNamespace.Email, FormattableString.Invariant($"anna{dice.Number(1, 40)}@example.com"));

    private static string? Value(Dice dice) => dice.Number(0, 12) switch
    {
        0 => null,
        1 => "7",
        2 => """["Anna"]""",
        < 5 => JsonSerializer.Serialize($"{dice.Pick(s_family)}, {dice.Pick(s_given)}"),
        _ => JsonSerializer.Serialize(dice.Pick(dice.Pick(s_given), dice.Pick(s_family), $"{dice.Pick(s_given)} {dice.Pick(s_family)}")),
    };

    private static string Properties(Dice dice)
    {
        var number = dice.Pick(s_orders);
        var value = decimal.TryParse(number, System.Globalization.CultureInfo.InvariantCulture, out _) && dice.Chance(50) ? number : JsonSerializer.Serialize(number);
        return dice.Pick(s_properties) is var property && property == "order.no" ? $$"""{"order":{"no":{{value}} } }""" : $$"""{"{{property}}":{{value}} }""";
    }

    private static string Question(Dice dice) => dice.Number(0, 8) switch
    {
        0 => dice.Pick(s_orders).ToUpperInvariant(),
        1 => Somebody(dice).Value.ToUpperInvariant(),
        2 => Part(Somebody(dice).Value, dice),
        3 => $"{Part(dice.Pick(s_given), dice)} {Part(dice.Pick(s_family), dice)}",
        4 => dice.Pick(s_family) + dice.Pick(s_given),
        5 => Part(dice.Pick(s_family), dice).Normalize(NormalizationForm.FormD),
        6 => dice.Pick(s_given).ToUpperInvariant(),
        _ => Part(dice.Pick(dice.Pick(s_given), dice.Pick(s_family)), dice),
    };

    private static string Part(string text, Dice dice)
    {
        var from = dice.Chance(50) ? 0 : dice.Number(0, text.Length);
        return text.Substring(from, dice.Number(1, text.Length - from + 1));
    }

    private static string Said(IEnumerable<ProfileId> people) => string.Join(' ', people.Select(p => p.Value).Order());
}
