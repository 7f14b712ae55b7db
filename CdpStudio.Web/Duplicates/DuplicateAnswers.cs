using System.Text.Json;
using CdpStudio.Core.Duplicates;

namespace CdpStudio.Web.Duplicates;

/// <param name="AtWork">It had been started before and has not ended yet.</param>
internal sealed record DuplicateSearchAnswer(Guid Run, bool AtWork);

/// <param name="State">open, accepted, rejected or undone.</param>
/// <param name="Profiles">The numbers that the two showed when they were found.</param>
/// <param name="Weight">In bits; the prior, all steps and the circle together.</param>
/// <param name="Prior">In bits, what is known of any two people.</param>
/// <param name="Circle">What strangers who agree like that would most probably share; null when nothing was taken off for it.</param>
/// <param name="By">Null while open and when the product decided.</param>
internal sealed record DuplicateAnswer(
    long Id,
    string State,
    IReadOnlyList<long> Profiles,
    double Probability,
    double Weight,
    double Prior,
    IReadOnlyList<DuplicateStepAnswer> Steps,
    string? Circle,
    double CircleWeight,
    DateTimeOffset FoundAt,
    DateTimeOffset? DecidedAt,
    string? By,
    bool Automatic)
{
    public static DuplicateAnswer Of(DuplicateRow pair) => new(
        pair.Id,
        WordOf(pair.State),
        [pair.Low.Value, pair.High.Value],
        pair.Probability,
        pair.Weight,
        pair.Evidence.Prior,
        [.. pair.Evidence.Steps.Select(s => new DuplicateStepAnswer(s.Field, WordOf(s.Agreement), s.Weight, s.Frequency))],
        pair.Evidence.Circle is { } circle ? WordOf(circle) : null,
        pair.Evidence.CircleWeight,
        pair.FoundAt,
        pair.DecidedAt,
        pair.By,
        pair.Automatic);

    private static string WordOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <param name="Field">Name of the attribute; null for whether names stand in each other's place.</param>
/// <param name="Weight">In bits, what such an agreement says.</param>
/// <param name="Frequency">In bits, what a rare value adds or a common one takes off.</param>
internal sealed record DuplicateStepAnswer(string? Field, string Agreement, double Weight, double Frequency);
