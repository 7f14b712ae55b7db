using System.Text.Json;

namespace CdpStudio.Core.Duplicates;

/// <summary>What a search came to. Stored as JSON: added to and never renamed.</summary>
/// <param name="People">Who were compared.</param>
/// <param name="LeftOut">Who were not, because there are more than <see cref="DuplicatesOptions.MostPeople"/>; those who were seen last came first.</param>
/// <param name="Empty">Of whom nothing is known that could be compared.</param>
/// <param name="Fields">What was compared, as the attributes are called.</param>
/// <param name="Pairs">How many were suggested.</param>
/// <param name="MorePairs">How many less probable ones were not.</param>
/// <param name="Joined">How many were joined automatically.</param>
/// <param name="Errors">By rising threshold.</param>
public sealed record DuplicateFindings(
    DateTimeOffset At,
    int People,
    int LeftOut,
    int Empty,
    IReadOnlyList<string> Fields,
    int Pairs,
    int MorePairs,
    int Joined,
    IReadOnlyList<ExpectedError> Errors)
{
    public const int Current = 1;

    public int Version { get; init; } = Current;

    internal string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    internal static DuplicateFindings Read(string json) => JsonSerializer.Deserialize<DuplicateFindings>(json, JsonSerializerOptions.Web)!; // its own
}

/// <summary>What would come of joining all pairs from a probability on.</summary>
/// <param name="Wrong">How many of them the model expects to be strangers.</param>
/// <param name="Missed">The share of all that are one which would be left out.</param>
public sealed record ExpectedError(double Threshold, long Pairs, double Wrong, double Missed)
{
    /// <summary>Those that a workspace chooses from.</summary>
    public static IReadOnlyList<double> Thresholds { get; } = [0.9, 0.95, 0.99, 0.995, 0.999, 0.9999];
}
