using System.Text.RegularExpressions;
using System.Xml.Linq;
using CdpStudio.Web.Languages;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>Compares the texts of one language with the English ones.</summary>
internal static partial class Translation
{
    // What is written in every language as it is in English: names of formats, protocols and encodings.
    private static readonly string[] s_untranslated =
        ["CdpStudio", "CSV", "TSV", "Excel", "JSON", "SMS", "API", "HTTP", "UTC", "ISO 8601", "Unix", "PDF", "zip", "gzip"];

    // Words that a language took over as they are, each as a whole text.
    private static readonly Dictionary<string, string[]> s_same = new()
    {
        ["zh-Hans"] = [],
        ["zh-Hant"] = [],
        ["vi"] = ["Email", "Menu"],
        ["fa"] = [],
    };

    public static Dictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    /// <summary>What is wrong with the translation, a line for each fault.</summary>
    public static IEnumerable<string> Faults(IReadOnlyDictionary<string, string> english, IReadOnlyDictionary<string, string> translated, Language language)
    {
        var wanted = english.Keys.Where(key => language.HasSingular || !IsSingular(key, english)).ToHashSet(StringComparer.Ordinal);

        foreach (var key in wanted.Where(key => !translated.ContainsKey(key))) yield return $"{key} is missing";
        foreach (var key in translated.Keys.Where(key => !wanted.Contains(key))) yield return $"{key} is no text of this language";

        foreach (var key in translated.Keys.Where(wanted.Contains))
        {
            var (from, to) = (english[key], translated[key]);
            if (string.IsNullOrWhiteSpace(to)) yield return $"{key} is empty";
            else if (Placeholders(from, key, english) is var asked && !Placeholders(to, key, english).SetEquals(asked)) yield return $"{key} does not have the placeholders {string.Join(' ', asked)}";
            else if (IsUntranslated(from, to, language)) yield return $"{key} is English: {to}";
        }
    }

    private static bool IsSingular(string key, IReadOnlyDictionary<string, string> english) =>
        key.EndsWith(PluralTexts.One, StringComparison.Ordinal) && english.ContainsKey(key[..^PluralTexts.One.Length] + PluralTexts.Other);

    /// <summary>The numbers and formats that a text takes. How a date is written is the language's own affair; of a singular the number may go unsaid.</summary>
    private static HashSet<string> Placeholders(string text, string key, IReadOnlyDictionary<string, string> english) =>
    [
        .. Placeholder().Matches(text)
            .Select(match => DateFormat().IsMatch(match.Groups["format"].Value) ? $"{{{match.Groups["index"].Value}:date}}" : match.Value)
            .Where(placeholder => placeholder != "{0}" || !IsSingular(key, english)),
    ];

    private static bool IsUntranslated(string english, string translated, Language language)
    {
        if (english != translated || s_same[language.Tag].Contains(english)) return false;

        var words = s_untranslated.Aggregate(Placeholder().Replace(english, ""), (text, name) => Regex.Replace(text, $@"\b{name}\b", ""));
        return words.Any(char.IsLetter);
    }

    [GeneratedRegex(@"\{(?<index>[0-9]+)(:(?<format>[^}]*))?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("[dMy]")]
    private static partial Regex DateFormat();
}
