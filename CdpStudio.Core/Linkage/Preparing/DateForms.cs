using System.Globalization;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Linkage.Preparing;

/// <summary>
/// Birth dates as eight digits, year first, also where no calendar knows the day: a wrong digit is evidence like others. Whether the day
/// or the month comes first is asked of the whole column.
/// </summary>
internal sealed partial class DateForms
{
    private readonly bool _monthFirst;

    public DateForms(IEnumerable<string?> column)
    {
        var (dayFirst, monthFirst) = (0, 0);
        foreach (var value in column)
        {
            if (value is null || YearLast().Match(value) is not { Success: true } match) continue;

            if (Number(match, "a") > 12) dayFirst++;
            if (Number(match, "b") > 12) monthFirst++;
        }

        _monthFirst = monthFirst > dayFirst;
    }

    public string? Read(string? value)
    {
        if (value is null) return null;

        if (YearFirst().Match(value) is { Success: true } first) return Digits(Number(first, "year"), Number(first, "a"), Number(first, "b"));
        if (YearLast().Match(value) is not { Success: true } last) return null;

        var (a, b) = (Number(last, "a"), Number(last, "b"));
        return _monthFirst ? Digits(Number(last, "year"), a, b) : Digits(Number(last, "year"), b, a);
    }

    /// <summary>Whether it is a day of the calendar: eight digits can be a number of something else.</summary>
    public bool IsDate(string value) =>
        Read(value) is { } digits && DateOnly.TryParseExact(digits, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 1800;

    private static string? Digits(int year, int month, int day) =>
        year == 0 ? null : FormattableString.Invariant($"{year:0000}{month:00}{day:00}");

    private static int Number(Match match, string group) =>
        int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A\s*(?:(?<year>[0-9]{4})(?<a>[0-9]{2})(?<b>[0-9]{2})(?:\.0)?|(?<year>[0-9]{4})[-/.](?<a>[0-9]{1,2})[-/.](?<b>[0-9]{1,2})(?:[T ].*)?)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"\A\s*(?<a>[0-9]{1,2})[-/. ]+(?<b>[0-9]{1,2})[-/. ]+(?<year>[0-9]{4})(?:[T ].*)?\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex YearLast();
}
