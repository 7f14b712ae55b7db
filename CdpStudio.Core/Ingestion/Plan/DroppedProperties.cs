using System.Text.Json;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>An event's properties without those that the plan drops.</summary>
internal static class DroppedProperties
{
    /// <param name="keys">Folded paths. Whatever leads to one of them goes, also within the objects of a list.</param>
    public static string Without(string json, HashSet<string> keys)
    {
        using var document = JsonDocument.Parse(json);
        return JsonObjects.Write(writer => WriteMembers(writer, document.RootElement, "", keys));
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement element, string prefix, HashSet<string> keys)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = JsonPaths.NameOf(member);
            var path = prefix + name;
            if (keys.Contains(StudioText.Key(path))) continue;

            writer.WritePropertyName(name);
            Write(writer, member.Value, path + ".", keys);
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, string prefix, HashSet<string> keys)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteMembers(writer, value, prefix, keys);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray()) Write(writer, item, prefix, keys);
                writer.WriteEndArray();
                break;
            default:
                // As it was written: numbers keep their digits.
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
                break;
        }
    }
}
