using System.Text.Json;

namespace CdpStudio.Core.DemoData;

/// <summary>What the demo made besides facts, as <see cref="DemoLoad.Made"/> holds it. A name is written down before the thing is made.</summary>
/// <param name="Source">The source that its messages came from.</param>
/// <param name="Segments">Keys.</param>
/// <param name="Journeys">Keys.</param>
/// <param name="Campaigns">Numbers.</param>
internal sealed record DemoMade(int Source, IReadOnlyList<string> Segments, IReadOnlyList<string> Journeys, IReadOnlyList<int> Campaigns)
{
    public static DemoMade Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, JsonSerializerOptions.Web);
        return stored is { Version: 1 }
            ? new DemoMade(stored.Source, stored.Segments ?? [], stored.Journeys ?? [], stored.Campaigns ?? [])
            : throw new JsonException("What the demo made was written by another version.");
    }

    public string Write() => JsonSerializer.Serialize(new Stored(1, Source, [.. Segments], [.. Journeys], [.. Campaigns]), JsonSerializerOptions.Web);

    private sealed record Stored(int Version, int Source, string[]? Segments, string[]? Journeys, int[]? Campaigns);
}
