using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Audience.Cases;

/// <summary>What values of datetimes mean.</summary>
internal static class DateFormCases
{
    private const string Noon = "2026-06-15T12:00:00Z";

    private static readonly string[] s_names = ["ann", "bob", "cem", "dan", "eve"];

    public static IEnumerable<AudienceCase> All =>
    [
        Is("2026-01-10T10:00:00Z", "2026-01-10T10:00Z", "2026-01-10 10:00:00Z", "2026-01-10T11:00:00+01:00", "2026-01-10T15:30+0530", "2026-01-10T03:00:00.0-07:00"),
        Is("2026-01-10T10:00:00.123Z", "2026-01-10T10:00:00.123Z", "2026-01-10T10:00:00.1239999Z", "2026-01-10T10:00:00.123000001Z"),
        Is("2026-01-10T10:00:00.500Z", "2026-01-10T10:00:00.5Z", "2026-01-10 10:00:00.50Z"),
        Is("2026-01-09T23:00:00Z", "2026-01-10", "2026-01-10T00:00", "2026-01-10 00:00:00"),
        Is("2026-07-09T22:00:00Z", "2026-07-10", "2026-07-10T00:00"),
        Is("2026-03-29T01:30:00Z", "2026-03-29T02:30", "2026-03-29T03:30"),
        Is("2026-10-25T00:30:00Z", "2026-10-25T02:30"),
        DateCases.Of("forms that are no dates, I", "UTC", Noon, """{"op":"exists"}""", "", "2026-1-1", "2026-02-29", "20260101", " 2026-01-01", "2026-01-01T24:00"),
        DateCases.Of("forms that are no dates, II", "UTC", Noon, """{"op":"exists"}""", "", "2026-13-01", "2026-01-01T10", "2026-01-01T10:60", "2026-01-01T10:00+05", "01.01.2026"),
        DateCases.Of("forms that are no dates, III", "UTC", Noon, """{"op":"exists"}""", "", "2026-01-01T10:00:00.Z", "2026-01-01T10:00:60Z", "2026-01-01Z", "2026-01-01T10:00 Z", "1767225600"),
        DateCases.Of("a day that begins at one o'clock", "Asia/Tehran", Noon, """{"op":"on","value":"2021-03-22"}""", "bob cem dan", "2021-03-21T20:29:59.999Z", "2021-03-21T20:30:00Z", "2021-03-22", "2021-03-22T19:29:59.999Z", "2021-03-22T19:30:00Z"),
        DateCases.Of("a day of 25 hours that ends twice", "Asia/Tehran", Noon, """{"op":"on","value":"2021-09-21"}""", "bob cem", "2021-09-20T19:29:59.999Z", "2021-09-20T19:30:00Z", "2021-09-21T20:29:59.999Z", "2021-09-21T20:30:00Z"),
        DateCases.Of("clocks that change by half an hour", "Australia/Lord_Howe", Noon, """{"op":"between","value":["2025-10-05T02:15:00","2025-10-05T02:45:00"]}""", "bob", "2025-10-04T15:44:59.999Z", "2025-10-04T15:45:00Z", "2025-10-04T15:45:00.001Z"),
        new AudienceCase("date, numbers: milliseconds from 10^11 on, else seconds", """{"attribute":"met","op":"on","value":"2026-01-01"}""", "ann bob cem", Met(
            ("ann", "1767225600"), ("bob", "1767225600000"), ("cem", "1767225600.5"), ("dan", "1767225599.999"), ("eve", "\"1767225600\""))),
        new AudienceCase("date, numbers: 10^11 is milliseconds", """{"attribute":"met","op":"before","value":"1980-01-01"}""", "ann cem", Met(
            ("ann", "100000000000"), ("bob", "99999999999"), ("cem", "-1"), ("dan", "true"))),
        new AudienceCase("date, a list is no date", """{"attribute":"met","op":"exists"}""", "ann", Met(("ann", "\"2026-01-01\""), ("bob", "[\"2026-01-01\"]"))),
        new AudienceCase("an undeclared date is text", """{"attribute":"met","op":"startsWith","value":"2026-01"}""", "ann", new Story()
            .Has("ann", "met", "\"2026-01-01\"").Has("bob", "met", "\"2026-02-01\"")),
    ];

    /// <summary>All these forms, as values in Berlin, mean one moment.</summary>
    private static AudienceCase Is(string moment, params string[] forms)
    {
        var names = string.Join(' ', s_names.Take(forms.Length));
        return DateCases.Of($"{string.Join(", ", forms)} is {moment}", "Europe/Berlin", "2026-12-01T00:00:00Z", $$"""{"op":"between","value":["{{moment}}","{{moment}}"]}""", names, forms);
    }

    private static Story Met(params (string Who, string Value)[] people)
    {
        var story = new Story().Declare("Met", DataType.DateTime);
        foreach (var (who, value) in people) story.Has(who, "met", value);
        return story;
    }
}
