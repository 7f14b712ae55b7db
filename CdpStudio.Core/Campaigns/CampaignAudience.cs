using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using CdpStudio.Core.Segments;

namespace CdpStudio.Core.Campaigns;

/// <summary>Who a campaign goes to: a segment, without those of others.</summary>
/// <param name="Segment">Null as long as nobody chose one.</param>
public sealed record CampaignAudience(SegmentKey? Segment, IReadOnlyList<SegmentKey> Without)
{
    public static readonly CampaignAudience Nobody = new(null, []);

    public bool Names(SegmentKey key) => Segment == key || Without.Contains(key);
}

/// <summary>
/// The stored form of <see cref="CampaignAudience"/>, version 1. Read strictly: a member that this program does not know would widen or
/// narrow who gets mail, so it is refused instead.
/// </summary>
public static class CampaignAudienceJson
{
    public const int Version = 1;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
    };

    public static string Write(CampaignAudience audience) => JsonSerializer.Serialize(
        new Stored { Version = Version, Segment = audience.Segment?.Value, Without = [.. audience.Without.Select(k => k.Value)] }, s_options);

    /// <exception cref="FormatException">It is none, or one of a later version.</exception>
    public static CampaignAudience Read(string json) => TryRead(json, out var audience, out var why) ? audience : throw new FormatException(why);

    /// <param name="why">In words, when it is none.</param>
    public static bool TryRead(string json, [NotNullWhen(true)] out CampaignAudience? audience, [NotNullWhen(false)] out string? why)
    {
        (audience, why) = (null, null);
        try
        {
            if (JsonSerializer.Deserialize<Stored>(json, s_options) is not { } stored) why = "An audience can't be null.";
            else if (stored.Version != Version) why = $"This program reads audiences of version {Version} only.";
            else if (stored.Keys().FirstOrDefault(k => !SegmentKey.TryParse(k, out _)) is { } odd) why = $"'{odd}' is not the key of a segment.";
            else audience = stored.ToAudience();
        }
        catch (JsonException e)
        {
            why = e.Message;
        }

        return audience is not null;
    }

    private sealed record Stored
    {
        public required int Version { get; init; }

        public string? Segment { get; init; }

        public IReadOnlyList<string> Without { get; init; } = [];

        public IEnumerable<string> Keys() => Segment is null ? Without : Without.Prepend(Segment);

        public CampaignAudience ToAudience() => new(Segment is null ? null : Key(Segment), [.. Without.Select(Key).Distinct()]);

        private static SegmentKey Key(string text) => SegmentKey.TryParse(text, out var key) ? key : throw new FormatException(text);
    }
}
