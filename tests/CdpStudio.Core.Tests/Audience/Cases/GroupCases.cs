namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Groups, their empty forms, and segments.</summary>
internal static class GroupCases
{
    private const string IsPro = """{"attribute":"plan","op":"eq","value":"pro"}""";

    private const string Ordered = """{"event":"Ordered"}""";

    public static IEnumerable<AudienceCase> All =>
    [
        Of("everyone", """{"everyone":true}""", "ann bob cem dan"),
        Of("not everyone", """{"not":{"everyone":true}}""", ""),
        Of("empty all: everyone", """{"all":[]}""", "ann bob cem dan"),
        Of("empty any: nobody", """{"any":[]}""", ""),
        Of("not of empty all: nobody", """{"not":{"all":[]}}""", ""),
        Of("not of empty any: everyone", """{"not":{"any":[]}}""", "ann bob cem dan"),
        Of("all", $$"""{"all":[{{IsPro}},{{Ordered}}]}""", "ann"),
        Of("any", $$"""{"any":[{{IsPro}},{{Ordered}}]}""", "ann bob cem"),
        Of("not", $$"""{"not":{{IsPro}} }""", "cem dan"),
        Of("not of not", $$"""{"not":{"not":{{IsPro}} } }""", "ann bob"),
        Of("all with an empty any: nobody", $$"""{"all":[{{IsPro}},{"any":[]}]}""", ""),
        Of("any with an empty all: everyone", $$"""{"any":[{{IsPro}},{"all":[]}]}""", "ann bob cem dan"),
        Of("one of one", $$"""{"all":[{"any":[{"all":[{{Ordered}}]}]}]}""", "ann cem"),
        Of("none of several", $$"""{"not":{"any":[{{IsPro}},{{Ordered}}] } }""", "dan"),
        Of("the same twice", $$"""{"all":[{{IsPro}},{{IsPro}}]}""", "ann bob"),
        Of("a contradiction", $$"""{"all":[{{IsPro}},{"not":{{IsPro}} }]}""", ""),
        Of("an excluded middle", $$"""{"any":[{{IsPro}},{"not":{{IsPro}} }]}""", "ann bob cem dan"),
        Of("segment", """{"segment":"pros"}""", "ann bob"),
        Of("not in a segment", """{"not":{"segment":"pros"}}""", "cem dan"),
        Of("segment of segments", """{"segment":"active-pros"}""", "ann"),
        Of("segment beside others", $$"""{"any":[{"segment":"active-pros"},{"not":{"any":[{{IsPro}},{{Ordered}}] } }]}""", "ann dan"),
        new("segment, asOf evaluates today's rule at that time", """{"segment":"week"}""", "bob", new Story()
            .Did("ann", "Ordered", "2026-06-14T00:00:00Z").Did("bob", "Ordered", "2026-02-27T00:00:00Z")
            .Segment("week", """{"event":"Ordered","during":{"last":"7d"}}""")) { AsOf = "2026-03-01T00:00:00Z" },
        new("segment, nobody is there", """{"segment":"pros"}""", "", new Story().Exists("ann").Segment("pros", IsPro)),
        new("nobody at all", """{"everyone":true}""", "", new Story()),
    ];

    private static AudienceCase Of(string name, string rule, string members) => new("group, " + name, rule, members, new Story()
        .Has("ann", "plan", "\"pro\"").Did("ann", "Ordered", "2026-02-01T00:00:00Z")
        .Has("bob", "plan", "\"pro\"")
        .Did("cem", "Ordered", "2026-02-01T00:00:00Z")
        .Exists("dan")
        .Segment("pros", IsPro)
        .Segment("active-pros", """{"all":[{"segment":"pros"},{"event":"Ordered"}]}"""));
}
