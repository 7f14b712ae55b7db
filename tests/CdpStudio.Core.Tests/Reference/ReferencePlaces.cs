using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Distance and chance.</summary>
internal static partial class ReferencePlaces
{
    private const double EarthRadiusKilometres = 6371.0088;

    public static bool IsWithin(string place, Rule.Geo rule)
    {
        var match = PlaceForm().Match(place);
        if (!match.Success) return false;

        var latitude = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        var longitude = double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
        if (Math.Abs(latitude) > 90 || Math.Abs(longitude) > 180) return false;

        return Kilometres(latitude, longitude, rule.Latitude, rule.Longitude) <= rule.Kilometres;
    }

    public static bool IsSampled(ProfileId profile, Rule.Sample rule)
    {
        var place = Mix(Fnv(Encoding.UTF8.GetBytes(rule.Salt)) ^ (ulong)profile.Value);
        var tenThousandthsOfPercent = new BigInteger(rule.Percent * 10_000m);
        return place * new BigInteger(1_000_000) < tenThousandthsOfPercent * BigInteger.Pow(2, 64);
    }

    private static double Kilometres(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (north1, north2) = (double.DegreesToRadians(latitude1), double.DegreesToRadians(latitude2));
        var north = Math.Sin((north2 - north1) / 2);
        var east = Math.Sin(double.DegreesToRadians(longitude2 - longitude1) / 2);
        var chord = (north * north) + (Math.Cos(north1) * Math.Cos(north2) * east * east);
        return 2 * EarthRadiusKilometres * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static ulong Fnv(byte[] bytes) =>
        bytes.Aggregate(14_695_981_039_346_656_037UL, (hash, next) => unchecked((hash ^ next) * 1_099_511_628_211UL));

    /// <summary>The finaliser of splitmix64.</summary>
    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9UL;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBUL;
            return bits ^ (bits >> 31);
        }
    }

    [GeneratedRegex(@"\A\s*(-?[0-9]+(?:\.[0-9]+)?)\s*,\s*(-?[0-9]+(?:\.[0-9]+)?)\s*\z")]
    private static partial Regex PlaceForm();
}
