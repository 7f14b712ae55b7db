using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>What other products test their segments by, said in this language: Apache Unomi's conditions and Dittofeed's computed properties.</summary>
internal static class ScenarioCases
{
    private const string EnvIsTest = """{"attribute":"env","op":"eq","value":"test"}""";

    private static readonly (string Rule, bool Holds)[] s_visitor =
    [
        ("""{"all":[{"attribute":"gender","op":"eq","value":"female"},{"attribute":"age","op":"eq","value":30}]}""", true),
        ("""{"all":[{"attribute":"gender","op":"eq","value":"female"},{"attribute":"age","op":"eq","value":40}]}""", false),
        ("""{"any":[{"attribute":"gender","op":"eq","value":"male"},{"attribute":"age","op":"eq","value":30}]}""", true),
        ("""{"any":[{"attribute":"gender","op":"eq","value":"male"},{"attribute":"age","op":"eq","value":40}]}""", false),
        ("""{"not":{"attribute":"gender","op":"neq","value":"male"}}""", false),
        ("""{"attribute":"gender","op":"endsWith","value":"le"}""", true),
        ("""{"attribute":"gender","op":"matches","value":".*ale"}""", true),
        ("""{"attribute":"gender","op":"notIn","value":["one","two","female"]}""", false),
        ("""{"attribute":"age","op":"gte","value":30}""", true),
        ("""{"attribute":"age","op":"gte","value":31}""", false),
        ("""{"attribute":"age","op":"notIn","value":[25,30]}""", false),
        ("""{"attribute":"stats","op":"eq","value":0.15}""", true),
        ("""{"attribute":"stats","op":"in","value":[0.18,0.15]}""", true),
        ("""{"attribute":"stats","op":"between","value":[0.13,0.17]}""", true),
        ("""{"attribute":"nowhere","op":"notIn","value":[25,30]}""", true),
        ("""{"attribute":"nowhere","op":"exists"}""", false),
        ("""{"attribute":"visited","op":"after","value":"2015-02-01T20:29:50"}""", true),
        ("""{"attribute":"visited","op":"before","value":"2015-02-01T20:30:00"}""", false),
        ("""{"attribute":"visited","op":"between","value":["2015-02-01T20:30:00","2015-02-01T20:30:00"]}""", true),
        ("""{"attribute":"visited","op":"on","value":"2015-02-01T20:30:00"}""", true),
        ("""{"not":{"attribute":"visited","op":"on","value":"2015-02-02"}}""", true),
        ("""{"attribute":"interests.key","op":"hasAll","value":["cars","football"]}""", true),
        ("""{"any":[{"segment":"s10"},{"segment":"s2"}]}""", true),
        ("""{"not":{"any":[{"segment":"s10"},{"segment":"s2"}]}}""", false),
        ("""{"all":[{"segment":"s2"},{"segment":"s10"}]}""", false),
    ];

