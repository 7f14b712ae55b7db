using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CdpStudio.Core.Segments;

/// <summary>What rules and addresses call a segment: 1 to 64 of <c>a-z 0-9 -</c>. Never changes; the name does.</summary>
public readonly record struct SegmentKey
{
    public const int MaxLength = 64;

    private SegmentKey(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out SegmentKey key)
    {
        var valid = text is { Length: > 0 and <= MaxLength } && text.All(IsAllowed);
        key = valid ? new SegmentKey(text!) : default;
        return valid;
    }

    /// <summary>A key that reads like the name and is not taken: "Öl & Tee" gives <c>ol-tee</c>, then <c>ol-tee-2</c>.</summary>
    /// <param name="nameless">Of a name in a script that leaves nothing to read, such as Chinese or Persian.</param>
    public static SegmentKey FromName(string name, Func<SegmentKey, bool> isTaken, string nameless = "segment")
    {
        var stem = Stem(name) is { Length: > 0 } readable ? readable : nameless;
        var key = new SegmentKey(stem);
        for (var number = 2; isTaken(key); number++)
        {
            var suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
            key = new SegmentKey(stem[..Math.Min(stem.Length, MaxLength - suffix.Length)] + suffix);
        }

        return key;
    }

    public override string ToString() => Value;

    private static string Stem(string name)
    {
        var stem = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormKD).ToLowerInvariant())
        {
            // Letters that do not decompose but that our users write.
            var letter = c switch { 'đ' => 'd', 'ı' => 'i', 'ø' => 'o', 'ł' => 'l', _ => c };
            if (letter != '-' && IsAllowed(letter)) stem.Append(letter);
            else if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            else if (stem is { Length: > 0 } && stem[^1] != '-') stem.Append('-');
        }

        return stem.ToString(0, Math.Min(stem.Length, MaxLength)).Trim('-');
    }

    private static bool IsAllowed(char c) => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '-';
}
