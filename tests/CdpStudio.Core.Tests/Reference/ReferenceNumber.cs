using System.Globalization;
using System.Numerics;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Numbers as the language takes them in: 4 places, half away from zero, exact or not numbers at all.</summary>
internal static class ReferenceNumber
{
    private static readonly BigInteger s_largestWhole = BigInteger.Pow(2, 53);

    private static readonly BigInteger s_largestBroken = 9 * BigInteger.Pow(10, 14);

    /// <summary>A number of JSON, such as <c>-1.5e3</c>. Outside the exact range it becomes its text in plain digits.</summary>
    public static ReferenceValue OfJson(string written)
    {
        var (digits, exponent) = Split(written);
        if (Rounded(digits, exponent) is { } number) return new ReferenceValue.Number(number);

        return new ReferenceValue.Text(PlainDigits(digits, exponent));
    }

    /// <summary>The number that a text stands for, <c>-?digits[.digits]</c>; null where it is none or not exact.</summary>
    public static decimal? OfText(string text)
    {
        var unsigned = text.StartsWith('-') ? text[1..] : text;
        var parts = unsigned.Split('.');
        var plain = parts.Length <= 2 && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit));
        if (!plain) return null;

        var (digits, exponent) = Split(text);
        return Rounded(digits, exponent);
    }

    /// <summary>Plain digits without exponent, without needless zeros.</summary>
    public static string PlainText(decimal number)
    {
        var text = number.ToString("0.####", CultureInfo.InvariantCulture);
        return text is "-0" ? "0" : text;
    }

    /// <summary>The value is digits · 10^exponent.</summary>
    private static (BigInteger Digits, int Exponent) Split(string written)
    {
        var parts = written.ToUpperInvariant().Split('E');
        var exponent = parts.Length == 2 ? int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : parts[0].Length - point - 1;

        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        return (BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), exponent - places);
    }

    private static decimal? Rounded(BigInteger digits, int exponent)
    {
        var tenThousandths = TenThousandths(digits, exponent);
        var whole = tenThousandths % 10_000 == 0;
        var limit = (whole ? s_largestWhole : s_largestBroken) * 10_000;

        return BigInteger.Abs(tenThousandths) <= limit ? (decimal)tenThousandths / 10_000m : null;
    }

    private static BigInteger TenThousandths(BigInteger digits, int exponent)
    {
        if (exponent >= -4) return digits * BigInteger.Pow(10, exponent + 4);

        var divisor = BigInteger.Pow(10, -4 - exponent);
        var quotient = BigInteger.DivRem(BigInteger.Abs(digits), divisor, out var rest);
        if (rest * 2 >= divisor) quotient += 1;

        return digits.Sign * quotient;
    }

    private static string PlainDigits(BigInteger digits, int exponent)
    {
        if (exponent >= 0) return (digits * BigInteger.Pow(10, exponent)).ToString(CultureInfo.InvariantCulture);

        var sign = digits.Sign < 0 ? "-" : "";
        var text = BigInteger.Abs(digits).ToString(CultureInfo.InvariantCulture).PadLeft(1 - exponent, '0');
        return (sign + text[..^-exponent] + "." + text[^-exponent..]).TrimEnd('0').TrimEnd('.');
    }
}
