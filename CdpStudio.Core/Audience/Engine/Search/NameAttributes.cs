using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Search;

/// <summary>Attributes that people are called by, in the spellings that sources send.</summary>
internal static class NameAttributes
{
    private static readonly string[] s_between = ["", "_", "-", " "];

    private static readonly HashSet<string> s_keys =
    [
        .. Spelt("name"), .. Spelt("full", "name"), .. Spelt("first", "name"), .. Spelt("last", "name"), .. Spelt("given", "name"), .. Spelt("family", "name"),
        .. Spelt("middle", "name"), .. Spelt("display", "name"), .. Spelt("surname"),
    ];

    /// <param name="key">Folded, see <see cref="StudioText.Key"/>.</param>
    public static bool Has(string key) => s_keys.Contains(key);

    private static IEnumerable<string> Spelt(params string[] words) =>
        s_between.Select(between => StudioText.Key(string.Join(between, words))).Distinct();
}
