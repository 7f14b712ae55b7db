using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// What two identifiers must share to be the same where nobody set other rules: the namespace and the normal form of the value, both without
/// regard to case. The value itself is kept and shown as it was first seen.
/// </summary>
public static class IdentifierKey
{
    private const int MinPhoneDigits = 5;
    private const int MaxPhoneDigits = 20;

    private static readonly HashSet<string> s_placeholders =
        new(["null", "undefined", "none", "nan", "nil", "anonymous", "-1", "[object Object]"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Compares namespaces and normal forms.</summary>
    public static StringComparer Comparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>NFC; e-mail addresses are trimmed as well, phone numbers become digits with a leading + when they look international.</summary>
    public static string Normalise(string @namespace, string value)
    {
        var normal = StudioText.Normal(value);

        if (Comparer.Equals(@namespace, IdentifierNamespace.Email)) return normal.Trim();
        if (Comparer.Equals(@namespace, IdentifierNamespace.Phone)) return NormalisePhone(normal);
        return normal;
    }

    /// <summary>Whether a value that was sent for something else, such as a trait, can stand for a person in this namespace.</summary>
    public static bool CanIdentify(string @namespace, string value)
    {
        if (StudioText.IsBlank(value) || value.Contains('\0', StringComparison.Ordinal)) return false;

        var normal = Normalise(@namespace, value).AsSpan();
        if (Comparer.Equals(@namespace, IdentifierNamespace.Email))
        {
            var at = normal.LastIndexOf('@');
            return at > 0 && at < normal.Length - 1 && normal.IndexOfAny(" \t\r\n") < 0;
        }

        if (Comparer.Equals(@namespace, IdentifierNamespace.Phone))
        {
            var digits = normal.TrimStart('+');
            return digits.Length is >= MinPhoneDigits and <= MaxPhoneDigits && !digits.ContainsAnyExceptInRange('0', '9') && !value.Any(char.IsLetter);
        }

        return true;
    }

    /// <summary>
    /// What broken clients send in the place of an identifier. Such a value joins nobody, or every client's strangers would become
    /// one profile.
    /// </summary>
    public static bool IsPlaceholder(string value) =>
        s_placeholders.Contains(value) || (value.Length > 1 && !value.AsSpan().ContainsAnyExcept('0', '-'));

    /// <summary>The order in which identifiers lead a message, the lowest first.</summary>
    internal static int Priority(string @namespace) => @namespace switch
    {
        IdentifierNamespace.UserId => 0,
        IdentifierNamespace.AnonymousId => 1,
        IdentifierNamespace.DeviceId => 2,
        IdentifierNamespace.Email => 3,
        IdentifierNamespace.Phone => 4,
        _ => 5,
    };

    private static string NormalisePhone(string value)
    {
        var trimmed = value.AsSpan().Trim();
        var international = trimmed is ['+' or '＋', ..];
        var digits = new StringBuilder(trimmed.Length + 1);

        foreach (var letter in trimmed)
        {
            // Digits of any script: a Persian or Arabic keyboard types the same number.
            if (char.IsDigit(letter)) digits.Append((char)('0' + (int)char.GetNumericValue(letter)));
        }

        if (digits.Length == 0) return trimmed.ToString();
        if (!international && digits is { Length: > 4 } && digits[0] == '0' && digits[1] == '0')
        {
            international = true;
            digits.Remove(0, 2);
        }

        return international ? digits.Insert(0, '+').ToString() : digits.ToString();
    }
}
