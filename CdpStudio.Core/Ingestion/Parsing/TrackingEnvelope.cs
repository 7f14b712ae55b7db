using System.Buffers;
using System.Text.Json;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>What a request says for all of its messages.</summary>
/// <param name="Type">The path's call; null for a batch, whose messages name their own.</param>
/// <param name="SentAt">As sent.</param>
/// <param name="Context">A JSON object as sent, each name once.</param>
/// <param name="Doubled">Dotted path of a name that the request itself has twice; null when there is none.</param>
internal sealed record TrackingEnvelope(CallType? Type, string? SentAt, string? Context, string? Doubled = null)
{
    public static TrackingEnvelope Empty { get; } = new(null, null, null);

    public static TrackingEnvelope Read(byte[]? stored)
    {
        if (stored is null) return Empty;

        using var document = JsonDocument.Parse(stored);
        var root = document.RootElement;
        return new TrackingEnvelope(
            CallTypes.TryParse(Text(root, "type"), out var type) ? type : null,
            Text(root, "sentAt"),
            root.TryGetProperty("context", out var context) ? context.GetRawText() : null,
            Text(root, "doubled"));
    }

    public byte[]? Write()
    {
        if (this == Empty) return null;

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            if (Type is { } type) writer.WriteString("type", type.ToString());
            if (SentAt is not null) writer.WriteString("sentAt", SentAt);
            if (Doubled is not null) writer.WriteString("doubled", Doubled);
            if (Context is not null)
            {
                writer.WritePropertyName("context");
                writer.WriteRawValue(Context, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value) ? value.GetString() : null;
}
