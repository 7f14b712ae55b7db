using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>
/// The stored form of <see cref="MessageContent"/>, version 1. Read strictly: a member that this program does not know would be lost
/// with the next save, so it is refused instead.
/// </summary>
public static class MessageContentJson
{
    public const int Version = 1;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
    };

    public static string Write(MessageContent content) => JsonSerializer.Serialize(Stored.Of(content), s_options);

    /// <exception cref="FormatException">It is none, or one of a later version.</exception>
    public static MessageContent Read(string json) =>
        TryRead(json, out var content, out var why) ? content : throw new FormatException(why);

    /// <param name="why">In words, when it is none.</param>
    public static bool TryRead(string json, [NotNullWhen(true)] out MessageContent? content, [NotNullWhen(false)] out string? why)
    {
        (content, why) = (null, null);
        try
        {
            if (JsonSerializer.Deserialize<Stored>(json, s_options) is not { } stored) why = "A message can't be null.";
            else if (stored.Version != Version) why = $"This program reads messages of version {Version} only.";
            else if (stored.Topic is { } topic && !Topic.IsKey(topic)) why = $"'{topic}' is not the key of a topic.";
            else if (stored.Purpose is { } purpose && !ConsentPurpose.All.Contains(purpose)) why = $"'{purpose}' is no purpose; there is {string.Join(", ", ConsentPurpose.All)}.";
            else content = stored.ToContent();
        }
        catch (JsonException e)
        {
            why = e.Message;
        }

        return content is not null;
    }

    /// <summary>Members that are left out are empty.</summary>
    private sealed record Stored
    {
        public required int Version { get; init; }

        public string Subject { get; init; } = "";

        public string Preheader { get; init; } = "";

        public string Heading { get; init; } = "";

        public string Text { get; init; } = "";

        public MessagePicture? Picture { get; init; }

        public MessageButton? Button { get; init; }

        public string Footer { get; init; } = "";

        public string? Html { get; init; }

        /// <summary>Left out of mail without a topic.</summary>
        public string? Topic { get; init; }

        /// <summary>Left out of marketing.</summary>
        public string? Purpose { get; init; }

        public static Stored Of(MessageContent content) => new()
        {
            Version = MessageContentJson.Version,
            Subject = content.Subject,
            Preheader = content.Preheader,
            Heading = content.Heading,
            Text = content.Text,
            Picture = content.Picture,
            Button = content.Button,
            Footer = content.Footer,
            Html = content.Html,
            Topic = content.Topic.Length == 0 ? null : content.Topic,
            Purpose = content.Purpose == ConsentPurpose.Marketing ? null : content.Purpose,
        };

        public MessageContent ToContent() => new(Subject, Preheader, Heading, Text, Picture, Button, Footer, Html)
        {
            Topic = Topic ?? "", Purpose = Purpose ?? ConsentPurpose.Marketing,
        };
    }
}
