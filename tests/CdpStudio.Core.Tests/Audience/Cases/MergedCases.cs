using System.Globalization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Where what is read side by side of many people could differ from reading one by one: totals, filters, distinct and frequent values, pairs.</summary>
internal static class MergedCases
{
    private const string LastDay = "2026-06-14T12:00:00Z";
    private const string JustWithin = "2026-06-14T12:00:00.001Z";

    public static IEnumerable<AudienceCase> All =>
    [
        Sum("a loss before the window", "\"during\":{\"last\":\"30d\"},", "gte", "5", "ann", ["-100@2026-02-01", "6"], ["100@2026-02-01", "1"], ["-6"]),
        Sum("a loss in the window", "\"during\":{\"last\":\"30d\"},", "lt", "0", "ann", ["-2", "1"], ["-2@2026-02-01", "1"], ["2"]),
        Sum("no loss at all: not even the whole is enough", "\"during\":{\"last\":\"30d\"},", "gt", "10", "bob", ["9@2026-02-01", "1"], ["9@2026-02-01", "10.01"], ["10"]),
        Sum("an upper end takes in who has too much as a whole", "\"during\":{\"last\":\"30d\"},", "lte", "3", "ann cem", ["99@2026-02-01", "3"], ["3.01"], ["99@2026-02-01"]),
        Sum("between", "", "between", "[2.5,3]", "ann cem", ["1", "1.5"], ["1", "1.49"], ["3"]),
        Sum("too large for 32 bits as a whole", "", "gte", "126000000.02", "ann", ["42000000.01", "42000000", "42000000.01"], ["42000000", "42000000", "42000000.01"], ["0.01"]),
        Sum("too large for 32 bits, in a window", "\"during\":{\"last\":\"30d\"},", "gte", "84000000.01", "bob", ["42000000@2026-02-01", "42000000.01", "0.01"], ["42000000.01", "42000000"], ["0.01"]),
        Sum("values that lack, with others that do not", "", "gte", "3", "ann", ["1", "", "2"], ["", "2.99"], [""]),
        Sum("numbers and texts", "", "eq", "3", "ann", ["1", "\"7\"", "2"], ["\"3\""], ["[1,2,3]"]),
        Sum("dates as numbers have a wide scale", "", "gte", "1728000000", "ann", ["864000000", "864000000"], ["864000000"], ["0"]),
        Average("above", "gt", "2", "bob", ["1", "3"], ["1", "3.01"], ["2", ""]),
        Average("at least, with values that lack", "gte", "2", "ann cem", ["1", "", "3"], ["1.99", ""], ["2"], [""]),
        Average("below zero", "lt", "-0.5", "ann", ["-2", "0.99"], ["-2", "1"], [""]),
        Average("at most", "lte", "0.3333", "ann", ["0.3333", "0.3333", "0.3333"], ["0.3333", "0.3334"], [""]),
        Average("between", "between", "[1,2]", "ann cem", ["1", "3"], ["1", "3.01"], ["1"]),
        Average("operand beyond all values", "lt", "900000000000000", "ann bob", ["1"], ["2"], [""]),

        new AudienceCase("merged, last: ties at the beginning of the window lie outside", """{"event":"Ordered","during":{"last":"1d"},"op":"gte","value":2}""", "bob", new Story()
            .Did("ann", "Ordered", LastDay).Did("ann", "Ordered", LastDay).Did("ann", "Ordered", JustWithin)
            .Did("bob", "Ordered", LastDay).Did("bob", "Ordered", JustWithin).Did("bob", "Ordered", JustWithin)),
        new AudienceCase("merged, sum: ties at the beginning of the window lie outside", """{"event":"Ordered","during":{"last":"1d"},"measure":"sum","of":"n","op":"gte","value":2}""", "bob", new Story()
            .Did("ann", "Ordered", LastDay, """{"n":1}""").Did("ann", "Ordered", LastDay, """{"n":1}""").Did("ann", "Ordered", JustWithin, """{"n":1}""")
            .Did("bob", "Ordered", LastDay, """{"n":1}""").Did("bob", "Ordered", JustWithin, """{"n":1}""").Did("bob", "Ordered", JustWithin, """{"n":1}""")),
        new AudienceCase("merged, range: ties at the end of the window lie outside", """{"event":"Ordered","during":{"from":"2026-02-01","to":"2026-03-01"},"measure":"sum","of":"n","op":"eq","value":2}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-02-28T23:59:59.999Z", """{"n":2}""").Did("ann", "Ordered", "2026-03-01T00:00:00Z", """{"n":2}""").Did("ann", "Ordered", "2026-03-01T00:00:00Z", """{"n":2}""")
            .Did("bob", "Ordered", "2026-02-01T00:00:00Z", """{"n":2}""").Did("bob", "Ordered", "2026-02-28T00:00:00Z", """{"n":2}""")),
        new AudienceCase("merged, filter: the rows between matches", """{"event":"Seen","where":[{"property":"c","op":"eq","value":"a"}],"during":{"last":"30d"},"op":"gte","value":2}""", "bob dan", new Story()
            .Did("ann", "Seen", "2026-02-01T00:00:00Z", """{"c":"a"}""").Did("ann", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""")
            .Did("bob", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""").Did("bob", "Seen", "2026-06-02T00:00:00Z", """{"c":"b"}""").Did("bob", "Seen", "2026-06-03T00:00:00Z", """{"c":"a"}""")
            .Did("cem", "Seen", "2026-06-01T00:00:00Z", """{"c":"b"}""").Did("cem", "Seen", "2026-06-02T00:00:00Z")
            .Did("dan", "Seen", "2026-06-01T00:00:00Z", """{"c":"A"}""").Did("dan", "Seen", "2026-06-02T00:00:00Z", """{"c":"a"}""")),
        new AudienceCase("merged, filter: none of them", """{"event":"Seen","where":[{"property":"c","op":"eq","value":"a"}],"during":{"last":"30d"},"op":"eq","value":0}""", "ann cem dan", new Story()
            .Did("ann", "Seen", "2026-02-01T00:00:00Z", """{"c":"a"}""").Did("bob", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""")
            .Did("cem", "Seen", "2026-06-01T00:00:00Z", """{"c":"b"}""").Exists("dan")),
        new AudienceCase("merged, filter: all, any and not", """{"event":"Seen","where":[{"any":[{"property":"c","op":"eq","value":"a"},{"property":"n","op":"gt","value":5}]},{"not":{"property":"d","op":"exists"}}]}""", "ann bob", new Story()
            .Did("ann", "Seen", "2026-06-01T00:00:00Z", """{"c":"a","n":1}""").Did("bob", "Seen", "2026-06-01T00:00:00Z", """{"c":"b","n":6}""")
            .Did("cem", "Seen", "2026-06-01T00:00:00Z", """{"c":"a","n":6,"d":1}""").Did("dan", "Seen", "2026-06-01T00:00:00Z", """{"c":"b"}""")),
        new AudienceCase("merged, distinct: texts equal without case are one", """{"event":"Seen","measure":"distinct","of":"c","op":"gte","value":2}""", "bob", new Story()
            .Did("ann", "Seen", "2026-06-01T00:00:00Z", """{"c":"Red"}""").Did("ann", "Seen", "2026-06-02T00:00:00Z", """{"c":"RED"}""").Did("ann", "Seen", "2026-06-03T00:00:00Z")
            .Did("bob", "Seen", "2026-06-01T00:00:00Z", """{"c":"red"}""").Did("bob", "Seen", "2026-06-02T00:00:00Z", """{"c":"blue"}""")),
        new AudienceCase("merged, distinct: fewer events than values asked for", """{"event":"Seen","during":{"last":"30d"},"measure":"distinct","of":"c","op":"gte","value":2}""", "cem", new Story()
            .Did("ann", "Seen", "2026-02-01T00:00:00Z", """{"c":"a"}""").Did("ann", "Seen", "2026-06-02T00:00:00Z", """{"c":"b"}""")
            .Did("bob", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""").Did("bob", "Seen", "2026-06-02T00:00:00Z", """{"c":"a"}""")
            .Did("cem", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""").Did("cem", "Seen", "2026-06-02T00:00:00Z", """{"c":"b"}""").Did("cem", "Seen", "2026-06-03T00:00:00Z", """{"c":"b"}""")),
        new AudienceCase("merged, distinct: at most so many takes in who has none", """{"event":"Seen","measure":"distinct","of":"c","op":"lt","value":2}""", "ann cem", new Story()
            .Did("ann", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""").Did("bob", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""").Did("bob", "Seen", "2026-06-02T00:00:00Z", """{"c":"b"}""").Exists("cem")),
        new AudienceCase("merged, mostFrequent: one event has it, others are more", """{"event":"Seen","during":{"last":"30d"},"measure":"mostFrequent","of":"c","op":"eq","value":"a"}""", "ann dan", new Story()
            .Did("ann", "Seen", "2026-06-01T00:00:00Z", """{"c":"b"}""").Did("ann", "Seen", "2026-06-02T00:00:00Z", """{"c":"a"}""")
            .Did("bob", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""").Did("bob", "Seen", "2026-06-02T00:00:00Z", """{"c":"b"}""")
            .Did("cem", "Seen", "2026-02-01T00:00:00Z", """{"c":"a"}""").Did("cem", "Seen", "2026-06-01T00:00:00Z", """{"c":"b"}""")
            .Did("dan", "Seen", "2026-06-01T00:00:00Z", """{"c":"A"}""").Did("dan", "Seen", "2026-06-02T00:00:00Z", """{"c":"b"}""").Did("dan", "Seen", "2026-06-03T00:00:00Z", """{"c":"a"}""")),
        new AudienceCase("merged, mostFrequent: a negative operator takes in who has none", """{"event":"Seen","measure":"mostFrequent","of":"c","op":"neq","value":"a"}""", "bob cem", new Story()
            .Did("ann", "Seen", "2026-06-01T00:00:00Z", """{"c":"a"}""").Did("bob", "Seen", "2026-06-01T00:00:00Z", """{"c":"b"}""").Exists("cem")),
        new AudienceCase("merged, sequence: within to the millisecond, and of equal times the one that arrived first", """{"sequence":[{"event":"Seen"},{"event":"Ordered","within":"1d"}]}""", "ann cem", new Story()
            .Did("ann", "Seen", "2026-06-01T00:00:00Z").Did("ann", "Ordered", "2026-06-02T00:00:00Z")
            .Did("bob", "Seen", "2026-06-01T00:00:00Z").Did("bob", "Ordered", "2026-06-02T00:00:00.001Z")
            .Did("cem", "Seen", "2026-06-01T00:00:00Z").Did("cem", "Ordered", "2026-06-01T00:00:00Z")
            .Did("dan", "Ordered", "2026-06-01T00:00:00Z").Did("dan", "Seen", "2026-06-01T00:00:00Z")),
        new AudienceCase("merged, sequence: the first before the window, and after it", """{"sequence":[{"event":"Seen"},{"event":"Ordered"}],"during":{"between":["60d","30d"]}}""", "cem", new Story()
            .Did("ann", "Seen", "2026-02-01T00:00:00Z").Did("ann", "Ordered", "2026-05-01T00:00:00Z")
            .Did("bob", "Seen", "2026-06-01T00:00:00Z").Did("bob", "Ordered", "2026-06-02T00:00:00Z")
            .Did("cem", "Seen", "2026-05-01T00:00:00Z").Did("cem", "Seen", "2026-06-01T00:00:00Z").Did("cem", "Ordered", "2026-06-02T00:00:00Z")
            .Did("dan", "Seen", "2026-05-01T00:00:00Z").Did("dan", "Ordered", "2026-06-16T00:00:00Z")),
        new AudienceCase("merged, since: from the moment itself to before the end", """{"event":"Ordered","during":{"since":"signup","within":"30d"}}""", "ann cem", new Story().Declare("signup", DataType.DateTime)
            .Has("ann", "signup", "\"2026-03-01T00:00:00Z\"").Did("ann", "Ordered", "2026-02-01T00:00:00Z").Did("ann", "Ordered", "2026-03-01T00:00:00Z")
            .Has("bob", "signup", "\"2026-03-01T00:00:00Z\"").Did("bob", "Ordered", "2026-02-28T23:59:59.999Z").Did("bob", "Ordered", "2026-03-31T00:00:00Z")
            .Has("cem", "signup", "\"2026-03-01T00:00:00Z\"").Did("cem", "Ordered", "2026-02-01T00:00:00Z").Did("cem", "Ordered", "2026-02-02T00:00:00Z").Did("cem", "Ordered", "2026-03-30T23:59:59.999Z")
            .Did("dan", "Ordered", "2026-03-02T00:00:00Z")),
        new AudienceCase("merged, sum: of people who became one", """{"event":"Ordered","measure":"sum","of":"n","op":"gte","value":3}""", "ann", new Story()
            .Did("ann", "Ordered", "2026-02-01T00:00:00Z", """{"n":1}""").DidAs("device_id:d", "Ordered", "2026-02-02T00:00:00Z", """{"n":2}""")
            .Did("bob", "Ordered", "2026-02-01T00:00:00Z", """{"n":2}""").SeenWith("ann", "device_id:d")),
        Crowd(),
    ];

    /// <summary>Two blocks of people: whole numbers in the one, ten-thousandths and losses in the other.</summary>
    private static AudienceCase Crowd()
    {
        var story = new Story();
        for (var i = 0; i < 150; i++)
        {
            var who = string.Create(CultureInfo.InvariantCulture, $"p{i:000}");
            var n = i < 75 ? (i % 5).ToString(CultureInfo.InvariantCulture) : i == 140 ? "4.0001" : "-0.5";
            story.Did(who, "Ordered", "2026-06-01T00:00:00Z", $"{{\"n\":{n}}}").Did(who, "Ordered", "2026-06-02T00:00:00Z");
        }

        return new AudienceCase(
            "merged, sum: blocks of different scale", """{"event":"Ordered","during":{"last":"30d"},"measure":"sum","of":"n","op":"gt","value":3}""",
            string.Join(' ', Enumerable.Range(0, 75).Where(i => i % 5 == 4).Append(140).Select(i => string.Create(CultureInfo.InvariantCulture, $"p{i:000}"))), story);
    }

    private static AudienceCase Sum(string name, string during, string op, string value, string members, params string[][] values) =>
        Of($"merged, sum: {name}", $$"""{"event":"Ordered",{{during}}"measure":"sum","of":"n","op":"{{op}}","value":{{value}}}""", members, values);

    private static AudienceCase Average(string name, string op, string value, string members, params string[][] values) =>
        Of($"merged, avg: {name}", $$"""{"event":"Ordered","measure":"avg","of":"n","op":"{{op}}","value":{{value}}}""", members, values);

    /// <summary>Each person's events carry the values, one each, on 1 June unless they say another day after an <c>@</c>.</summary>
    private static AudienceCase Of(string name, string rule, string members, string[][] values)
    {
        var story = new Story();
        foreach (var (who, ofPerson) in new[] { "ann", "bob", "cem", "dan" }.Zip(values))
        {
            foreach (var value in ofPerson)
            {
                var (number, day) = value.Split('@') is [var before, var at] ? (before, at) : (value, "2026-06-01");
                story.Did(who, "Ordered", day + "T00:00:00Z", number.Length == 0 ? "{}" : $"{{\"n\":{number}}}");
            }
        }

        return new AudienceCase(name, rule, members, story);
    }
}
