using System.Text.Json;
using System.Text.Json.Serialization;
using CdpStudio.Core.Linkage;

namespace CdpStudio.Core.Duplicates;

/// <summary>Why two people may be one: names of fields, how far they agree and what that weighs, and never a value.</summary>
/// <param name="Prior">In bits, what is known of any two people; far below zero.</param>
/// <param name="Circle">What strangers who agree like that would most probably share; null when nothing was taken off for it.</param>
/// <param name="CircleWeight">In bits, at most zero. The prior, all steps and this are the pair's weight.</param>
public sealed record PairEvidence(double Prior, IReadOnlyList<EvidenceStep> Steps, Circle? Circle, double CircleWeight)
{
    private const double LeastShown = 0.005;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Added to and never renamed.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What speaks for it, the heaviest first.</summary>
    [JsonIgnore]
    public IEnumerable<EvidenceStep> Telling => Steps.Where(s => s.Bits > 0).OrderByDescending(s => s.Bits);

    public static PairEvidence Of(Waterfall waterfall)
    {
        var taken = waterfall.CircleWeight < -LeastShown;
        return new PairEvidence(
            waterfall.Prior,
            [.. waterfall.Steps.Select(s => new EvidenceStep(s.Field?.Name, s.Agreement, s.Weight, s.Frequency))],
            taken ? waterfall.Circle : null,
            taken ? waterfall.CircleWeight : 0);
    }

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    public static PairEvidence Read(string json) => JsonSerializer.Deserialize<PairEvidence>(json, s_json)!; // its own
}

/// <param name="Field">As the attribute is called; null for whether names stand in each other's place.</param>
/// <param name="Weight">In bits, what such an agreement says.</param>
/// <param name="Frequency">In bits, what a rare value adds or a common one takes off.</param>
public sealed record EvidenceStep(string? Field, Agreement Agreement, double Weight, double Frequency)
{
    [JsonIgnore]
    public double Bits => Weight + Frequency;
}
