using System.Globalization;

namespace CdpStudio.Web.Languages;

/// <summary>A day in digits as its reader writes it: in their calendar and in their order.</summary>
public static class DayText
{
    // No year of the Persian calendar that somebody means is so late, and no Gregorian one so early.
    private const int FirstGregorianYear = 1700;

    public static string Write(DateOnly day, CultureInfo formats) => day.ToString("d", formats);

    /// <param name="text">Digits of any script and separators of any kind. A year of four digits may stand first in every language.</param>
    public static bool TryRead(string text, CultureInfo formats, out DateOnly day)
    {
        day = default;
        var parts = Numbers(text);
        if (parts.Count != 3) return false;

        var order = parts[0].Digits == 4 ? [.. "yMd"] : formats.DateTimeFormat.ShortDatePattern.Where("yMd".Contains).Distinct().ToList();
        var (year, month, dayOfMonth) = (parts[order.IndexOf('y')], parts[order.IndexOf('M')].Value, parts[order.IndexOf('d')].Value);
        if (year.Digits != 4) return false;

        var calendar = year.Value >= FirstGregorianYear ? CultureInfo.InvariantCulture.Calendar : formats.DateTimeFormat.Calendar;
        if (year.Value == 0 || month is < 1 or > 12 || dayOfMonth < 1 || dayOfMonth > calendar.GetDaysInMonth(year.Value, month)) return false;

        day = DateOnly.FromDateTime(calendar.ToDateTime(year.Value, month, dayOfMonth, 0, 0, 0, 0));
        return true;
    }

    private static List<(int Value, int Digits)> Numbers(string text)
    {
        var numbers = new List<(int Value, int Digits)>();
        var inside = false;
        foreach (var digit in text.Select(c => char.IsDigit(c) ? (int)char.GetNumericValue(c) : -1))
        {
            if (digit >= 0 && inside && numbers[^1].Digits < 4) numbers[^1] = (numbers[^1].Value * 10 + digit, numbers[^1].Digits + 1);
            else if (digit >= 0) numbers.Add((digit, 1));
            inside = digit >= 0;
        }

        return numbers;
    }
}
