using System.Text;
using System.Text.RegularExpressions;

namespace CdpStudio.Web.Languages;

/// <summary>Turns an English text into its pseudo twin: accented, about 40 % longer, in brackets, placeholders and markup kept.</summary>
public static partial class PseudoText
{
    private const string Plain = "AaBbCcDdEeFfGgHhIiJjKkLlMmNnOoPpQqRrSsTtUuVvWwXxYyZz";
    private const string Accented = "ÅåßƀÇçÐðÉéƑƒĜĝĤĥÎîĴĵĶķĻļḾḿÑñÖöÞþǪǫŔŕŠšŢţÛûṼṽŴŵẊẋÝýŽž";
    private const string Padding = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen";

    public static string From(string english)
    {
        if (english.Length == 0) return english;

        var text = new StringBuilder("[");
        var last = 0;
        foreach (Match kept in Placeholder().Matches(english))
        {
            AppendAccented(text, english.AsSpan(last, kept.Index - last));
            text.Append(kept.Value);
            last = kept.Index + kept.Length;
        }

        AppendAccented(text, english.AsSpan(last));
        AppendPadding(text, english.Length * 2 / 5);

        return text.Append(']').ToString();
    }

    private static void AppendAccented(StringBuilder text, ReadOnlySpan<char> english)
    {
        foreach (var letter in english)
        {
            var at = Plain.IndexOf(letter, StringComparison.Ordinal);
            text.Append(at < 0 ? letter : Accented[at]);
        }
    }

    private static void AppendPadding(StringBuilder text, int length)
    {
        if (length < 2) return;

        text.Append(' ');
        for (var i = 0; i < length - 1; i++) text.Append(Padding[i % Padding.Length]);
    }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder();
}
