namespace CdpStudio.Core.Tests.Audience.Cases;

internal static class LaterCases
{
    private const string T = "2026-02-01T10:00:00Z";

    public static IEnumerable<AudienceCase> All =>
    [
        new("atLeast two of three", """{"atLeast":2,"of":[{"event":"A"},{"event":"B"},{"event":"C"}]}""", "ann bob", new Story()
            .Did("ann", "A", T).Did("ann", "C", T).Did("bob", "A", T).Did("bob", "B", T).Did("bob", "C", T).Did("cem", "A", T)),

        new("for: since its very start", """{"attribute":"plan","op":"eq","value":"free","for":"90d"}""", "ann bob", new Story()
            .Has("ann", "plan", "\"free\"").Has("bob", "plan", "\"Free\"", "2026-03-17T12:00:00Z").Has("cem", "plan", "\"free\"", "2026-03-17T12:00:00.001Z")
            .Has("dan", "plan", "\"free\"").Has("dan", "plan", "\"pro\"", "2026-05-01T00:00:00Z").Has("dan", "plan", "\"free\"", "2026-05-01T00:00:00.001Z")),
        new("for: a value in force for no time does not break it", """{"attribute":"plan","op":"eq","value":"free","for":"90d"}""", "ann", new Story()
            .Has("ann", "plan", "\"free\"").Has("ann", "plan", "\"pro\"", "2026-05-01T00:00:00Z").Has("ann", "plan", "\"FREE\"", "2026-05-01T00:00:00Z")),
        new("for: before its first value it is missing", """{"attribute":"plan","op":"neq","value":"pro","for":"90d"}""", "ann cem", new Story()
            .Has("ann", "plan", "\"free\"", "2026-06-01T00:00:00Z").Has("bob", "plan", "\"free\"", "2026-06-01T00:00:00Z").Has("bob", "plan", "\"pro\"", "2026-05-01T00:00:00Z").Exists("cem")),

        new("changed: from one value to another", """{"attribute":"plan","changed":{"last":"30d"},"from":"free","to":"pro"}""", "ann", new Story()
            .Has("ann", "plan", "\"free\"").Has("ann", "plan", "\"PRO\"", "2026-06-01T00:00:00Z")
            .Has("bob", "plan", "\"free\"").Has("bob", "plan", "\"pro\"", "2026-05-01T00:00:00Z")
            .Has("cem", "plan", "\"pro\"").Has("cem", "plan", "\"free\"", "2026-06-01T00:00:00Z")
            .Has("dan", "plan", "\"pro\"", "2026-06-01T00:00:00Z")),
        new("changed: equal values are no change", """{"attribute":"plan","changed":{"last":"30d"}}""", "bob", new Story()
            .Has("ann", "plan", "\"free\"").Has("ann", "plan", "\"FREE\"", "2026-06-01T00:00:00Z")
            .Has("bob", "plan", "\"free\"").Has("bob", "plan", "\"pro\"", "2026-06-01T00:00:00Z")),
        new("changed: the first value is a change from missing", """{"attribute":"plan","changed":{"last":"30d"},"from":null}""", "ann", new Story()
            .Has("ann", "plan", "\"free\"", "2026-06-01T00:00:00Z").Has("bob", "plan", "\"free\"").Has("bob", "plan", "\"pro\"", "2026-06-01T00:00:00Z")),
        new("changed: clearing is a change to missing", """{"attribute":"plan","changed":{"last":"30d"},"to":null}""", "ann", new Story()
            .Has("ann", "plan", "\"free\"").Has("ann", "plan", null, "2026-06-01T00:00:00Z").Has("bob", "plan", null, "2026-06-01T00:00:00Z")),
        new("changed: a value in force for no time is none", """{"attribute":"plan","changed":{"last":"30d"},"to":"pro"}""", "", new Story()
            .Has("ann", "plan", "\"free\"").Has("ann", "plan", "\"pro\"", "2026-06-01T00:00:00Z").Has("ann", "plan", "\"free\"", "2026-06-01T00:00:00Z")),

        new("pick: the last one passes", """{"event":"A","pick":"last","having":[{"property":"n","op":"eq","value":1}]}""", "ann", new Story()
            .Did("ann", "A", "2026-02-02T00:00:00Z", """{"n":1}""").Did("ann", "A", T, """{"n":2}""").Did("bob", "A", T, """{"n":1}""").Did("bob", "A", T, """{"n":2}""").Exists("cem")),
        new("pick: the first one passes", """{"event":"A","where":[{"property":"n","op":"exists"}],"pick":"first","having":[{"property":"n","op":"eq","value":1}]}""", "ann bob", new Story()
            .Did("ann", "A", "2026-01-02T00:00:00Z").Did("ann", "A", T, """{"n":1}""").Did("bob", "A", T, """{"n":1}""").Did("bob", "A", T, """{"n":2}""")),

        new("regularly: whole weeks before this one", """{"regularly":{"event":"A"},"periods":2,"ofLast":3,"period":"week"}""", "ann", new Story()
            .Did("ann", "A", "2026-06-08T00:00:00Z").Did("ann", "A", "2026-05-31T23:59:59Z")
            .Did("bob", "A", "2026-06-15T00:00:00Z").Did("bob", "A", "2026-06-14T00:00:00Z").Did("cem", "A", "2026-05-24T00:00:00Z").Did("cem", "A", "2026-06-10T00:00:00Z")),
        new("regularly: nothing in a period is a result too", """{"regularly":{"event":"A","op":"lt","value":1},"periods":3,"ofLast":3,"period":"day"}""", "ann", new Story()
            .Did("ann", "A", "2026-06-15T10:00:00Z").Did("bob", "A", "2026-06-13T10:00:00Z")),

        Measure("avg: never divided", """{"measure":"avg","of":"n","op":"eq","value":1.3333}""", "bob", "1 1 2", "1.3333 1.3333", ""),
        Measure("avg: compared exactly", """{"measure":"avg","of":"n","op":"gt","value":1.3333}""", "ann", "1 1 2", "1.3333", ""),
        Measure("avg: missing without numbers", """{"measure":"avg","of":"n","op":"missing"}""", "bob cem", "1", "\"1\"", ""),
        Measure("avg: a negative operator holds without numbers", """{"measure":"avg","of":"n","op":"neq","value":1}""", "bob cem", "1", "2", ""),
        Measure("min", """{"measure":"min","of":"n","op":"lte","value":1}""", "ann", "3 1 \"0\"", "2 [3,4]", ""),
        Measure("max: of lists too", """{"measure":"max","of":"n","op":"gte","value":4}""", "bob", "3 1", "2 [3,4]", ""),
        Measure("distinct: 1 is 1.0, not text; case does not count", """{"measure":"distinct","of":"n","op":"eq","value":3}""", "ann bob", "1 1.0 \"1\" true", "\"a\" \"A\" [1] [\"1\"] [2]", "1 2"),
        Measure("distinct: nothing is none", """{"measure":"distinct","of":"n","op":"eq","value":0}""", "bob cem", "1", "null \"\"", ""),
        Measure("firstValue", """{"measure":"firstValue","of":"n","op":"eq","value":1}""", "ann", "null 1 2", "2 1", ""),
        Measure("lastValue", """{"measure":"lastValue","of":"n","op":"in","value":["X",2]}""", "ann bob", "1 2 null", "2 \"x\"", "\"x\" 1"),
        Measure("mostFrequent", """{"measure":"mostFrequent","of":"n","op":"eq","value":1}""", "ann", "2 1 1.0", "1 2 2", ""),
        Measure("mostFrequent: of equals the one seen last", """{"measure":"mostFrequent","of":"n","op":"eq","value":1}""", "bob cem", "1 2", "2 1", "1 2 2 1"),
        new("measure, days: local ones", """{"event":"A","measure":"days","op":"eq","value":2}""", "ann", new Story().At("2026-06-15T12:00:00Z", "Europe/Berlin")
            .Did("ann", "A", "2026-03-29T21:59:59Z").Did("ann", "A", "2026-03-29T22:00:00Z").Did("bob", "A", "2026-03-28T23:00:00Z").Did("bob", "A", "2026-03-29T21:00:00Z")),
        new("measure, last: the time of the last event", """{"event":"A","measure":"last","op":"moreThanAgo","value":"30d"}""", "ann", new Story()
            .Did("ann", "A", T).Did("bob", "A", T).Did("bob", "A", "2026-06-01T00:00:00Z").Exists("cem")),
        new("measure, first: the time of the first event", """{"event":"A","measure":"first","op":"on","value":"2026-02-01"}""", "ann", new Story()
            .Did("ann", "A", "2026-06-01T00:00:00Z").Did("ann", "A", T).Did("bob", "A", "2026-01-31T23:59:59Z").Did("bob", "A", T)),
        new("measure, first: missing without an event", """{"event":"A","measure":"first","op":"missing"}""", "bob", new Story().Did("ann", "A", T).Exists("bob")),

        new("identifier: any of them", """{"identifier":"email","op":"endsWith","value":"@EXAMPLE.org"}""", "ann", new Story()
            .SeenWith("ann", "email:a@x.net").SeenWith("ann", "email:a@example.org").SeenWith("bob", "email:b@x.net").Exists("cem")),
        new("identifier: a negative operator, when none passes", """{"identifier":"email","op":"neq","value":"a@x.net"}""", "bob cem", new Story()
            .SeenWith("ann", "email:a@x.net").SeenWith("ann", "email:a@example.org").SeenWith("bob", "email:b@x.net").Exists("cem")),
        new("identifier: today's, also under asOf", """{"identifier":"email","op":"exists"}""", "ann", new Story()
            .Exists("ann", "bob").SeenWith("ann", "email:a@x.net", "2026-05-01T00:00:00Z")) { AsOf = "2026-02-01T00:00:00Z" },

        Sample("47", "spring", "cem dan"),
        Sample("48", "spring", "ann cem dan"),
        Sample("6.72", "autumn", "ann bob"),
        Sample("0", "spring", ""),
        Sample("100", "spring", "ann bob cem dan"),

        new("geo: as far as a sphere says", """{"geo":"home","within":{"lat":48.137,"lon":11.575,"km":504.4}}""", "ann bob", new Story()
            .Has("ann", "home", "\"52.52,13.405\"").Has("bob", "home", "\" 52.52 , 13.405 \"").Has("cem", "home", "\"52.53,13.405\"").Has("dan", "home", "\"52.52;13.405\"")),
        new("geo: across the date line, and places that are none", """{"geo":"home","within":{"lat":0,"lon":179.9,"km":22.3}}""", "ann", new Story()
            .Has("ann", "home", "\"0,-179.9\"").Has("bob", "home", "\"0,180.1\"").Has("cem", "home", "\"91,179.9\"").Has("dan", "home", "\"0,1e2\"")),
    ];

    /// <summary>Each person's events A carry the values, one each, parted by spaces.</summary>
    private static AudienceCase Measure(string name, string measure, string members, params string[] values)
    {
        string[] names = ["ann", "bob", "cem"];
        var story = new Story();
        for (var i = 0; i < values.Length; i++)
        {
            story.Exists(names[i]);
            foreach (var value in values[i].Split(' ', StringSplitOptions.RemoveEmptyEntries)) story.Did(names[i], "A", T, $"{{\"n\":{value}}}");
        }

        return new AudienceCase("measure, " + name, $$"""{"event":"A",{{measure[1..]}}""", members, story);
    }

    /// <summary>Four people with the numbers 1 to 4.</summary>
    private static AudienceCase Sample(string percent, string salt, string members) => new(
        $"sample, {percent} % of {salt}", $$"""{"sample":{"percent":{{percent}},"salt":"{{salt}}"} }""", members, new Story().Exists("ann", "bob", "cem", "dan"));
}
