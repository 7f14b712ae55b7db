using System.Text.Json;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Rules.Reading;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>A mail's content inside of a step.</summary>
internal static class ContentJson
{
    private const int LongestLine = 1_000;
    private const int LongestText = 200_000;

    public static MessageContent Read(JsonPlace place)
    {
        var members = JsonMembers.Of(place, "a mail's content")
            .Only("version", "subject", "preheader", "heading", "text", "picture", "button", "footer", "html");
        members.Required("version").Whole(1, 1);
        return new MessageContent(
            StepReader.Plain(members.Find("subject"), LongestLine),
            StepReader.Plain(members.Find("preheader"), LongestLine),
            StepReader.Plain(members.Find("heading"), LongestLine),
            StepReader.Plain(members.Find("text"), LongestText),
            Pair(members.Find("picture"), "a picture", "url", "alt") is var (url, alt) ? new MessagePicture(url, alt) : null,
            Pair(members.Find("button"), "a button", "text", "url") is var (text, target) ? new MessageButton(text, target) : null,
            StepReader.Plain(members.Find("footer"), LongestText),
            members.Find("html") is { IsNull: false } html ? StepReader.Plain(html, LongestText) : null);
    }

    public static void Write(Utf8JsonWriter json, MessageContent content)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("subject", content.Subject);
        json.WriteString("preheader", content.Preheader);
        json.WriteString("heading", content.Heading);
        json.WriteString("text", content.Text);
        if (content.Picture is { } picture) WritePair(json, "picture", ("url", picture.Url), ("alt", picture.Alt));
        if (content.Button is { } button) WritePair(json, "button", ("text", button.Text), ("url", button.Url));
        json.WriteString("footer", content.Footer);
        if (content.Html is not null) json.WriteString("html", content.Html);
        json.WriteEndObject();
    }

    private static (string First, string Second)? Pair(JsonPlace? place, string what, string first, string second)
    {
        if (place is not { IsNull: false } there) return null;

        var members = JsonMembers.Of(there, what).Only(first, second);
        return (StepReader.Plain(members.Find(first), LongestLine), StepReader.Plain(members.Find(second), LongestLine));
    }

    private static void WritePair(Utf8JsonWriter json, string name, (string Name, string Value) first, (string Name, string Value) second)
    {
        json.WriteStartObject(name);
        json.WriteString(first.Name, first.Value);
        json.WriteString(second.Name, second.Value);
        json.WriteEndObject();
    }
}
