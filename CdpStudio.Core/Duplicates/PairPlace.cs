using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CdpStudio.Core.Duplicates;

/// <summary>Where a pair stands in a list: by weight while it is open, else by when it was decided.</summary>
/// <param name="Key">Bits, or milliseconds since the Unix epoch.</param>
public readonly record struct PairPlace(double Key, long Id)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out PairPlace? place)
    {
        place = text?.Split('_') is [var key, var id]
            && double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var pair)
            ? new PairPlace(number, pair)
            : null;
        return place is not null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Key:R}_{Id}");
}
