using System.Text.Json;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>Names that one object has twice. JSON allows it and does not say what it means; here the last one counts, on every level.</summary>
internal static class DoubledNames
{
    // The check is the JSON reader's own: nearly every message passes it, and costs nothing more.
    private static readonly JsonDocumentOptions s_once = new() { MaxDepth = TrackingParser.MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions s_any = new() { MaxDepth = TrackingParser.MaxDepth };

    /// <summary>The JSON with each name once.</summary>
    /// <param name="json">Without halves of surrogate pairs.</param>
    /// <param name="doubled">Dotted path of the first name that stood twice; null when none did.</param>
    /// <exception cref="JsonException">It is no JSON, or has too many levels.</exception>
    public static JsonDocument ParseOnce(ReadOnlyMemory<byte> json, out string? doubled)
    {
        doubled = null;
        try
        {
            return JsonDocument.Parse(json, s_once);
        }
        catch (JsonException)
        {
            // Either a name stands twice, or the next line throws again.
            using var document = JsonDocument.Parse(json, s_any);
            // What is no object is refused anyway.
            if (document.RootElement.ValueKind != JsonValueKind.Object) return JsonDocument.Parse(json, s_any);

            doubled = FirstIn(document.RootElement, "");
            return JsonDocument.Parse(JsonObjects.Write(writer => WriteMembers(writer, document.RootElement)), s_any);
        }
    }

    private static string? FirstIn(JsonElement element, string prefix)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select(item => FirstIn(item, prefix)).FirstOrDefault(path => path is not null);
        if (element.ValueKind != JsonValueKind.Object) return null;

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!names.Add(member.Name)) return prefix + member.Name;
        }

        return element.EnumerateObject().Select(m => FirstIn(m.Value, $"{prefix}{m.Name}.")).FirstOrDefault(path => path is not null);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                WriteMembers(writer, element);
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                // As it was written: numbers keep their digits.
                writer.WriteRawValue(element.GetRawText(), skipInputValidation: true);
                break;
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement element)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (place, member) in element.EnumerateObject().Index()) last[member.Name] = place;
        foreach (var (place, member) in element.EnumerateObject().Index())
        {
            if (last[member.Name] != place) continue;

            writer.WritePropertyName(member.Name);
            Write(writer, member.Value);
        }
    }
}
