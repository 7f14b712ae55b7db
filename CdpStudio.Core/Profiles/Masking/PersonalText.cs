using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>
/// Hides in any text what is known to be somebody's, as a whole word and without regard to case, and whatever looks like an address to
/// reach people at.
/// </summary>
internal sealed partial class PersonalText
{
    // Shorter ones are parts of too many words; alone they are hidden all the same.
    private const int ShortestInside = 3;
    private const int DigitsThatTell = 7;

    private readonly List<string> _inside;
    private readonly HashSet<string> _alone;
    private readonly HashSet<string> _phones;

    public PersonalText(IEnumerable<string> values)
    {
        var known = values.Select(v => v.Trim()).Where(v => v.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        _alone = known.ToHashSet(StringComparer.OrdinalIgnoreCase);
        _inside = [.. known.Where(v => v.Length >= ShortestInside).OrderByDescending(v => v.Length)];
        _phones = known.Where(Mask.IsPhone).Select(EndOf).ToHashSet(StringComparer.Ordinal);
    }

    public static PersonalText Nobodys { get; } = new([]);

    public string Hide(string text)
    {
        if (text.Length == 0) return text;
        if (_alone.Contains(text.Trim())) return Mask.Of(text);

        var hidden = text;
        foreach (var value in _inside) hidden = Without(hidden, value);
        // Numbers first: an address may be written right behind one, and would take its end along.
        if (hidden.Any(char.IsAsciiDigit)) hidden = Number().Replace(hidden, m => IsPhone(m.Value) ? Mask.Of(m.Value) : m.Value);
        return hidden.Contains('@', StringComparison.Ordinal) ? Address().Replace(hidden, m => Mask.Of(m.Value)) : hidden;
    }

    /// <summary>Whether a number is somebody's, such as a phone number without its sign.</summary>
    public bool Holds(string number) => _alone.Contains(number) || (number.Length >= DigitsThatTell && number.All(char.IsAsciiDigit) && _phones.Contains(EndOf(number)));

    /// <summary>The strings of JSON text, and of JSON text inside them.</summary>
    public static IEnumerable<string> StringsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. StringsOf(document.RootElement)];
    }

    private static IEnumerable<string> StringsOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!], // a string has one
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(StringsOf),
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => StringsOf(m.Value)),
        _ => [],
    };

    private bool IsPhone(string text)
    {
        var digits = text.Count(char.IsAsciiDigit);
        return (text.StartsWith('+') && digits > DigitsThatTell) || (digits >= DigitsThatTell && HoldsPhone(string.Concat(text.Where(char.IsAsciiDigit))));
    }

    // Other digits may stand beside it.
    private bool HoldsPhone(string digits) => _phones.Any(phone => digits.Contains(phone, StringComparison.Ordinal));

    private static string EndOf(string phone) => string.Concat(phone.Where(char.IsAsciiDigit)) is var digits && digits.Length > DigitsThatTell ? digits[^DigitsThatTell..] : digits;

    private static string Without(string text, string value)
    {
        var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return text;

        var (hidden, done, mask) = (new StringBuilder(), 0, Mask.Of(value));
        for (; at >= 0; at = text.IndexOf(value, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + value.Length;
            var isWhole = at >= done && (at == 0 || !Joins(text[at - 1], value[0])) && (end == text.Length || !Joins(text[end], value[^1]));
            if (!isWhole) continue;

            hidden.Append(text, done, at - done).Append(mask);
            done = end;
        }

        return hidden.Append(text, done, text.Length - done).ToString();
    }

    // Chinese has no blanks between words: there every sign begins one.
    private static bool Joins(char outside, char inside) =>
        char.IsLetterOrDigit(outside) && char.IsLetterOrDigit(inside) && outside < '\u2e80' && inside < '\u2e80';

    [GeneratedRegex(@"[^\s@<>""',;:()\[\]{}]+@[^\s@<>""',;:()\[\]{}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    // Not the engine that never goes back: it passes over a number that stands behind an end of another one. At most 42 signs are looked at twice.
    [GeneratedRegex(@"\+?[0-9][0-9 ().\-/]{4,40}[0-9]")]
    private static partial Regex Number();
}
