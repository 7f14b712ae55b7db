using System.Text.RegularExpressions;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>The expression of <c>matches</c>, looked for anywhere in a value's <see cref="StudioText.Normal"/> form.</summary>
public static class TextPattern
{
    /// <summary>Without backtracking, so the time to match grows with the text alone.</summary>
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <exception cref="ArgumentException">It is not an expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking, or is too large to do without.</exception>
    public static Regex Compile(string expression) => new(StudioText.Normal(expression), Options);

    public static bool IsFoundIn(this Regex pattern, string text) => pattern.IsMatch(StudioText.Normal(text));
}
