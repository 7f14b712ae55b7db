using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Count and sum; the other measures are among the later cases.</summary>
internal static class MeasureCases
{
    public static IEnumerable<AudienceCase> All =>
    [
        Count("at least once unless said otherwise", "", "ann bob", 1, 2, 0),
        Count("eq", ",\"op\":\"eq\",\"value\":2", "bob", 1, 2, 3),
        Count("neq", ",\"op\":\"neq\",\"value\":2", "ann cem", 1, 2, 0),
        Count("in", ",\"op\":\"in\",\"value\":[0,3]", "cem dan", 1, 2, 3, 0),
        Count("notIn", ",\"op\":\"notIn\",\"value\":[0,3]", "ann bob", 1, 2, 3, 0),
        Count("lt: nothing counts as nothing", ",\"op\":\"lt\",\"value\":1", "cem", 1, 2, 0),
        Count("eq nothing", ",\"measure\":\"count\",\"op\":\"eq\",\"value\":0", "cem", 1, 2, 0),
        Count("between", ",\"op\":\"between\",\"value\":[1,2]", "ann bob", 1, 2, 3, 0),
        Count("gt a broken number", ",\"op\":\"gt\",\"value\":1.5", "bob cem", 1, 2, 3),
        Count("exists: a count always does", ",\"op\":\"exists\"", "ann bob", 1, 0),
        Count("missing: a count never is", ",\"op\":\"missing\"", "", 1, 0),

        Sum("in tenths that drift in binary", "eq\",\"value\":0.3", "ann bob", "0.1 0.2", "0.1 0.1 0.1", "0.3001"),
        Sum("of ten thousandths", "lt\",\"value\":1", "bob", "0.9999 0.0001", "0.9998 0.0001"),
        Sum("numeric text is no number", "eq\",\"value\":2", "ann", "2 \"3\"", "2 3"),
        Sum("of nothing is nothing", "eq\",\"value\":0", "ann bob cem", "\"x\"", "", "null []", "1"),
        Sum("with negative numbers", "lte\",\"value\":-1.5", "ann", "-2 0.5", "-2 0.5001"),
        Sum("every number of a list", "eq\",\"value\":6", "ann bob", "[1,2] 3", "[1,\"9\",5,true,null]", "[6,1]"),
        Sum("beyond what one number holds", "gt\",\"value\":9007199254740991", "ann", "9007199254740992 9007199254740992 -9007199254740992", "9007199254740992 -1"),
        Sum("rounds each before it adds", "eq\",\"value\":0.0002", "ann", "0.00005 0.00005", "0.00004 0.00004 0.00012"),
        Sum("exists: a sum always does", "exists", "ann bob", "1", ""),
        Sum("default: at least 1", "gte\",\"value\":1", "ann", "0.5 0.5", "0.9999"),

        new AudienceCase("sum, without an operator: at least 1", """{"event":"Ordered","measure":"sum","of":"n"}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"n":1}""").Did("bob", "Ordered", "2026-02-01T00:00:00Z", """{"n":0.9999}""").Exists("cem")),
        new AudienceCase("sum, through a list of objects", """{"event":"Ordered","measure":"sum","of":"items.price","op":"eq","value":3.3}""", "ann bob", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"items":[{"price":1.1},{"price":2.2},{"price":"9"},{}]}""")
            .Did("bob", "Ordered", "2026-02-01T00:00:00Z", """{"items":{"price":1.1}}""").Did("bob", "Ordered", "2026-02-02T00:00:00Z", """{"items":[{"price":[2,0.2]}]}""")
            .Did("cem", "Ordered", "2026-02-01T00:00:00Z", """{"items":[1.1,2.2]}""")),
        new AudienceCase("sum, of a declared number: text converts", """{"event":"Ordered","measure":"sum","of":"n","op":"eq","value":3.5}""", "ann", new Story().Declare("Ordered", "n", DataType.Number)
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"n":"2.50"}""").Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"n":1}""").Did("bob", "Ordered", "2026-02-01T00:00:00Z", """{"n":"3,5"}""")),
        new AudienceCase("sum, of the hours", """{"event":"Ordered","measure":"sum","of":"$hour","op":"eq","value":24}""", "ann", new Story().At("2026-06-15T12:00:00Z", "Europe/Berlin")
            .Did("ann", "Ordered", "2026-02-01T09:30:00Z").Did("ann", "Ordered", "2026-02-02T13:30:00Z").Did("bob", "Ordered", "2026-02-01T09:30:00Z")),
        new AudienceCase("sum, over several events by prefix and filter", """{"event":"Check*","where":[{"property":"ok","op":"isTrue"}],"measure":"sum","of":"n","op":"gte","value":3}""", "ann", new Story()
            .Did("ann", "Checkout", "2026-02-01T00:00:00Z", """{"n":1,"ok":true}""").Did("ann", "check", "2026-02-01T00:00:00Z", """{"n":2,"ok":true}""")
            .Did("bob", "Checkout", "2026-02-01T00:00:00Z", """{"n":3,"ok":false}""").Did("bob", "Order", "2026-02-01T00:00:00Z", """{"n":3,"ok":true}""")),
        Lacking("count", """{"event":"Ordered","measure":"count","of":"n","op":"eq","value":2}"""),
        Lacking("count, the default", """{"event":"Ordered","of":"N","op":"eq","value":2}"""),
        Lacking("days", """{"event":"Ordered","measure":"days","of":"n","op":"eq","value":2}"""),
        Lacking("first", """{"event":"Ordered","measure":"first","of":"n","op":"on","value":"2026-02-02"}"""),
        Lacking("last", """{"event":"Ordered","measure":"last","of":"n","op":"on","value":"2026-02-03"}"""),
        Lacking("regularly", """{"regularly":{"event":"Ordered","of":"n","op":"eq","value":2},"periods":1,"ofLast":6,"period":"month"}"""),
        new AudienceCase("count: equal events count each", """{"event":"Ordered","op":"eq","value":3}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("ann", "ORDERED", "2026-02-01T00:00:00Z").Did("ann", "Ordered", "2026-02-01T00:00:00Z")),
    ];

    private static string[] Names => ["ann", "bob", "cem", "dan"];

    private static AudienceCase Count(string name, string test, string members, params int[] times)
    {
        var story = new Story();
        for (var i = 0; i < times.Length; i++)
        {
            story.Exists(Names[i]);
            for (var n = 0; n < times[i]; n++) story.Did(Names[i], "Ordered", "2026-02-01T00:00:00Z");
        }

        return new AudienceCase("count, " + name, $$"""{"event":"Ordered"{{test}}}""", members, story);
    }

    /// <summary>Ann alone passes once the events without the property are left out.</summary>
    private static AudienceCase Lacking(string name, string rule) => new($"{name}: events that lack the property are left out", rule, "ann", new Story()
        .Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("ann", "Ordered", "2026-02-02T00:00:00Z", """{"n":0}""")
        .Did("ann", "Ordered", "2026-02-03T00:00:00Z", """{"n":"x"}""").Did("ann", "Ordered", "2026-02-04T00:00:00Z", """{"n":" "}""")
        .Did("bob", "Ordered", "2026-02-01T00:00:00Z").Did("bob", "Ordered", "2026-02-04T00:00:00Z", """{"n":[null]}"""));

    /// <summary>Each person's events carry the values, one each, parted by spaces.</summary>
    private static AudienceCase Sum(string name, string test, string members, params string[] values)
    {
        var story = new Story();
        for (var i = 0; i < values.Length; i++)
        {
            story.Exists(Names[i]);
            foreach (var value in values[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                story.Did(Names[i], "Ordered", "2026-02-01T00:00:00Z", $"{{\"n\":{value}}}");
        }

        var end = test.Contains('"', StringComparison.Ordinal) ? test : test + "\"";
        return new AudienceCase("sum, " + name, $$"""{"event":"Ordered","measure":"sum","of":"n","op":"{{end}}}""", members, story);
    }
}
