using System.Text;
using System.Text.Json;
using CdpStudio.Core.Ingestion.Live;

namespace CdpStudio.Web.Sources.Live;

/// <summary>A message as the live view lists it.</summary>
/// <param name="Number">Counted on the page, from 1.</param>
/// <param name="Text">As it was sent; bytes that are no text are drawn as U+FFFD.</param>
/// <param name="Call">Such as <c>track</c>, as the message or its path says; null when neither does.</param>
/// <param name="Name">Of the event or page.</param>
/// <param name="Who">The user id, else the anonymous id.</param>
public sealed record LiveRow(long Number, LiveMessage Message, string Text, string? Call, string? Name, string? Who)
{
    public const string Batch = "batch";

    // A list is drawn four times a second, keyed by its rows: their texts need not be compared for it.
    public bool Equals(LiveRow? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Number.GetHashCode();

    internal static LiveRow Of(long number, LiveMessage message)
    {
        var text = Encoding.UTF8.GetString(message.Raw);
        var call = message.Call?.ToString().ToLowerInvariant();
        try
        {
            using var document = JsonDocument.Parse(message.Raw);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return new LiveRow(number, message, text, call, null, null);

            call ??= root.TryGetProperty(Batch, out _) ? Batch : TextOf(root, "type");
            return new LiveRow(number, message, text, call, TextOf(root, "event") ?? TextOf(root, "name"), TextOf(root, "userId") ?? TextOf(root, "anonymousId"));
        }
        // Broken, cut, too deep, or with half of a surrogate pair: it is shown as it came.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new LiveRow(number, message, text, call, null, null);
        }
    }

    private static string? TextOf(JsonElement root, string name) =>
        !root.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() is { Length: > 0 } text ? text : null
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText()
        : null;
}
