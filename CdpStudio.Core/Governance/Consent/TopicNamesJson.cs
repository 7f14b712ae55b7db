using System.Text.Json;
using System.Text.Json.Serialization;

namespace CdpStudio.Core.Governance.Consent;

/// <summary>The stored form of a topic's names by language, version 1. Read strictly: a member that this program does not know would be lost with the next save.</summary>
public static class TopicNamesJson
{
    public const int Version = 1;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
    };

    public static string Write(IReadOnlyDictionary<string, string> names) =>
        JsonSerializer.Serialize(new Stored { Version = Version, Names = new(names.ToDictionary(), StringComparer.Ordinal) }, s_options);

    /// <exception cref="FormatException">It is none, or one of a later version.</exception>
    public static IReadOnlyDictionary<string, string> Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Stored>(json, s_options) is { Version: Version } stored
                ? stored.Names
                : throw new FormatException($"This program reads names of topics of version {Version} only.");
        }
        catch (JsonException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private sealed record Stored
    {
        public required int Version { get; init; }

        public required SortedDictionary<string, string> Names { get; init; }
    }
}
