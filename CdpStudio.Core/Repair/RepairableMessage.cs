using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Quarantine;

namespace CdpStudio.Core.Repair;

/// <summary>
/// A quarantined message as one object that rules change, whatever form it came in. A row of a file shows as what a call would have said:
/// <c>event</c>, <c>properties</c> and <c>traits</c>.
/// </summary>
internal static class RepairableMessage
{
    // As deep as the door lets a body be: what is nested too deeply can be dropped.
    private const int MaxDepth = 1001;

    /// <summary>Null when the bytes are no JSON object, or hold halves of letters.</summary>
    public static JsonObject? Read(QuarantinedMessage message)
    {
        try
        {
            if (BrokenText.IsIn(message.Payload)) return null;
            if (!message.IsMapped) return ObjectOf(message.Payload);

            return Mapped(message) is { } mapped ? View(mapped) : null;
        }
        catch (Exception e) when (e is JsonException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>In the form in which <paramref name="original"/> came.</summary>
    public static byte[] Write(JsonObject changed, QuarantinedMessage original) =>
        original.IsMapped ? JsonSerializer.SerializeToUtf8Bytes(Back(changed, Mapped(original)!), JsonSerializerOptions.Web) : Utf8(changed);

    /// <summary>The paths of the message's members, objects' own among them.</summary>
    public static IEnumerable<string> Paths(JsonObject message, string prefix = "")
    {
        foreach (var (name, value) in message)
        {
            var path = prefix + name;
            yield return path;
            if (value is not JsonObject inner) continue;
            foreach (var below in Paths(inner, path + ".")) yield return below;
        }
    }

    private static Message? Mapped(QuarantinedMessage message) => JsonSerializer.Deserialize<Message>(message.Payload, JsonSerializerOptions.Web);

    private static JsonObject View(Message message)
    {
        var view = new JsonObject();
        if (message.Event is { } happened)
        {
            view["event"] = happened.Name;
            view["properties"] = ObjectOf(Encoding.UTF8.GetBytes(happened.Properties));
        }

        if (message.Traits is not null) view["traits"] = ObjectOf(Encoding.UTF8.GetBytes(message.Traits));
        return view;
    }

    private static Message Back(JsonObject view, Message original) => original with
    {
        Event = original.Event is { } happened ? new MessageEvent(TextOf(view["event"]) ?? happened.Name, Json(view["properties"]) ?? "{}") : null,
        Traits = Json(view["traits"]),
    };

    private static string? TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    private static string? Json(JsonNode? node) => node is JsonObject members ? Encoding.UTF8.GetString(Utf8(members)) : null;

    private static JsonObject? ObjectOf(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        return document.RootElement.ValueKind == JsonValueKind.Object ? (JsonObject)Clone(document.RootElement)! : null;
    }

    // By hand, because JSON may name a member twice: the last one counts, as it does where messages are read.
    private static JsonNode? Clone(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject()) members[member.Name] = Clone(member.Value);
                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Clone)]);
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element.Clone());
        }
    }

    private static byte[] Utf8(JsonObject message) => Encoding.UTF8.GetBytes(JsonObjects.Write(writer =>
    {
        foreach (var (name, value) in message)
        {
            writer.WritePropertyName(name);
            if (value is null) writer.WriteNullValue();
            else value.WriteTo(writer);
        }
    }));
}
