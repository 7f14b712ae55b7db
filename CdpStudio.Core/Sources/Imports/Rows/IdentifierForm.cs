using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>
/// What an identifier must look like to be one. Lists say n/a, unknown or a dash where they have no address, and everybody with the
/// same dash would become one person.
/// </summary>
internal static class IdentifierForm
{
    private const int MinPhoneDigits = 3;

    public static bool Fits(string name, string value) => name switch
    {
        IdentifierNamespace.Email => IsAddress(value.AsSpan().Trim()),
        IdentifierNamespace.Phone => value.Count(char.IsDigit) >= MinPhoneDigits,
        _ => true,
    };

    // Only the outline: what is deliverable is nobody's guess. White space is allowed in a quoted local part alone.
    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        var at = text.LastIndexOf('@');
        if (at < 1 || at == text.Length - 1) return false;

        var local = text[..at];
        return !HasSpace(text[(at + 1)..]) && (!HasSpace(local) || local is ['"', .., '"']);
    }

    private static bool HasSpace(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter) || char.IsControl(letter)) return true;
        }

        return false;
    }
}
