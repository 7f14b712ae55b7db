using System.Text.Json;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Rules.Reading;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>A mail's content inside of a step, in the form that messages have everywhere.</summary>
internal static class ContentJson
{
    public static MessageContent Read(JsonPlace place)
    {
        if (!MessageContentJson.TryRead(place.Json.GetRawText(), out var content, out var why)) throw place.Refusal($"is not a mail's content: {why}");
        // Members that were left out of an object whose members are not optional.
        if (content.Picture is { Url: null } or { Alt: null }) throw JsonPlace.RefusalAt(JsonPlace.Child(place.Pointer, "picture"), "has to have url and alt.");
        if (content.Button is { Text: null } or { Url: null }) throw JsonPlace.RefusalAt(JsonPlace.Child(place.Pointer, "button"), "has to have text and url.");

        return content;
    }

    public static void Write(Utf8JsonWriter json, MessageContent content)
    {
        // Parsed and written again, so that it is escaped as the rest of the definition.
        using var document = JsonDocument.Parse(MessageContentJson.Write(content));
        document.RootElement.WriteTo(json);
    }
}
