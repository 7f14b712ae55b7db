using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>A duration's text, <c>30d</c>, taken apart into its two fields. A blank amount leaves the unit: <c>d</c>.</summary>
public static class DraftDuration
{
    private static readonly (string Suffix, DurationUnit Unit)[] s_units =
    [
        ("mo", DurationUnit.Months), ("s", DurationUnit.Seconds), ("m", DurationUnit.Minutes), ("h", DurationUnit.Hours),
        ("d", DurationUnit.Days), ("w", DurationUnit.Weeks), ("y", DurationUnit.Years),
    ];

    public static string Text(string amount, DurationUnit unit) => amount + s_units.First(u => u.Unit == unit).Suffix;

    public static (string Amount, DurationUnit Unit) Split(string text)
    {
        foreach (var (suffix, unit) in s_units)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
                return (text[..^suffix.Length], unit);
        }

        return (text, DurationUnit.Days);
    }
}
