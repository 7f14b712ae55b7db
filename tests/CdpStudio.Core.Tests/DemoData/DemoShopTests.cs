using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.DemoData.Shop;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.DemoData;

public sealed class DemoShopTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 29, 14, 30, 0, TimeSpan.Zero);
    private static readonly Lazy<IReadOnlyList<Message>> s_whole = new(() => All(new DemoShop(7, s_now)));

    [Fact]
    public void Messages_OfAll_AreTenThousandPeopleAndThreeHundredThousandEventsOfTheLastYear()
    {
        var messages = s_whole.Value;

        var introduced = messages.Where(m => m.Event is null).ToList();
        var happened = messages.Where(m => m.Event is not null).ToList();
        Assert.Equal(10_000, introduced.Count);
        Assert.Equal(300_000, happened.Count);
        Assert.Equal(10_000, introduced.Select(m => m.Identifiers[0].Value).Distinct().Count());
        Assert.Equal(messages.Count, messages.Select(m => m.Key).Distinct().Count());
        Assert.All(happened, m => Assert.InRange(m.Timestamp, s_now.AddDays(-366).ToUnixTimeMilliseconds(), s_now.ToUnixTimeMilliseconds()));
    }

    [Fact]
    public void Messages_OfAll_LeaveOneProfileForEachPersonHoweverManyDevicesTheyHave()
    {
        var owner = new Dictionary<Identifier, string>();
        foreach (var message in s_whole.Value)
        {
            foreach (var identifier in message.Identifiers)
                Assert.Equal(PersonOf(message), owner.TryGetValue(identifier, out var known) ? known : owner[identifier] = PersonOf(message));
        }

        var joined = s_whole.Value.SelectMany(m => m.Identifiers.Skip(1).Select(i => (m.Identifiers[0], i))).ToHashSet();
        var alone = owner.Keys.Where(i => i.Namespace == IdentifierNamespace.AnonymousId)
            .Where(i => !joined.Contains((new Identifier(IdentifierNamespace.UserId, UserOf(owner[i])), i)));
        Assert.Empty(alone);
        Assert.InRange(owner.Keys.Count(i => i.Namespace == IdentifierNamespace.AnonymousId), 2_000, 9_000);

        static string UserOf(string person) => FormattableString.Invariant($"demo-{int.Parse(person, CultureInfo.InvariantCulture) + 1:00000}");
    }

    // Nobody must ever be reached by what somebody tries with the demo.
    [Fact]
    public void Messages_OfAll_NameNobodyWhoCouldBeReached()
    {
        var identifiers = s_whole.Value.SelectMany(m => m.Identifiers).Distinct().ToList();

        Assert.All(identifiers.Where(i => i.Namespace == IdentifierNamespace.Email), i => Assert.Matches("^[a-z]+\\.[a-z]+[0-9]+@[a-z]+\\.demo\\.example$", i.Value));
        Assert.All(identifiers.Where(i => i.Namespace == IdentifierNamespace.Phone), i => Assert.Matches("^\\+(84|86|886|852|98|90|49|43|41|44|1|353)0", i.Value));
    }

    [Fact]
    public void Messages_OfAll_AreOfSevenLanguagesAndComeInSeasons()
    {
        var traits = s_whole.Value.Where(m => m.Traits is not null).Select(m => JsonDocument.Parse(m.Traits!).RootElement).ToList();
        var languages = traits.GroupBy(t => t.GetProperty("language").GetString()!).ToDictionary(g => g.Key, g => g.Count());
        var orders = s_whole.Value.Where(m => m.Event?.Name == "Order Completed").Select(m => DateTimeOffset.FromUnixTimeMilliseconds(m.Timestamp)).ToList();

        Assert.Equal(["de", "en", "fa", "tr", "vi", "zh-CN", "zh-TW"], languages.Keys.Order(StringComparer.Ordinal));
        Assert.All(languages.Values, count => Assert.InRange(count, 800, 2_600));
        Assert.Contains(traits, t => t.GetProperty("name").GetString()!.StartsWith("Nguyễn ", StringComparison.Ordinal));
        Assert.InRange(orders.Count, 10_000, 60_000);
        Assert.True(PerDay("de", "2025-12-01", "2025-12-24") > 1.5 * PerDay("de", "2026-08-01", "2026-08-31"), "Christmas is not above summer.");
        Assert.True(PerDay("vi", "2026-01-24", "2026-02-17") > 1.3 * PerDay("vi", "2026-03-01", "2026-03-31"), "Tết is not above March.");
        Assert.True(PerDay("fa", "2026-02-28", "2026-03-20") > 1.3 * PerDay("fa", "2026-05-01", "2026-05-31"), "Nowruz is not above May.");
        Assert.True(orders.Count(o => o.DayOfWeek == DayOfWeek.Saturday) > orders.Count(o => o.DayOfWeek == DayOfWeek.Tuesday), "Saturdays are not above Tuesdays.");
    }

    [Fact]
    public void Messages_OfTheSameMoment_AreTheSameAgainAndOfAnotherLoadHaveOtherKeys()
    {
        var (first, second) = (new DemoShop(7, s_now, 50, 1_000), new DemoShop(7, s_now, 50, 1_000));

        Assert.Equal(Json(first.MessagesOf(31, "a")), Json(second.MessagesOf(31, "a")));
        Assert.Empty(first.MessagesOf(31, "a").Select(m => m.Key).Intersect(first.MessagesOf(31, "b").Select(m => m.Key)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(333)]
    public void Messages_OfAFewPeople_AreExactlyAsManyEventsAsAsked(int people) =>
        Assert.Equal(people * 17, All(new DemoShop(3, s_now, people, people * 17)).Count(m => m.Event is not null));

    /// <summary>Orders a day from the first date up to the second one, of people of that language.</summary>
    private static double PerDay(string language, string from, string to)
    {
        var (first, end) = (DateTimeOffset.Parse(from, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), DateTimeOffset.Parse(to, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
        var people = s_whole.Value.Where(m => m.Traits?.Contains($"\"language\":\"{language}\"", StringComparison.Ordinal) == true).Select(m => PersonOf(m)).ToHashSet();
        return s_whole.Value.Count(m => m.Event?.Name == "Order Completed" && people.Contains(PersonOf(m))
            && m.Timestamp >= first.ToUnixTimeMilliseconds() && m.Timestamp < end.ToUnixTimeMilliseconds()) / (end - first).TotalDays;
    }

    private static string PersonOf(Message message) => message.Key.Split('-')[1];

    private static IReadOnlyList<Message> All(DemoShop shop) => [.. Enumerable.Range(0, shop.Count).SelectMany(n => shop.MessagesOf(n, "test"))];

    private static string Json(IReadOnlyList<Message> messages) => JsonSerializer.Serialize(messages, JsonForm.Readable);
}
