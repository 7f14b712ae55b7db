using System.Text.Json;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Kernel;

/// <summary>Strings of JSON that hold half a surrogate pair: valid JSON, but not text.</summary>
public static partial class LoneSurrogates
{
    /// <summary>The string with U+FFFD in the place of every lone half.</summary>
    /// <param name="json">A JSON string with its quotes.</param>
    public static string Replace(string json) =>
        JsonSerializer.Deserialize<string>(Halves().Replace(json, static m => m.Groups["lone"].Success ? @"\ufffd" : m.Value))!;

    // Escaped backslashes are matched first, so that \\ud800 stays the text it is; pairs stay as well.
    [GeneratedRegex(@"\\\\|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<lone>\\u[dD][89a-fA-F][0-9a-fA-F]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Halves();
}
