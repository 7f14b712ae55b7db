using System.Globalization;
using System.Text;

namespace CdpStudio.Core.Segments.Export;

/// <summary>Text as a cell can hold it.</summary>
internal static class ExcelText
{
    public const int MaxLength = 32_767;

    /// <summary>
    /// Characters that XML has no place for become <c>_x0007_</c>, as spreadsheets write and read them themselves; so does the
    /// underscore of text that already looks like that. Half a surrogate pair becomes U+FFFD.
    /// </summary>
    public static string Encode(string text)
    {
        var end = text.Length <= MaxLength ? text.Length : char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
        if (!NeedsWork(text.AsSpan(0, end))) return end == text.Length ? text : text[..end];

        var encoded = new StringBuilder(end + 16);
        for (var i = 0; i < end; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < end && char.IsLowSurrogate(text[i + 1])) encoded.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c)) encoded.Append('\uFFFD');
            else if (IsForbidden(c) || (c == '_' && LooksEncoded(text.AsSpan(i, end - i)))) encoded.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_");
            else encoded.Append(c);
        }

        return encoded.ToString();
    }

    private static bool NeedsWork(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (c == '_' || char.IsSurrogate(c) || IsForbidden(c)) return true;
        }

        return false;
    }

    // A carriage return is allowed, but every reader turns it into a line feed.
    private static bool IsForbidden(char c) => c is < ' ' and not ('\t' or '\n') or '\uFFFE' or '\uFFFF';

    private static bool LooksEncoded(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] == 'x' && text[6] == '_'
        && char.IsAsciiHexDigit(text[2]) && char.IsAsciiHexDigit(text[3]) && char.IsAsciiHexDigit(text[4]) && char.IsAsciiHexDigit(text[5]);
}
