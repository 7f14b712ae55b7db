using System.Globalization;
using System.Text;

namespace CdpStudio.Core.Sources.Imports.Mapping;

/// <summary>
/// A number as people of some country write it. Strict about groups, because the usual parsers are not: they take 1,5 for fifteen
/// and 1.23,4 for a number.
/// </summary>
internal static class WrittenNumber
{
    // White space between thousands is written as any of these, whatever the culture's data says.
    private const string Spaces = " \u00A0\u202F\u2009";

    // Switzerland's sign is the second one, but keyboards and most programs write the first.
    private const string Apostrophes = "'\u2019";

    /// <summary>The number as JSON; null when the text is none. A currency sign before or after it is passed over.</summary>
    /// <param name="culture">Null reads plain digits: a minus sign, a point, an exponent as programs write it, no groups.</param>
    public static string? TryRead(string cell, CultureInfo? culture)
    {
        var text = WithAsciiDigits(cell.Trim());
        if (culture is null) return Plain(text.AsSpan(), allowExponent: true);

        text = WithoutCurrency(text);
        var format = culture.NumberFormat;
        var point = text.LastIndexOf(format.NumberDecimalSeparator, StringComparison.Ordinal);
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? "" : text[(point + format.NumberDecimalSeparator.Length)..];
        if (point >= 0 && (fraction.Length == 0 || !fraction.All(char.IsAsciiDigit))) return null;

        var sign = "";
        if (whole.Length > 0 && whole[0] is '-' or '\u2212' or '+')
        {
            sign = whole[0] == '+' ? "" : "-";
            whole = whole[1..];
        }

        var digits = WithoutGroups(whole, format.NumberGroupSeparator);
        return digits is null ? null : Plain(point < 0 ? sign + digits : $"{sign}{digits}.{fraction}", allowExponent: false);
    }

    private static string? Plain(ReadOnlySpan<char> text, bool allowExponent)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        var styles = allowExponent ? Styles | NumberStyles.AllowExponent : Styles;
        return decimal.TryParse(text, styles, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Null where groups stand in places that make it doubtful what was meant. The first does not begin with a zero, the last has three digits, the others two (India) or three.</summary>
    private static string? WithoutGroups(string whole, string separator)
    {
        if (whole.Length > 0 && whole.All(char.IsAsciiDigit)) return whole;

        var alike = Array.Find([Spaces, Apostrophes], signs => signs.Contains(separator, StringComparison.Ordinal));
        var groups = alike is null ? whole.Split(separator) : whole.Split([.. alike]);
        var fits = groups.Length > 1
            && groups[0].Length is >= 1 and <= 3
            && groups[0][0] != '0'
            && groups[^1].Length == 3
            && groups[1..^1].All(g => g.Length is 2 or 3)
            && groups.All(g => g.All(char.IsAsciiDigit));
        return fits ? string.Concat(groups) : null;
    }

    private static string WithoutCurrency(string text)
    {
        if (text.Length > 1 && char.GetUnicodeCategory(text[0]) == UnicodeCategory.CurrencySymbol) return text[1..].TrimStart();
        if (text.Length > 1 && char.GetUnicodeCategory(text[^1]) == UnicodeCategory.CurrencySymbol) return text[..^1].TrimEnd();
        return text;
    }

    /// <summary>Persian, Arabic and full-width digits mean what ours do; the Arabic decimal and group signs are of those cultures.</summary>
    private static string WithAsciiDigits(string text)
    {
        if (Ascii.IsValid(text)) return text;

        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
                span[i] = char.IsDigit(source[i]) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(source[i])) : source[i];
        });
    }
}
