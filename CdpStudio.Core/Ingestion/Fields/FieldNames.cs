using System.Text.Json;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Ingestion.Fields;

/// <summary>What a message has values for: the names of its traits, or its event's own properties.</summary>
internal static class FieldNames
{
    public static IReadOnlyList<string> Of(Message message, IReadOnlyList<TraitList.Trait> traits) =>
        message.Event is { } happened ? OfObject(happened.Properties)
        : traits.Count == 0 ? []
        : [.. traits.Where(t => t.Value is not null).Select(t => t.Name)];

    private static IReadOnlyList<string> OfObject(string json)
    {
        if (json.Length < 3) return [];

        using var document = JsonDocument.Parse(json);
        var names = new List<string>(document.RootElement.GetPropertyCount());
        foreach (var member in document.RootElement.EnumerateObject())
        {
            var missing = member.Value.ValueKind == JsonValueKind.Null || (member.Value.ValueKind == JsonValueKind.String && member.Value.ValueEquals(""u8));
            if (!missing) names.Add(JsonPaths.NameOf(member));
        }

        return names;
    }
}
