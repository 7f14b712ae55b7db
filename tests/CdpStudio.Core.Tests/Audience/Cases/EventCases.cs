namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Names of events and filters.</summary>
internal static class EventCases
{
    private const string When = "2026-02-01T10:00:00Z";

    public static IEnumerable<AudienceCase> All =>
    [
        Named("a name: no case", "checkout", "ann bob", "Checkout", "CHECKOUT", "Checkout Started", "Checkout "),
        Named("a name: composed and decomposed", "AUSGEFU\u0308HRT", "ann bob", "Ausgef\u00FChrt", "Ausgefu\u0308hrt", "Ausgefuhrt"),
        Named("a prefix takes the bare name too", "Check*", "ann bob cem", "Checkout", "CHECK", "check in", "Che"),
        Named("a prefix ends with a letter, not within one", "ausgefu*", "bob", "Ausgef\u00FChrt", "Ausgefuhrt", "Ausgefu\u0308hrt"),
        Named("a star alone takes every event", "*", "ann bob", "Checkout", "*"),
        Named("a star elsewhere is a letter", "a*b", "bob", "axb", "A*B", "a*bc"),
        Named("of two stars the last makes the prefix", "a**", "bob cem", "ab", "a*", "A*bc"),
        Named("spaces count", "Checkout *", "bob", "Checkout", "Checkout Done", "Checkouts"),

        Where("filters must all pass in one event", """[{"property":"a","op":"eq","value":1},{"property":"b","op":"eq","value":2}]""", "ann", """{"a":1,"b":2}""", """{"a":1,"b":3}""", """{"b":2}"""),
        new AudienceCase("filters do not gather from several events", """{"event":"Ordered","where":[{"property":"a","op":"eq","value":1},{"property":"b","op":"eq","value":2}]}""", "", new Story()
            .Did("ann", "Ordered", When, """{"a":1}""").Did("ann", "Ordered", When, """{"b":2}""")),
        Where("nested: any", """[{"any":[{"property":"a","op":"eq","value":1},{"property":"b","op":"exists"}]}]""", "ann bob", """{"a":1}""", """{"b":false}""", """{"a":2}"""),
        Where("nested: not of any of all", """[{"not":{"any":[{"all":[{"property":"a","op":"gt","value":0},{"property":"a","op":"lt","value":5}]},{"property":"b","op":"isTrue"}]}}]""", "bob dan", """{"a":1}""", """{"a":5}""", """{"a":9,"b":true}""", "{}"),
        Where("empty all passes", """[{"all":[]},{"property":"a","op":"exists"}]""", "ann", """{"a":1}""", "{}"),
        Where("empty any does not", """[{"any":[]}]""", "", """{"a":1}""", "{}"),
        Where("not of empty any passes", """[{"not":{"any":[]}}]""", "ann bob", """{"a":1}""", "{}"),
        Where("no filters", "[]", "ann bob", """{"a":1}""", "{}"),

        Hour("the local hour", """{"property":"$hour","op":"eq","value":3}""", "bob cem", "2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z", "2026-03-29T01:59:59.999Z", "2026-03-29T02:00:00Z"),
        Hour("the local hour that comes twice", """{"property":"$hour","op":"in","value":[2]}""", "ann bob cem", "2026-10-25T00:00:00Z", "2026-10-25T00:59:59Z", "2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z"),
        Hour("the local weekday, Monday is 1", """{"property":"$weekday","op":"eq","value":1}""", "bob cem", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z", "2026-03-30T21:59:59Z", "2026-03-30T22:00:00Z"),
        Hour("the local weekday, Sunday is 7", """{"property":"$weekday","op":"gte","value":7}""", "ann", "2026-03-29T21:59:59Z", "2026-03-29T22:00:00Z"),
        Hour("the local day of the month", """{"property":"$dayOfMonth","op":"between","value":[1,1]}""", "bob", "2026-03-31T21:59:59Z", "2026-03-31T22:00:00Z"),
        Hour("the local month", """{"property":"$month","op":"neq","value":3}""", "bob", "2026-03-31T21:59:59Z", "2026-03-31T22:00:00Z"),
        Hour("names without case", """{"any":[{"property":"$HOUR","op":"eq","value":3},{"property":"$dayofmonth","op":"eq","value":30}]}""", "bob cem", "2026-03-29T00:59:59.999Z", "2026-03-29T01:00:00Z", "2026-03-30T01:00:00Z"),
        Hour("beside other filters", """{"not":{"any":[{"property":"$hour","op":"lt","value":12},{"property":"x","op":"exists"}]}}""", "bob", "2026-07-01T09:59:59Z", "2026-07-01T10:00:00Z"),
    ];

    private static string[] Names => ["ann", "bob", "cem", "dan", "eve"];

    internal static AudienceCase Where(string name, string where, string members, params string[] properties)
    {
        var story = new Story();
        for (var i = 0; i < properties.Length; i++) story.Did(Names[i], "Ordered", When, properties[i]);
        return new AudienceCase("where, " + name, $$"""{"event":"Ordered","where":{{where}}}""", members, story);
    }

    private static AudienceCase Named(string name, string pattern, string members, params string[] events)
    {
        var story = new Story();
        for (var i = 0; i < events.Length; i++) story.Did(Names[i], events[i], When);
        return new AudienceCase("event name, " + name, $$"""{"event":"{{pattern}}"}""", members, story);
    }

    private static AudienceCase Hour(string name, string filter, string members, params string[] times)
    {
        var story = new Story().At("2026-12-01T00:00:00Z", "Europe/Berlin");
        for (var i = 0; i < times.Length; i++) story.Did(Names[i], "Ordered", times[i]);
        return new AudienceCase("event time, " + name, $$"""{"event":"Ordered","where":[{{filter}}]}""", members, story);
    }
}
