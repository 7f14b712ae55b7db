using System.Globalization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Ends of windows over events.</summary>
internal static class WindowCases
{
    private const string Berlin = "Europe/Berlin";
    private const string Noon = "2026-06-15T12:00:00Z";

    public static IEnumerable<AudienceCase> All =>
    [
        Of("always: up to now", "UTC", Noon, null, "ann bob", "2026-01-01T00:00:00Z", "2026-06-15T12:00:00Z", "2026-06-15T12:00:00.001Z"),
        Of("last: without its far end, with now", "UTC", Noon, """{"last":"30d"}""", "bob cem", "2026-05-16T12:00:00Z", "2026-05-16T12:00:00.001Z", "2026-06-15T12:00:00Z", "2026-06-15T12:00:00.001Z"),
        Of("last month: local date and time", Berlin, "2026-04-15T10:00:00Z", """{"last":"1mo"}""", "bob", "2026-03-15T11:00:00Z", "2026-03-15T11:00:00.001Z"),
        Of("last three months from 31 May", "UTC", "2026-05-31T12:00:00Z", """{"last":"3mo"}""", "bob", "2026-02-28T12:00:00Z", "2026-02-28T12:00:00.001Z"),
        Of("last day is 24 hours", Berlin, "2026-03-29T12:00:00Z", """{"last":"1d"}""", "bob", "2026-03-28T12:00:00Z", "2026-03-28T12:00:00.001Z"),
        Of("last year from 29 February", "UTC", "2028-02-29T12:00:00Z", """{"last":"1y"}""", "bob", "2027-02-28T12:00:00Z", "2027-02-28T12:00:00.001Z"),
        Of("from, to: with its first moment, without its last", "UTC", Noon, """{"from":"2026-01-01T00:00:00Z","to":"2026-02-01T00:00:00Z"}""", "bob cem", "2025-12-31T23:59:59.999Z", "2026-01-01T00:00:00Z", "2026-01-31T23:59:59.999Z", "2026-02-01T00:00:00Z"),
        Of("from, to: bare dates are local day starts", Berlin, Noon, """{"from":"2026-03-29","to":"2026-03-30"}""", "bob cem", "2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z"),
        Of("from alone: up to now", "UTC", Noon, """{"from":"2026-06-15"}""", "bob cem", "2026-06-14T23:59:59.999Z", "2026-06-15T00:00:00Z", "2026-06-15T12:00:00Z", "2026-06-15T12:00:00.001Z"),
        Of("to alone", "UTC", Noon, """{"to":"2026-02-01T00:00:00+01:00"}""", "ann", "2026-01-31T22:59:59.999Z", "2026-01-31T23:00:00Z"),
        Of("from, to: a local time", Berlin, Noon, """{"from":"2026-01-10T10:00"}""", "bob", "2026-01-10T08:59:59.999Z", "2026-01-10T09:00:00Z"),
        Of("from, to: turned round", "UTC", Noon, """{"from":"2026-02-01","to":"2026-01-01"}""", "", "2026-01-15T00:00:00Z", "2026-02-01T00:00:00Z"),
        Of("between: without its older end, with its newer", "UTC", Noon, """{"between":["30d","7d"]}""", "bob cem", "2026-05-16T12:00:00Z", "2026-05-16T12:00:00.001Z", "2026-06-08T12:00:00Z", "2026-06-08T12:00:00.001Z"),
        Of("between: turned round", "UTC", Noon, """{"between":["7d","30d"]}""", "", "2026-06-01T00:00:00Z"),
        Of("between: mixed units", "UTC", Noon, """{"between":["1y","1mo"]}""", "bob cem", "2025-06-15T12:00:00Z", "2025-06-15T12:00:00.001Z", "2026-05-15T12:00:00Z", "2026-05-15T12:00:00.001Z"),
        Since("since: from its value on", """{"since":"joined"}""", "bob cem", "2026-02-01T09:59:59.999Z", "2026-02-01T10:00:00Z", "2026-06-15T12:00:00Z", "2026-06-15T12:00:00.001Z"),
        Since("since, within: without its end", """{"since":"joined","within":"7d"}""", "bob cem", "2026-02-01T09:59:59.999Z", "2026-02-01T10:00:00Z", "2026-02-08T09:59:59.999Z", "2026-02-08T10:00:00Z"),
        Since("since, within months: at the month's end", """{"since":"joined","within":"1mo"}""", "bob cem", "2026-02-01T09:59:59.999Z", "2026-02-01T10:00:00Z", "2026-03-01T09:59:59.999Z", "2026-03-01T10:00:00Z"),
        new AudienceCase("since: no event matches where the date is missing", """{"event":"Ordered","during":{"since":"joined"},"op":"lt","value":1}""", "bob cem", new Story().Declare("joined", DataType.DateTime)
            .Has("ann", "joined", "\"2026-01-01\"").Did("ann", "Ordered", "2026-02-01T00:00:00Z")
            .Did("bob", "Ordered", "2026-02-01T00:00:00Z")
            .Has("cem", "joined", "\"some day\"").Did("cem", "Ordered", "2026-02-01T00:00:00Z")),
        new AudienceCase("since: the value in force now, not then", """{"event":"Ordered","during":{"since":"joined","within":"1d"}}""", "bob", new Story().Declare("joined", DataType.DateTime)
            .Has("ann", "joined", "\"2026-02-01\"", "2026-02-01T00:00:00Z").Has("ann", "joined", "\"2026-03-01\"", "2026-03-01T00:00:00Z").Did("ann", "Ordered", "2026-02-01T10:00:00Z")
            .Has("bob", "joined", "\"2026-02-01\"", "2026-03-01T00:00:00Z").Has("bob", "joined", "\"2026-03-01\"", "2026-07-01T00:00:00Z").Did("bob", "Ordered", "2026-02-01T10:00:00Z")),
        new AudienceCase("since: a bare date is the local day's start", """{"event":"Ordered","during":{"since":"joined","within":"1d"}}""", "bob", new Story().At(Noon, Berlin).Declare("joined", DataType.DateTime)
            .Has("ann", "joined", "\"2026-02-01\"").Did("ann", "Ordered", "2026-01-31T22:59:59.999Z")
            .Has("bob", "joined", "\"2026-02-01\"").Did("bob", "Ordered", "2026-02-01T22:59:59.999Z")
            .Has("cem", "joined", "\"2026-02-01\"").Did("cem", "Ordered", "2026-02-01T23:00:00Z")),
    ];

    /// <summary>Each person did one thing at one time.</summary>
    internal static AudienceCase Of(string name, string zone, string now, string? window, string members, params string[] times)
    {
        var story = Ordered(new Story().At(now, zone), times);
        var during = window is null ? "" : string.Create(CultureInfo.InvariantCulture, $",\"during\":{window}");
        return new AudienceCase("window, " + name, $$"""{"event":"Ordered"{{during}}}""", members, story);
    }

    private static AudienceCase Since(string name, string window, string members, params string[] times)
    {
        var story = new Story().Declare("Joined", DataType.DateTime);
        foreach (var who in Names.Take(times.Length)) story.Has(who, "joined", "\"2026-02-01T10:00:00Z\"");
        return new AudienceCase("window, " + name, $$"""{"event":"Ordered","during":{{window}}}""", members, Ordered(story, times));
    }

    private static string[] Names => ["ann", "bob", "cem", "dan", "eve"];

    private static Story Ordered(Story story, string[] times)
    {
        for (var i = 0; i < times.Length; i++) story.Did(Names[i], "Ordered", times[i]);
        return story;
    }
}
