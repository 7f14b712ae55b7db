using System.Text.Json;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>A message's context: its own, completed by what its batch said for all.</summary>
internal static class CallContext
{
    public static string? Read(JsonElement call, string? ofBatch)
    {
        var own = call.TryGetProperty("context", out var context) && context.ValueKind == JsonValueKind.Object ? context : default;
        if (own.ValueKind != JsonValueKind.Object) return ofBatch;
        if (ofBatch is null) return own.GetRawText();

        using var shared = JsonDocument.Parse(ofBatch);
        var names = own.EnumerateObject().Select(m => m.Name).ToHashSet(StringComparer.Ordinal);
        return JsonObjects.Write(writer =>
        {
            foreach (var member in own.EnumerateObject()) member.WriteTo(writer);
            foreach (var member in shared.RootElement.EnumerateObject())
            {
                if (!names.Contains(member.Name)) member.WriteTo(writer);
            }
        });
    }
}
