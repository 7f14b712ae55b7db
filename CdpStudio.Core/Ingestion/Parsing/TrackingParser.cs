using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>Turns one tracking call, as Segment's public specification has it, into a message. Pure; never throws on bad input.</summary>
internal static class TrackingParser
{
    /// <summary>Bytes of one message as sent. The documented limit is 32 KB, but clients miscount it.</summary>
    public const int MaxMessageBytes = 36 * 1024;

    /// <summary>Levels of objects and arrays in one message.</summary>
    public const int MaxDepth = 64;

    /// <summary>Characters of a message id.</summary>
    public const int MaxMessageIdLength = 100;

    /// <summary>Characters of the name of an event or a trait.</summary>
    public const int MaxNameLength = 400;

    public static ParsedMessage Parse(ReadOnlyMemory<byte> json, TrackingEnvelope envelope, long receivedAt)
    {
        if (json.Length > MaxMessageBytes) return Refuse(RefusalReason.TooLarge, $"The message has {json.Length} bytes; {MaxMessageBytes} are allowed.");
        if (BrokenText.IsIn(json.Span)) return Refuse(RefusalReason.BrokenText, "The message holds half of a surrogate pair.");

        try
        {
            using var document = DoubledNames.ParseOnce(json, out var doubled);
            return Parse(document.RootElement, envelope, receivedAt, doubled);
        }
        catch (JsonException)
        {
            return Refuse(RefusalReason.TooDeep, $"The message is not JSON of at most {MaxDepth} levels.");
        }
    }

    private static ParsedMessage Parse(JsonElement call, TrackingEnvelope envelope, long receivedAt, string? doubled)
    {
        if (call.ValueKind != JsonValueKind.Object) return Refuse(RefusalReason.NotAnObject, "A message must be a JSON object.");
        if (!TryReadType(call, envelope, out var type)) return Refuse(RefusalReason.UnknownType, "'type' must be identify, track, page, screen, group or alias.", "type");

        if (ReadKey(call, out var key) is { } badKey) return new ParsedMessage.Refused(badKey);
        if (ReadLeading(call, out var identifiers) is { } badIdentifier) return new ParsedMessage.Refused(badIdentifier);
        if (!MessageTime.TryResolve(call, envelope.SentAt, receivedAt, out var timestamp))
            return Refuse(RefusalReason.BadTimestamp, "'timestamp' is not an ISO 8601 time.", "timestamp");

        if (CallContent.Read(type, call, identifiers, out var content) is { } badContent) return new ParsedMessage.Refused(badContent);

        var message = new Message(
            key,
            identifiers,
            timestamp,
            content.Event,
            content.Traits,
            content.PreviousId,
            CallContext.Read(call, envelope.Context),
            ContentHash.Of(type, call, content.HashedTraits));
        return new ParsedMessage.Taken(message, Oddities(call, envelope, timestamp, receivedAt, doubled));
    }

    private static IReadOnlyList<Oddity> Oddities(JsonElement call, TrackingEnvelope envelope, long timestamp, long receivedAt, string? doubled)
    {
        var time = Oddity.OfTime(call, timestamp, receivedAt);
        var name = doubled is not null ? Oddity.Doubled(doubled) : envelope.Doubled is { } inRequest ? Oddity.DoubledInRequest(inRequest) : null;
        return (name, time) switch
        {
            (null, null) => [],
            ({ } one, null) => [one],
            (null, { } other) => [other],
            ({ } one, { } other) => [one, other],
        };
    }

    private static bool TryReadType(JsonElement call, TrackingEnvelope envelope, out CallType type)
    {
        type = envelope.Type ?? default;
        return envelope.Type is not null
            || (call.TryGetProperty("type", out var name) && name.ValueKind == JsonValueKind.String && CallTypes.TryParse(name.GetString(), out type));
    }

    private static Refusal? ReadKey(JsonElement call, out string key)
    {
        key = "";
        if (call.TryGetProperty("messageId", out var id))
        {
            key = id.ValueKind switch
            {
                JsonValueKind.String => id.GetString()!,
                JsonValueKind.Number => id.GetRawText(),
                _ => "",
            };
            if (id.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Array or JsonValueKind.Object)
                return new Refusal(RefusalReason.BadMessageId, "'messageId' must be text.", "messageId");
            if (key.Length > MaxMessageIdLength)
                return new Refusal(RefusalReason.BadMessageId, $"'messageId' is longer than {MaxMessageIdLength} characters.", "messageId");
        }

        key = StudioText.IsBlank(key) ? $"made-{Guid.NewGuid():N}" : key.Replace('\0', '\uFFFD');
        return null;
    }

    private static Refusal? ReadLeading(JsonElement call, out List<Identifier> identifiers)
    {
        identifiers = [];
        if (CallIdentifiers.Read(call, "userId", out var userId) is { } badUserId) return badUserId;
        if (CallIdentifiers.Read(call, "anonymousId", out var anonymousId) is { } badAnonymousId) return badAnonymousId;

        if (userId is not null) identifiers.Add(new Identifier(IdentifierNamespace.UserId, userId));
        if (anonymousId is not null) identifiers.Add(new Identifier(IdentifierNamespace.AnonymousId, anonymousId));
        return identifiers.Count == 0 ? new Refusal(RefusalReason.NoIdentifier, "A message needs 'userId' or 'anonymousId'.", "userId") : null;
    }

    private static ParsedMessage.Refused Refuse(RefusalReason reason, string words, string? field = null) => new(new Refusal(reason, words, field));
}
