using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>What is left of a personal value for those who may not see it: enough to tell two people apart on a page, too little to reach either.</summary>
public static class Mask
{
    /// <summary>In place of what is hidden.</summary>
    public const string Dots = "•••";

    private const int MostWords = 3;
    private const int FewestDigits = 7;

    /// <summary>Such as <c>a•••@e•••.com</c>, <c>+84 ••• ••12</c>, <c>1990-••-••</c> or <c>N•••</c>.</summary>
    public static string Of(string value)
    {
        var text = value.Trim();
        if (text.Length == 0) return Dots;

        return text.LastIndexOf('@') is > 0 and var at && !text.Any(char.IsWhiteSpace) ? Email(text[..at], text[(at + 1)..])
            : IsDay(text) ? string.Concat(text.AsSpan(0, 4), "-••-••")
            : IsPhone(text) ? Phone(text)
            : Words(text);
    }

    /// <summary>The same of JSON text: a list keeps its length, a number or truth keeps nothing.</summary>
    public static string OfJson(string json)
    {
        using var document = JsonDocument.Parse(json);
        return OfElement(document.RootElement);
    }

    /// <summary>Every letter and digit, where nobody can tell which of them are whose.</summary>
    public static string Whole(string text) =>
        string.Create(text.Length, text, static (masked, source) =>
        {
            for (var i = 0; i < source.Length; i++) masked[i] = char.IsLetterOrDigit(source[i]) || char.IsSurrogate(source[i]) ? '•' : source[i];
        });

    internal static bool IsPhone(string text) =>
        text.Count(char.IsDigit) >= FewestDigits && text.All(c => char.IsDigit(c) || c is '+' or '-' or '.' or '(' or ')' or '/' || char.IsWhiteSpace(c));

    private static string OfElement(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonSerializer.Serialize(Of(value.GetString()!)), // a string has one
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(OfElement))}]",
        JsonValueKind.Null => "null",
        _ => JsonSerializer.Serialize(Dots),
    };

    private static string Email(string local, string domain)
    {
        var dot = domain.LastIndexOf('.');
        var ending = dot > 0 && domain.Length - dot <= 8 ? domain[dot..] : "";
        return $"{First(local)}@{First(domain)}{ending}";
    }

    private static string Phone(string text)
    {
        var digits = string.Concat(text.Where(char.IsDigit));
        return text.StartsWith('+') && digits.Length > FewestDigits ? $"+{digits[..2]} ••• ••{digits[^2..]}" : $"••• ••{digits[^2..]}";
    }

    private static string Words(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(MostWords).Select(First));

    /// <summary>A sign that stands alone says the whole.</summary>
    private static string First(string word)
    {
        var first = StringInfo.GetNextTextElement(word);
        return first.Length == word.Length || !Rune.TryGetRuneAt(first, 0, out var letter) || !Rune.IsLetterOrDigit(letter) ? Dots : first + Dots;
    }

    private static bool IsDay(string text) =>
        text.Length >= 10 && text[4] == '-' && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
