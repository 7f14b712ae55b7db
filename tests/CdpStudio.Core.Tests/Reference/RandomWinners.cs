using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Drawn data said by several sources and by hand, with winning rules for what was said.</summary>
internal static class RandomWinners
{
    private static readonly string[] s_names =
    [
        "country", "age", "balance", "vip", "birthday", "signup_date", "last_visit", "interests", "plan", "address.city", "address", "pets", "pets.kind", "level", "score",
        "r\u00e1cio", "email", "a.b", "a.b.c",
    ];

    public static ReferenceWorld Of(ReferenceWorld world, int seed)
    {
        var dice = new Dice(seed);
        var winning = new List<WinningDeclaration>();
        var types = new List<AttributeDeclaration>();
        foreach (var name in s_names.Where(_ => dice.Chance(70)))
        {
            var type = TypeOf(name, world, dice);
            types.Add(new AttributeDeclaration(name, type));
            var rules = Enum.GetValues<WinsBy>().Select(by => new WinningRule(by, by == WinsBy.SourceRanking ? Ranking(dice) : [])).Where(r => r.WhyNot(type) is null);
            winning.Add(new WinningDeclaration(dice.Chance(50) ? name : name.ToUpperInvariant(), dice.Pick([.. rules])));
        }

        return world with
        {
            Facts = [.. world.Facts.Select(f => f is Fact.Assertion said ? said with { Source = SourceOf(dice) } : f)],
            Attributes = [.. types, .. world.Attributes],
            Winning = winning,
        };
    }

    private static SourceId SourceOf(Dice dice) => dice.Chance(6) ? SourceId.ByHand : new SourceId(dice.Number(1, 5));

    private static List<SourceId> Ranking(Dice dice) => [.. dice.Some([new SourceId(3), new(1), new(4), new(2)], 3)];

    private static DataType TypeOf(string name, ReferenceWorld world, Dice dice) => name switch
    {
        "age" or "balance" or "level" or "r\u00e1cio" => DataType.Number,
        "interests" or "pets" or "pets.kind" => dice.Pick(DataType.List, DataType.List, DataType.Text),
        "vip" => DataType.Boolean,
        _ => world.Attributes.FirstOrDefault(a => ReferenceText.Same(a.Name, name))?.Type ?? DataType.Text,
    };
}
