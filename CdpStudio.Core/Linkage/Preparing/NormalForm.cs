using System.Globalization;
using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Linkage.Preparing;

/// <summary>What values of one kind have in common however they are written. Null is missing.</summary>
internal static class NormalForm
{
    // What forms are filled with when nobody knows. While it is rare it would look like strong evidence. None of them is a name somewhere.
    private static readonly HashSet<string> s_nothing =
        new(StringComparer.Ordinal) { "n a", "null", "none", "unknown", "not known", "unbekannt", "inconnu", "desconocido", "sconosciuto", "xxx" };

    // They belong to the family name that follows.
    private static readonly HashSet<string> s_particles =
        new(StringComparer.Ordinal) { "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "al", "bin", "ter", "zu", "y" };

    /// <summary>Digits that stay of a phone number: enough to tell people apart, few enough to leave out what the country and a trunk zero add.</summary>
    private const int PhoneDigits = 8;

    public static string? Of(FieldKind kind, string? value)
    {
        if (StudioText.IsBlank(value)) return null;

        var folded = Fold(value!);
        var form = kind switch
        {
            FieldKind.Email => Joined(folded, c => !char.IsWhiteSpace(c)),
            FieldKind.Phone => Last(Joined(folded, char.IsAsciiDigit), PhoneDigits),
            FieldKind.Identifier or FieldKind.Postcode or FieldKind.StreetNumber => Joined(folded, char.IsLetterOrDigit),
            _ => Words(folded),
        };
        return form.Length == 0 || s_nothing.Contains(form) || IsOneDigitRepeated(form) ? null : form;
    }

    /// <summary>Lower case without accents; letters that are no accented form of another stay.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToLowerInvariant();

        var parts = StudioText.Normal(text).Normalize(NormalizationForm.FormKD);
        var letters = new StringBuilder(parts.Length);
        foreach (var c in parts.ToLowerInvariant())
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;

            _ = c switch
            {
                'ß' => letters.Append("ss"),
                'ø' => letters.Append('o'),
                'æ' => letters.Append("ae"),
                'ł' => letters.Append('l'),
                'đ' => letters.Append('d'),
                'ı' => letters.Append('i'),
                _ => letters.Append(c),
            };
        }

        return letters.ToString();
    }

    /// <summary>Given and family name of a text with both: "Family, Given", or the last word is the family name with the particles before it.</summary>
    public static (string? Given, string? Family) Names(string? fullName)
    {
        if (StudioText.IsBlank(fullName)) return (null, null);

        var comma = fullName!.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0) return (Of(FieldKind.GivenName, fullName[(comma + 1)..]), Of(FieldKind.FamilyName, fullName[..comma]));

        var words = (Of(FieldKind.FullName, fullName) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return (null, words.FirstOrDefault());

        var family = words.Length - 1;
        while (family > 1 && s_particles.Contains(words[family - 1])) family--;
        return (string.Join(' ', words[..family]), string.Join(' ', words[family..]));
    }

    private static string Joined(string text, Func<char, bool> keeps) => string.Concat(text.Where(keeps));

    private static string Words(string text)
    {
        var words = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\'' or '’' or '.') continue;
            if (char.IsLetterOrDigit(c)) words.Append(c);
            else if (words.Length > 0 && words[^1] != ' ') words.Append(' ');
        }

        return words.ToString().TrimEnd();
    }

    private static string Last(string digits, int count) => digits.Length > count ? digits[^count..] : digits;

    private static bool IsOneDigitRepeated(string form) => form.Length >= 4 && char.IsAsciiDigit(form[0]) && form.All(c => c == form[0]);
}
