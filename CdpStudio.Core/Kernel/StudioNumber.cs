using System.Globalization;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// Numbers as the product takes them in: decimals rounded to 4 places, half away from zero; exact are whole numbers to ±2^53
/// and others to ±9·10^14. In that range a decimal, and a sum of 128-bit ten-thousandths, never loses a digit.
/// </summary>
public static class StudioNumber
{
    public const int Places = 4;
    public const long LargestWhole = 1L << 53;
    public const long LargestFraction = 900_000_000_000_000;

    // 2^53 has 16 digits; anything longer before the point is out of range without being computed.
    private const int MaxWholeDigits = 16;

    // A JSON number of a few bytes may name a text of gigabytes (1e999999999).
    private const int MaxPlainExponent = 1000;

    /// <summary>Reads a JSON number's text.</summary>
    /// <returns>False outside the exact range: the number is then kept as its <see cref="PlainDigits"/>.</returns>
    public static bool TryReadJson(ReadOnlySpan<char> json, out decimal value)
    {
        var exponentAt = json.IndexOfAny('e', 'E');
        var exponent = 0L;
        if (exponentAt >= 0)
        {
            exponent = ReadExponent(json[(exponentAt + 1)..]);
            json = json[..exponentAt];
        }

        return TryRound(json, exponent, out value);
    }

    /// <summary>Reads <c>-?digits[.digits]</c>, the only text that converts to a number.</summary>
    public static bool TryConvert(ReadOnlySpan<char> text, out decimal value)
    {
        value = 0;
        return IsPlain(text) && TryRound(text, 0, out value);
    }

    /// <summary>The plain text of a number: digits, a point where there are places, no zeros at its end.</summary>
    public static string ToText(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Rounds what was computed, such as a rule's threshold; numbers that were taken in are rounded already.</summary>
    public static decimal Round(decimal value) => Math.Round(value, Places, MidpointRounding.AwayFromZero);

    /// <summary>Whether a rounded number lies in the exact range.</summary>
    public static bool IsExact(decimal value) =>
        Math.Abs(value) <= (decimal.IsInteger(value) ? LargestWhole : LargestFraction);

    /// <summary>Whether a JSON number, before it is rounded, has more places than <paramref name="places"/>.</summary>
    public static bool HasMorePlaces(ReadOnlySpan<char> json, int places)
    {
        var exponentAt = json.IndexOfAny('e', 'E');
        var exponent = exponentAt < 0 ? 0 : ReadExponent(json[(exponentAt + 1)..]);
        var (_, digits, scale) = Split(exponentAt < 0 ? json : json[..exponentAt]);
        var zeros = digits.Length - digits.TrimEnd('0').Length;
        return zeros < digits.Length && scale - exponent - zeros > places;
    }

    /// <summary>A JSON number's own digits without an exponent, all of them. Past a thousand zeros it stays as it was sent.</summary>
    public static string PlainDigits(ReadOnlySpan<char> json)
    {
        var exponentAt = json.IndexOfAny('e', 'E');
        var exponent = exponentAt < 0 ? 0 : ReadExponent(json[(exponentAt + 1)..]);
        if (Math.Abs(exponent) > MaxPlainExponent) return json.ToString();

        var (negative, digits, scale) = Split(exponentAt < 0 ? json : json[..exponentAt]);
        scale -= exponent;
        if (scale < 0) (digits, scale) = (digits + new string('0', (int)-scale), 0);
        digits = digits.PadLeft((int)scale + 1, '0');
        var whole = digits[..^(int)scale].TrimStart('0');
        var fraction = digits[^(int)scale..].TrimEnd('0');
        var sign = negative && (whole.Length > 0 || fraction.Length > 0) ? "-" : "";
        return sign + (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction);
    }

    private static bool TryRound(ReadOnlySpan<char> plain, long exponent, out decimal value)
    {
        value = 0;
        var (negative, written, scale) = Split(plain);
        scale -= exponent;
        var digits = written.TrimStart('0');
        if (digits.Length == 0) return true;
        if (digits.Length - scale > MaxWholeDigits) return false;

        // In ten-thousandths: the digits before the cut, and one more if the first one after it is 5 or above. Looking at
        // that one digit is exact; decimal.Parse would round long numbers a first time on its own.
        var cut = digits.Length - scale + Places;
        if (cut < 0) return true;

        var kept = cut >= digits.Length ? digits + new string('0', (int)cut - digits.Length) : digits[..(int)cut];
        var tenThousandths = kept.Length == 0 ? 0 : decimal.Parse(kept, NumberStyles.None, CultureInfo.InvariantCulture);
        if (cut < digits.Length && digits[(int)cut] >= '5') tenThousandths++;

        value = (negative && tenThousandths != 0 ? -tenThousandths : tenThousandths) / 10_000m;
        return IsExact(value);
    }

    private static (bool Negative, string Digits, long Scale) Split(ReadOnlySpan<char> plain)
    {
        var negative = plain is ['-', ..];
        if (negative) plain = plain[1..];
        var point = plain.IndexOf('.');
        return point < 0
            ? (negative, plain.ToString(), 0)
            : (negative, string.Concat(plain[..point], plain[(point + 1)..]), plain.Length - point - 1);
    }

    private static long ReadExponent(ReadOnlySpan<char> text)
    {
        var negative = text is ['-', ..];
        var digits = text.TrimStart("+-").TrimStart('0');
        // More digits than any text has characters: the exact size no longer matters, only its sign.
        var size = digits.Length > 12 ? 1_000_000_000_000 : digits.Length == 0 ? 0 : long.Parse(digits, CultureInfo.InvariantCulture);
        return negative ? -size : size;
    }

    private static bool IsPlain(ReadOnlySpan<char> text)
    {
        if (text is ['-', ..]) text = text[1..];
        var point = text.IndexOf('.');
        return point < 0 ? IsDigits(text) : IsDigits(text[..point]) && IsDigits(text[(point + 1)..]);
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
