using System.Globalization;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A point on the earth in degrees.</summary>
internal readonly partial record struct Place(double Latitude, double Longitude)
{
    private const double EarthRadiusKilometres = 6371.0088;

    /// <summary>Reads <c>lat,lon</c> in plain decimals; false outside ±90 or ±180.</summary>
    public static bool TryParse(string text, out Place place)
    {
        place = default;
        var match = Form().Match(text);
        if (!match.Success) return false;

        place = new Place(Number(match.Groups["lat"].ValueSpan), Number(match.Groups["lon"].ValueSpan));
        return Math.Abs(place.Latitude) <= 90 && Math.Abs(place.Longitude) <= 180;
    }

    public double KilometresTo(Place other)
    {
        var (north1, north2) = (double.DegreesToRadians(other.Latitude), double.DegreesToRadians(Latitude));
        var north = Math.Sin((north2 - north1) / 2);
        var east = Math.Sin(double.DegreesToRadians(Longitude - other.Longitude) / 2);
        var chord = (north * north) + (Math.Cos(north1) * Math.Cos(north2) * east * east);
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static double Number(ReadOnlySpan<char> digits) => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A\s*(?<lat>-?[0-9]+(\.[0-9]+)?)\s*,\s*(?<lon>-?[0-9]+(\.[0-9]+)?)\s*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
