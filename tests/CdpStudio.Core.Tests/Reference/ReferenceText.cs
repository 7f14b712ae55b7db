using System.Text;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>How texts and names compare: without case after Unicode normalisation form C.</summary>
internal static class ReferenceText
{
    public static bool Same(string a, string b) => string.Equals(Composed(a), Composed(b), StringComparison.OrdinalIgnoreCase);

    public static bool Contains(string text, string part) => Composed(text).Contains(Composed(part), StringComparison.OrdinalIgnoreCase);

    public static bool StartsWith(string text, string part) => Composed(text).StartsWith(Composed(part), StringComparison.OrdinalIgnoreCase);

    public static bool EndsWith(string text, string part) => Composed(text).EndsWith(Composed(part), StringComparison.OrdinalIgnoreCase);

    public static bool Matches(string text, string expression) => Regex.IsMatch(
        Composed(text), Composed(expression), RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Nothing but characters with Unicode's property White_Space.</summary>
    public static bool IsBlank(string text) => text.All(c => c
        is (>= '\u0009' and <= '\u000D') or '\u0020' or '\u0085' or '\u00A0' or '\u1680'
        or (>= '\u2000' and <= '\u200A') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000');

    /// <summary>The event name of a rule: a name, a prefix with a trailing star, or a star alone.</summary>
    public static bool NameMatches(string pattern, string name) =>
        pattern.EndsWith('*') ? StartsWith(name, pattern[..^1]) : Same(pattern, name);

    private static string Composed(string text) => text.Normalize(NormalizationForm.FormC);
}
