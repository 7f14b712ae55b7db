using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Which value is in force, and what existed when.</summary>
internal static class HistoryCases
{
    private const string IsPro = """{"attribute":"plan","op":"eq","value":"pro"}""";

    private const string Ordered = """{"event":"Ordered"}""";

    public static IEnumerable<AudienceCase> All =>
    [
        new("history, the latest valid-from holds, not the last to arrive", IsPro, "ann", new Story()
            .Has("ann", "plan", "\"pro\"", "2026-03-01T00:00:00Z").Has("ann", "plan", "\"free\"", "2026-02-01T00:00:00Z")
            .Has("bob", "plan", "\"pro\"", "2026-02-01T00:00:00Z").Has("bob", "plan", "\"free\"", "2026-03-01T00:00:00Z")),
        new("history, of equal times the last to arrive", IsPro, "bob", new Story()
            .Has("ann", "plan", "\"pro\"").Has("ann", "plan", "\"free\"").Has("bob", "plan", "\"free\"").Has("bob", "plan", "\"pro\"")),
        new("history, a value of the future does not hold yet", IsPro, "ann", new Story()
            .Has("ann", "plan", "\"pro\"").Has("ann", "plan", "\"free\"", "2026-06-15T12:00:00.001Z").Has("bob", "plan", "\"free\"").Has("bob", "plan", "\"pro\"", "2027-01-01T00:00:00Z")),
        new("history, a value holds from its very moment", IsPro, "ann", new Story().Has("ann", "plan", "\"pro\"", "2026-06-15T12:00:00Z")),
        new("history, asOf the future sees what will hold", IsPro, "ann bob", new Story()
            .Has("ann", "plan", "\"pro\"").Has("bob", "plan", "\"free\"").Has("bob", "plan", "\"pro\"", "2027-01-01T00:00:00Z")) { AsOf = "2027-01-01T00:00:00Z" },
        new("history, asOf the past sees what held", IsPro, "bob", new Story()
            .Has("ann", "plan", "\"free\"").Has("ann", "plan", "\"pro\"", "2026-03-01T00:00:00Z")
            .Has("bob", "plan", "\"pro\"").Has("bob", "plan", "\"free\"", "2026-03-01T00:00:00Z")) { AsOf = "2026-02-28T23:59:59.999Z" },
        new("history, null clears from then on", IsPro, "bob cem", new Story()
            .Has("ann", "plan", "\"pro\"").Has("ann", "plan", null, "2026-02-01T00:00:00Z")
            .Has("bob", "plan", "\"pro\"").Has("bob", "plan", "\"\"", "2027-01-01T00:00:00Z")
            .Has("cem", "plan", null, "2026-02-01T00:00:00Z").Has("cem", "plan", "\"pro\"", "2026-03-01T00:00:00Z")),
        new("history, asOf before the clearing", IsPro, "ann", new Story()
            .Has("ann", "plan", "\"pro\"").Has("ann", "plan", null, "2026-02-01T00:00:00Z")) { AsOf = "2026-01-31T00:00:00Z" },
        new("history, a cleared object clears all below", """{"attribute":"address.city","op":"exists"}""", "bob dan", new Story()
            .Has("ann", "address.city", "\"Bonn\"").Has("ann", "Address", null, "2026-02-01T00:00:00Z")
            .Has("bob", "address.city", "\"Bonn\"").Has("bob", "address.zip", null, "2026-02-01T00:00:00Z")
            .Has("cem", "address.city", "\"Bonn\"").Has("cem", "address", "{}", "2026-02-01T00:00:00Z")
            .Has("dan", "address", null, "2026-02-01T00:00:00Z").Has("dan", "address.city", "\"Bonn\"", "2026-03-01T00:00:00Z")),
        new("history, a cleared object clears far below, but not its neighbours", """{"attribute":"a.b.c","op":"exists"}""", "cem", new Story()
            .Has("ann", "a.b.c", "1").Has("ann", "a", null, "2026-02-01T00:00:00Z")
            .Has("bob", "a.b.c", "1").Has("bob", "a.b", null, "2026-02-01T00:00:00Z")
            .Has("cem", "a.b.c", "1").Has("cem", "a.b.cc", null, "2026-02-01T00:00:00Z").Has("cem", "a.bb", null, "2026-02-01T00:00:00Z")),
        new("history, of clearing and setting at one time the last to arrive", """{"attribute":"address.city","op":"exists"}""", "bob", new Story()
            .Has("ann", "address.city", "\"Bonn\"").Has("ann", "address", null).Has("bob", "address", null).Has("bob", "address.city", "\"Bonn\"")),
        new("history, a list that is cleared takes its paths along", """{"attribute":"pets.kind","op":"exists"}""", "bob", new Story()
            .Has("ann", "pets", """[{"kind":"cat"}]""").Has("ann", "pets", null, "2026-02-01T00:00:00Z")
            .Has("bob", "pets", """[{"kind":"cat"}]""")),
        new("history, a new list replaces the old one whole", """{"attribute":"pets.kind","op":"hasAny","value":["cat"]}""", "bob", new Story()
            .Has("ann", "pets", """[{"kind":"cat"}]""").Has("ann", "pets", """[{"kind":"dog"}]""", "2026-02-01T00:00:00Z")
            .Has("bob", "pets", """[{"kind":"cat"}]""", "2026-02-01T00:00:00Z").Has("bob", "pets", """[{"kind":"dog"}]""", "2026-01-01T00:00:00Z")),

        new("existence, from the first fact on", """{"everyone":true}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-06-15T12:00:00Z").Did("bob", "Ordered", "2026-06-15T12:00:00.001Z")),
        new("existence, a profile of the future is not even missing anything", """{"attribute":"plan","op":"missing"}""", "ann", new Story()
            .Exists("ann").Has("bob", "country", "\"DE\"", "2027-01-01T00:00:00Z")),
        new("existence, asOf before the first fact", """{"not":{"event":"Ordered"}}""", "bob", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Has("bob", "plan", "\"x\"", "2026-01-01T00:00:00Z")) { AsOf = "2026-01-31T00:00:00Z" },
        new("existence, a late fact moves it back", """{"everyone":true}""", "ann bob", new Story()
            .Did("ann", "Ordered", "2026-03-01T00:00:00Z").Did("ann", "Ordered", "2026-01-01T00:00:00Z").Did("bob", "Ordered", "2026-02-01T00:00:00Z")) { AsOf = "2026-02-01T00:00:00Z" },
        new("asOf, events after it do not exist", Ordered, "bob", new Story().Since("2025-01-01T00:00:00Z").Exists("ann")
            .Did("ann", "Ordered", "2026-03-01T00:00:00.001Z").Did("bob", "Ordered", "2026-03-01T00:00:00Z")) { AsOf = "2026-03-01T00:00:00Z" },
        new("asOf, relative windows count from it", """{"event":"Ordered","during":{"last":"7d"}}""", "bob", new Story()
            .Did("ann", "Ordered", "2026-02-22T00:00:00Z").Did("bob", "Ordered", "2026-02-22T00:00:00.001Z").Did("cem", "Ordered", "2026-06-14T00:00:00Z")) { AsOf = "2026-03-01T00:00:00Z" },
        new("asOf, calendar windows too", """{"event":"Ordered","during":{"calendar":"lastMonth"}}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-02-22T00:00:00Z").Did("bob", "Ordered", "2026-05-22T00:00:00Z")) { AsOf = "2026-03-01T00:00:00Z" },
        new("asOf, date operators too", """{"attribute":"met","op":"inLast","value":"30d"}""", "ann", new Story().Since("2025-01-01T00:00:00Z").Declare("met", DataType.DateTime)
            .Has("ann", "met", "\"2026-02-20\"").Has("bob", "met", "\"2026-06-01\"")) { AsOf = "2026-03-01T00:00:00Z" },
        new("asOf, late facts count", Ordered, "ann bob", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("cem", "Ordered", "2026-05-01T00:00:00Z").Did("bob", "Ordered", "2026-01-15T00:00:00Z")) { AsOf = "2026-03-01T00:00:00Z" },
        new("knownAt, facts after that number do not count", Ordered, "ann", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Ordered", "2026-01-15T00:00:00Z")) { KnownAt = 1 },
        new("knownAt, nor do their people", """{"everyone":true}""", "ann", new Story()
            .Has("ann", "plan", "\"x\"").Has("bob", "plan", "\"x\"")) { KnownAt = 1 },
        new("knownAt, values as they were known", IsPro, "ann", new Story()
            .Has("ann", "plan", "\"pro\"", "2026-02-01T00:00:00Z").Has("ann", "plan", "\"free\"", "2026-02-01T00:00:00Z")) { KnownAt = 1 },
        new("a late event counts in its place", """{"event":"Ordered","during":{"from":"2026-01-01","to":"2026-02-01"},"op":"eq","value":2}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-01-20T00:00:00Z").Did("ann", "Ordered", "2026-03-01T00:00:00Z").Did("ann", "Ordered", "2026-01-10T00:00:00Z")),
    ];
}
