using System.Globalization;

namespace CdpStudio.Web.Languages;

/// <summary>A time of day as its reader writes it.</summary>
public static class TimeText
{
    public static string Write(TimeOnly time, CultureInfo formats) => time.ToString("t", formats);

    /// <param name="text">As the reader writes it, or with 24 hours; digits of any script.</param>
    public static bool TryRead(string text, CultureInfo formats, out TimeOnly time)
    {
        var plain = string.Concat(text.Select(c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));
        return TimeOnly.TryParse(plain, formats, out time) || TimeOnly.TryParse(plain, CultureInfo.InvariantCulture, out time);
    }
}
