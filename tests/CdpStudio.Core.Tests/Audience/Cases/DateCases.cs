using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>Date operators over a declared attribute.</summary>
internal static class DateCases
{
    private const string Berlin = "Europe/Berlin";
    private const string Noon = "2026-06-15T12:00:00Z";

    public static IEnumerable<AudienceCase> All =>
    [
        // On 29 March 2026 Berlin's day has 23 hours: 28th 23:00Z to 29th 22:00Z.
        Of("before a day: before its start", Berlin, Noon, """{"op":"before","value":"2026-03-29"}""", "ann", "2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00Z"),
        Of("after a day: after its end", Berlin, Noon, """{"op":"after","value":"2026-03-29"}""", "bob", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z"),
        Of("on a day: from its start to its end", Berlin, Noon, """{"op":"on","value":"2026-03-29"}""", "bob cem", "2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z"),
        Of("on a time: within its local day", Berlin, Noon, """{"op":"on","value":"2026-03-29T21:00:00Z"}""", "bob cem", "2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z"),
        Of("between days: both whole", Berlin, Noon, """{"op":"between","value":["2026-03-28","2026-03-29"]}""", "bob cem", "2026-03-27T22:59:59.999Z", "2026-03-27T23:00:00Z", "2026-03-29T21:59:59.999Z", "2026-03-29T22:00:00Z"),
        Of("between times: both ends", "UTC", Noon, """{"op":"between","value":["2026-03-01T00:00:00Z","2026-03-02T00:00:00Z"]}""", "bob cem", "2026-02-28T23:59:59.999Z", "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "2026-03-02T00:00:00.001Z"),
        Of("between, turned round: nothing", "UTC", Noon, """{"op":"between","value":["2026-03-02","2026-03-01"]}""", "", "2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z"),
        Of("between a time and a day", "UTC", Noon, """{"op":"between","value":["2026-03-01T10:00:00Z","2026-03-01"]}""", "bob cem", "2026-03-01T09:59:59.999Z", "2026-03-01T10:00:00Z", "2026-03-01T23:59:59.999Z", "2026-03-02T00:00:00Z"),
        Of("before a time: less", "UTC", Noon, """{"op":"before","value":"2026-03-01T10:00:00Z"}""", "ann", "2026-03-01T09:59:59.999Z", "2026-03-01T10:00:00Z"),
        Of("after a time: greater", "UTC", Noon, """{"op":"after","value":"2026-03-01T10:00:00Z"}""", "bob", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00.001Z"),
        Of("a time without offset in the rule is local", Berlin, Noon, """{"op":"before","value":"2026-01-10T10:00:00"}""", "ann", "2026-01-10T08:59:59.999Z", "2026-01-10T09:00:00Z"),
        Of("a time in the rule that is skipped moves on by the gap", Berlin, Noon, """{"op":"after","value":"2026-03-29T02:30:00"}""", "bob", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00.001Z"),
        Of("a time in the rule that comes twice is its first", Berlin, "2026-12-01T00:00:00Z", """{"op":"after","value":"2026-10-25T02:30:00"}""", "bob", "2026-10-25T00:30:00Z", "2026-10-25T00:30:00.001Z"),
        Of("inLast: without its far end, with now", "UTC", Noon, """{"op":"inLast","value":"30d"}""", "bob cem", "2026-05-16T12:00:00Z", "2026-05-16T12:00:00.001Z", "2026-06-15T12:00:00Z", "2026-06-15T12:00:00.001Z"),
        Of("inNext: without now, with its far end", "UTC", Noon, """{"op":"inNext","value":"7d"}""", "bob cem", "2026-06-15T12:00:00Z", "2026-06-15T12:00:00.001Z", "2026-06-22T12:00:00Z", "2026-06-22T12:00:00.001Z"),
        Of("moreThanAgo: with its end", "UTC", Noon, """{"op":"moreThanAgo","value":"60d"}""", "ann bob", "2026-01-01T00:00:00Z", "2026-04-16T12:00:00Z", "2026-04-16T12:00:00.001Z"),
        Of("days are 24 hours, across a change of the clocks too", Berlin, "2026-03-29T12:00:00Z", """{"op":"inLast","value":"1d"}""", "bob", "2026-03-28T12:00:00Z", "2026-03-28T12:00:00.001Z"),
        Of("months move the local date and keep its time", Berlin, "2026-04-15T10:00:00Z", """{"op":"inLast","value":"1mo"}""", "bob", "2026-03-15T11:00:00Z", "2026-03-15T11:00:00.001Z"),
        Of("a month back from the 31st: the last day", "UTC", "2026-03-31T12:00:00Z", """{"op":"inLast","value":"1mo"}""", "bob", "2026-02-28T12:00:00Z", "2026-02-28T12:00:00.001Z"),
        Of("a month on from 31 January", "UTC", "2026-01-31T12:00:00Z", """{"op":"inNext","value":"1mo"}""", "ann", "2026-02-28T12:00:00Z", "2026-02-28T12:00:00.001Z"),
        Of("a year back from 29 February", "UTC", "2028-02-29T12:00:00Z", """{"op":"moreThanAgo","value":"1y"}""", "ann", "2027-02-28T12:00:00Z", "2027-02-28T12:00:00.001Z"),
        Of("a month back into a skipped time moves on by the gap", Berlin, "2026-04-29T00:30:00Z", """{"op":"moreThanAgo","value":"1mo"}""", "ann", "2026-03-29T01:30:00Z", "2026-03-29T01:30:00.001Z"),
        Of("a month back into a time that comes twice: its first", Berlin, "2026-11-25T01:30:00Z", """{"op":"moreThanAgo","value":"1mo"}""", "ann", "2026-10-25T00:30:00Z", "2026-10-25T00:30:00.001Z"),
        Of("smaller units", "UTC", Noon, """{"op":"inLast","value":"90s"}""", "bob", "2026-06-15T11:58:30Z", "2026-06-15T11:58:30.001Z"),
        Of("weeks and minutes", "UTC", Noon, """{"all":[{"op":"inLast","value":"1w"},{"op":"moreThanAgo","value":"30m"}]}""", "bob cem", "2026-06-08T12:00:00Z", "2026-06-08T12:00:00.001Z", "2026-06-15T11:30:00Z", "2026-06-15T11:30:00.001Z"),

        Of("anniversary: today", "UTC", Noon, """{"op":"anniversary","value":{"from":0}}""", "ann bob", "1980-06-15", "2026-06-15", "1980-06-14", "1980-06-16"),
        Of("anniversary: this week, the ends too", "UTC", Noon, """{"op":"anniversary","value":{"from":0,"to":7}}""", "bob cem", "1980-06-14", "1980-06-15", "1980-06-22", "1980-06-23"),
        Of("anniversary: across the end of the year", "UTC", "2026-12-28T12:00:00Z", """{"op":"anniversary","value":{"from":0,"to":7}}""", "ann bob", "1980-12-31", "1980-01-04", "1980-01-05", "1980-12-27"),
        Of("anniversary: past days", "UTC", Noon, """{"op":"anniversary","value":{"from":-3,"to":-1}}""", "bob cem", "1980-06-11", "1980-06-12", "1980-06-14", "1980-06-15"),
        Of("anniversary: 29 February counts as 28 in other years", "UTC", "2026-02-28T12:00:00Z", """{"op":"anniversary","value":{"from":0}}""", "ann bob", "2000-02-29", "1999-02-28", "1999-03-01"),
        Of("anniversary: 29 February is itself in a leap year", "UTC", "2028-02-29T12:00:00Z", """{"op":"anniversary","value":{"from":0}}""", "ann", "2000-02-29", "1999-02-28", "1999-03-01"),
        Of("anniversary: 28 February of a leap year is not 29's", "UTC", "2028-02-28T12:00:00Z", """{"op":"anniversary","value":{"from":0}}""", "bob", "2000-02-29", "1999-02-28"),
        Of("anniversary: of the local day", Berlin, "2026-06-15T22:30:00Z", """{"op":"anniversary","value":{"to":0}}""", "bob cem", "1980-06-15T21:59:59Z", "1980-06-15T22:00:00Z", "1980-06-16T21:59:59Z", "1980-06-16T22:00:00Z"),
        Of("anniversary: the whole year", "UTC", Noon, """{"op":"anniversary","value":{"from":-366,"to":366}}""", "ann bob cem", "2000-02-29", "1999-12-31", "2026-06-15"),

        Of("exists: a date that can be read", "UTC", Noon, """{"op":"exists"}""", "ann", "2026-01-01", "soon"),
        Of("missing: what cannot be read", "UTC", Noon, """{"op":"missing"}""", "bob", "2026-01-01", "soon"),
        Of("no operator holds for what is missing", "UTC", Noon, """{"any":[{"op":"before","value":"9000-01-01"},{"op":"moreThanAgo","value":"1s"}]}""", "ann", "2026-01-01", "soon"),
        Of("not before: holds for what is missing", "UTC", Noon, """{"not":{"op":"before","value":"2026-02-01"}}""", "bob cem", "2026-01-01", "soon", "2026-02-01"),
    ];

    /// <summary>Each person has one value of met, a declared datetime.</summary>
    internal static AudienceCase Of(string name, string zone, string now, string test, string members, params string[] values)
    {
        string[] names = ["ann", "bob", "cem", "dan", "eve"];
        var story = new Story().At(now, zone).Since("2020-01-01T00:00:00Z").Declare("met", DataType.DateTime);
        for (var i = 0; i < values.Length; i++) story.Has(names[i], "met", $"\"{values[i]}\"");
        return new AudienceCase("date, " + name, test.Replace("{\"op\"", """{"attribute":"met","op" """, StringComparison.Ordinal), members, story);
    }
}