    public static IEnumerable<AudienceCase> All =>
    [
        .. s_visitor.Select(row => new AudienceCase($"visitor, {row.Rule}", row.Rule, row.Holds ? "ann" : "", Visitor())),

        new("scenario, a trait crosses a broken threshold and back: above", """{"attribute":"age","op":"gte","value":20.5}""", "ann", Age()) { AsOf = "2024-01-01T00:00:00Z" },
        new("scenario, a trait crosses a broken threshold and back: below", """{"attribute":"age","op":"gte","value":20.5}""", "", Age()) { AsOf = "2024-01-01T00:00:01Z" },
        new("scenario, signed up within a minute: yet", """{"attribute":"createdAt","op":"inLast","value":"60s"}""", "ann", SignedUp()) { AsOf = "2024-01-01T00:00:00.050Z" },
        new("scenario, signed up within a minute: no more", """{"attribute":"createdAt","op":"inLast","value":"60s"}""", "", SignedUp()) { AsOf = "2024-01-01T00:20:00.050Z" },

        Quiet("still quiet", "2024-01-01T00:00:01Z", "ann"),
        Quiet("quiet again once it is long ago", "2024-01-01T00:00:07Z", "ann bob"),
        Quiet("quiet again at the very end of the window", "2024-01-01T00:00:04.900Z", "ann bob"),
        new("scenario, less than two times in a window: comes back", """{"event":"test","during":{"last":"500s"},"op":"lt","value":2}""", "ann bob", Twice()) { AsOf = "2024-01-01T00:08:20.100Z" },
        new("scenario, less than two times in a window: out", """{"event":"test","during":{"last":"500s"},"op":"lt","value":2}""", "ann", Twice()) { AsOf = "2024-01-01T00:00:00.100Z" },
        new("scenario, a prefix counts over several events", """{"event":"TEST_*","op":"gte","value":2}""", "ann", new Story()
            .Did("ann", "TEST_1", "2024-01-01T00:00:00Z").Did("ann", "TEST_2", "2024-01-01T00:00:00Z").Did("bob", "TEST_3", "2024-01-01T00:00:00Z").Did("cem", "other", "2024-01-01T00:00:00Z")),
        new("scenario, no e-mail: the empty one is none", """{"attribute":"email","op":"missing"}""", "bob cem", new Story()
            .Has("ann", "email", "\"a@example.org\"").Has("bob", "email", "\"\"").Exists("cem")),
        new("scenario, an or of ands", """{"any":[{"attribute":"status","op":"eq","value":"new"},{"all":[{"attribute":"status","op":"eq","value":"active"},{"attribute":"atRisk","op":"eq","value":"true"}]}]}""", "ann bob", new Story()
            .Has("ann", "status", "\"new\"").Has("bob", "status", "\"active\"").Has("bob", "atRisk", "\"true\"").Has("cem", "status", "\"active\"").Has("cem", "atRisk", "\"false\"")),
        new("scenario, a property deep inside", """{"event":"test","where":[{"property":"l1.l2.l3","op":"eq","value":"x"}]}""", "ann", new Story()
            .Did("ann", "test", "2024-01-01T00:00:00Z", """{"l1":{"l2":{"l3":"x"}}}""").Did("bob", "test", "2024-01-01T00:00:00Z", """{"l1":{"l2":"x"}}""")),
        new("scenario, the same value for a week: saying it again starts nothing anew", """{"attribute":"status","op":"eq","value":"new","for":"7d"}""", "ann", new Story()
            .Has("ann", "status", "\"new\"", "2024-01-01T00:00:00Z").Has("ann", "status", "\"new\"", "2024-01-08T00:01:00Z")
            .Has("bob", "status", "\"new\"", "2024-01-01T00:00:00Z").Has("bob", "status", "\"active\"", "2024-01-08T00:01:00Z")) { AsOf = "2024-01-08T00:01:01Z" },
        new("scenario, the last event of a kind", """{"event":"test","where":[{"property":"kind","op":"eq","value":"x"}],"pick":"last","having":[{"property":"group","op":"eq","value":"first"}]}""", "ann", new Story()
            .Did("ann", "test", "2024-01-01T00:00:00Z", """{"kind":"x","group":"first"}""").Did("ann", "test", "2024-01-02T00:00:00Z", """{"kind":"y","group":"other"}""")
            .Did("bob", "test", "2024-01-01T00:00:00Z", """{"kind":"x","group":"first"}""").Did("bob", "test", "2024-01-02T00:00:00Z", """{"kind":"x","group":"other"}""")),
    ];

    private static Story Visitor() => new Story().Declare("visited", DataType.DateTime)
        .Has("ann", "gender", "\"female\"").Has("ann", "age", "30").Has("ann", "stats", "0.15").Has("ann", "visited", "\"2015-02-01T20:30:00\"")
        .Has("ann", "interests", """[{"key":"cars","value":50},{"key":"football","value":15}]""")
        .Segment("s2", """{"attribute":"age","op":"lt","value":31}""").Segment("s10", """{"attribute":"age","op":"gt","value":31}""");

    private static Story Age() => new Story().Has("ann", "age", "21.5", "2023-12-31T23:59:59.900Z").Has("ann", "age", "19.5", "2024-01-01T00:00:00.900Z");

    private static Story SignedUp() => new Story().Declare("createdAt", DataType.DateTime)
        .Has("ann", "createdAt", "\"2023-12-31T23:59:59.900Z\"", "2023-12-31T23:59:59.900Z");

    private static Story Twice() => new Story().Did("ann", "other", "2023-12-31T23:59:59.900Z")
        .Did("bob", "test", "2023-12-31T23:59:59.900Z").Did("bob", "test", "2023-12-31T23:59:59.850Z");

    private static AudienceCase Quiet(string name, string asOf, string members)
    {
        var rule = $$"""{"all":[{{EnvIsTest}},{"event":"test","during":{"last":"5s"},"op":"eq","value":0}]}""";
        return new AudienceCase($"scenario, not done in the last seconds: {name}", rule, members, new Story().Since("2023-12-31T23:59:59.900Z")
            .Has("ann", "env", "\"test\"").Has("bob", "env", "\"test\"").Has("cem", "env", "\"prod\"").Did("bob", "test", "2023-12-31T23:59:59.900Z")) { AsOf = asOf };
    }
}
