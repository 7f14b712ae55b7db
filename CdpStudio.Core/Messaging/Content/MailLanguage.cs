using System.Buffers;
using System.Globalization;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>
/// The language that a message is written in, as far as its letters tell: a screen reader and a hyphenator need it, and the product's
/// own words have to match. Latin letters alone tell nothing.
/// </summary>
/// <param name="Tag">For the <c>lang</c> attribute; null when the letters do not tell.</param>
internal sealed record MailLanguage(string? Tag, bool IsRightToLeft)
{
    private static readonly SearchValues<char> s_persian = SearchValues.Create("پچژگکی");
    private static readonly SearchValues<char> s_vietnamese = SearchValues.Create("ơưđăƠƯĐĂ");
    private static readonly SearchValues<char> s_traditional = SearchValues.Create("們這個國來時會對說為學過還後請訂買賣員優歡點擊電郵與們讓開關於產");
    private static readonly SearchValues<char> s_simplified = SearchValues.Create("们这个国来时会对说为学过还后请订买卖员优欢点击电邮与们让开关于产");

    public CultureInfo Culture => Tag is null ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(Tag);

    public static MailLanguage Of(string text)
    {
        var letters = text.Count(char.IsLetter);
        var arabic = text.Count(c => c is >= '\u0600' and <= '\u06FF' or >= '\uFB50' and <= '\uFDFF' && char.IsLetter(c));
        var hebrew = text.Count(c => c is >= '\u0590' and <= '\u05FF' && char.IsLetter(c));
        if (arabic * 2 > letters) return new MailLanguage(text.AsSpan().ContainsAny(s_persian) ? "fa" : "ar", true);
        if (hebrew * 2 > letters) return new MailLanguage("he", true);

        return new MailLanguage(LeftToRight(text, letters), false);
    }

    private static string? LeftToRight(string text, int letters)
    {
        if (text.Any(c => c is >= '\u3040' and <= '\u30FF')) return "ja";
        // A word of Chinese takes one or two characters where Latin takes seven letters.
        var han = text.Count(c => c is >= '\u4E00' and <= '\u9FFF');
        if (han * 4 > letters && han > 0)
            return text.Count(s_traditional.Contains) > text.Count(s_simplified.Contains) ? "zh-Hant" : "zh-Hans";

        var vietnamese = text.Count(c => c is >= '\u1EA0' and <= '\u1EF9' || s_vietnamese.Contains(c));
        return vietnamese * 20 > letters ? "vi" : null;
    }
}
