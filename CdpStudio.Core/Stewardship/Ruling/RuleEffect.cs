using System.Text.Json;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Stewardship.Ruling;

/// <summary>How the people under other identity rules differ from those there are. Names numbers only.</summary>
/// <param name="UpTo">The newest fact that was looked at.</param>
/// <param name="Before">Profiles today.</param>
/// <param name="After">Profiles there would be.</param>
/// <param name="Merging">Profiles of today that would become one with another.</param>
/// <param name="Splitting">Profiles of today that would come apart.</param>
/// <param name="Merges">Some of them: the numbers of today's profiles that would be one.</param>
/// <param name="Splits">Some of them: the number of today's profile, then one number of each that it would become.</param>
public sealed record RuleEffect(
    long UpTo, long Before, long After, long Merging, long Splitting, IReadOnlyList<long[]> Merges, IReadOnlyList<long[]> Splits)
{
    private const int Version = 1;
    private const int MostShown = 20;
    private const int MostOfEach = 10;

    public string ToJson() => JsonSerializer.Serialize(new Stored(Version, this), JsonSerializerOptions.Web);

    /// <exception cref="JsonException">Not an effect of this version.</exception>
    public static RuleEffect Read(string json) => JsonSerializer.Deserialize<Stored>(json, JsonSerializerOptions.Web) is { Version: Version, Effect: { } effect }
        ? effect
        : throw new JsonException("Not an effect that this version knows.");

    /// <summary>Of two graphs that took in the same facts.</summary>
    internal static RuleEffect Of(IdentityGraph before, IdentityGraph after, long highest, long upTo)
    {
        long merging = 0, splitting = 0;
        var (merges, splits) = (new List<long[]>(), new List<long[]>());
        for (var number = new ProfileId(1); number.Value <= highest; number = new ProfileId(number.Value + 1))
        {
            if (before.Contains(number) && before.ComponentOf(number) == number)
            {
                var parts = before.MembersOf(number).Select(after.ComponentOf).Distinct().Order().ToList();
                if (parts.Count > 1)
                {
                    splitting++;
                    if (splits.Count < MostShown) splits.Add([number.Value, .. parts.Take(MostOfEach).Select(p => p.Value)]);
                }
            }

            if (after.Contains(number) && after.ComponentOf(number) == number)
            {
                var parts = after.MembersOf(number).Select(before.ComponentOf).Distinct().Order().ToList();
                if (parts.Count < 2) continue;

                merging += parts.Count;
                if (merges.Count < MostShown) merges.Add([.. parts.Take(MostOfEach).Select(p => p.Value)]);
            }
        }

        return new RuleEffect(upTo, before.Profiles, after.Profiles, merging, splitting, merges, splits);
    }

    private sealed record Stored(int Version, RuleEffect? Effect);
}
