using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>A request's body at the door: well formed as a whole, its messages not yet looked at.</summary>
/// <param name="WriteKey">As the body says it; null when it does not.</param>
/// <param name="Payloads">Each a JSON object or array of messages, at most <see cref="MessagesPerPayload"/> of them.</param>
public sealed record TrackingBody(string? WriteKey, byte[]? Envelope, IReadOnlyList<TrackingPayload> Payloads)
{
    /// <summary>Bytes after unpacking.</summary>
    public const int MaxBytes = 500 * 1024;

    /// <summary>Messages of one batch, as the specification has it: a body of tiny messages costs far more than its bytes.</summary>
    public const int MaxMessages = 2_500;

    /// <summary>Few enough for one of the processor's short transactions.</summary>
    public const int MessagesPerPayload = 100;

    // A reader does not recurse, so a deep message costs nothing here; the parser refuses it by itself.
    private const int MaxReaderDepth = 1000;

    // It becomes a member of each message, which is a level by itself.
    private const int MaxContextDepth = TrackingParser.MaxDepth - 1;

    public int Messages => Payloads.Sum(p => p.Messages);

    /// <param name="type">The path's call; null for a batch.</param>
    /// <returns>Null, or why the body is refused as a whole: it is malformed, has more messages than a batch may
    /// (<see cref="RefusalReason.TooLarge"/>), or holds a single message that can't be taken.</returns>
    public static Refusal? Read(ReadOnlyMemory<byte> bytes, CallType? type, long receivedAt, out TrackingBody body)
    {
        body = new TrackingBody(null, null, []);
        if (bytes.Span is [0xEF, 0xBB, 0xBF, ..]) bytes = bytes[3..];
        if (!Utf8.IsValid(bytes.Span)) return Malformed("The body is not UTF-8.");

        try
        {
            return type is { } call ? ReadSingle(bytes, call, receivedAt, out body) : ReadBatch(bytes, out body);
        }
        catch (JsonException e)
        {
            return Malformed(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"The body is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1})."));
        }
    }

    private static Refusal? ReadSingle(ReadOnlyMemory<byte> bytes, CallType type, long receivedAt, out TrackingBody body)
    {
        body = new TrackingBody(null, null, []);
        if (ReadKey(bytes.Span, out var key) is { } malformed) return malformed;

        var envelope = TrackingEnvelope.Empty with { Type = type };
        body = new TrackingBody(key, envelope.Write(), [new TrackingPayload(bytes.ToArray(), 1)]);
        return TrackingParser.Parse(bytes, envelope, receivedAt) switch
        {
            ParsedMessage.Refused refused => refused.Refusal,
            // The processor would refuse these too, but then nobody hears of it.
            ParsedMessage.Taken { Message.Traits: { } traits } => TraitList.Read(traits, out _),
            _ => null,
        };
    }

    /// <summary>Checks the whole body on the way. By a reader, because a document takes no name with half of a surrogate pair.</summary>
    private static Refusal? ReadKey(ReadOnlySpan<byte> bytes, out string? key)
    {
        key = null;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = TrackingParser.MaxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return Malformed("The body must be a JSON object.");

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = Is(ref reader, "writeKey"u8);
            reader.Read();
            if (isKey && reader.TokenType == JsonTokenType.String) key = Text(ref reader);
            else reader.Skip();
        }

        // Whatever follows the object makes this throw.
        reader.Read();
        return null;
    }

    private static Refusal? ReadBatch(ReadOnlyMemory<byte> bytes, out TrackingBody body)
    {
        body = new TrackingBody(null, null, []);
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = MaxReaderDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) return Malformed("The body must be a JSON object.");

        var envelope = TrackingEnvelope.Empty;
        List<Range>? messages = null;
        var seen = new HashSet<char>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = Is(ref reader, "batch"u8) ? 'b' : Is(ref reader, "sentAt"u8) ? 's'
                : Is(ref reader, "context"u8) ? 'c' : Is(ref reader, "writeKey"u8) ? 'k' : ' ';
            // The others mean nothing here, however often they come.
            if (name != ' ' && !seen.Add(name)) envelope = envelope with { Doubled = envelope.Doubled ?? reader.GetString() };
            reader.Read();
            switch (name)
            {
                case 'b' when reader.TokenType == JsonTokenType.StartArray:
                    messages = ReadRanges(ref reader);
                    break;
                case 'c':
                    if (ReadContext(ref reader, bytes.Span, out var context, out var doubled) is { } bad) return bad;
                    envelope = envelope with { Context = context, Doubled = envelope.Doubled ?? doubled };
                    break;
                case 's' when reader.TokenType == JsonTokenType.String:
                    envelope = envelope with { SentAt = Text(ref reader) };
                    break;
                case 'k' when reader.TokenType == JsonTokenType.String:
                    body = body with { WriteKey = Text(ref reader) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        // Whatever follows the object makes this throw.
        reader.Read();
        if (messages is not { Count: > 0 }) return Malformed("'batch' must be an array of at least one message.");
        if (messages.Count > MaxMessages) return new Refusal(RefusalReason.TooLarge, $"A batch has at most {MaxMessages} messages.");

        body = new TrackingBody(body.WriteKey, envelope.Write(), [.. messages.Chunk(MessagesPerPayload).Select(chunk => Payload(bytes.Span, chunk))]);
        return null;
    }

    private static List<Range> ReadRanges(ref Utf8JsonReader reader)
    {
        var ranges = new List<Range>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (ranges.Count <= MaxMessages) ranges.Add(start..(int)reader.BytesConsumed);
        }

        return ranges;
    }

    private static Refusal? ReadContext(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, out string? context, out string? doubled)
    {
        (context, doubled) = (null, null);
        var start = (int)reader.TokenStartIndex;
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        var depth = reader.CurrentDepth;
        while (isObject && reader.Read() && reader.CurrentDepth > depth)
        {
            var levels = reader.CurrentDepth - depth + (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);
            if (levels > MaxContextDepth) return Malformed($"'context' has more than {MaxContextDepth} levels.");
        }

        if (!isObject)
        {
            reader.Skip();
            return null;
        }

        var json = bytes[start..(int)reader.BytesConsumed];
        // It is stored with every message that has none of its own.
        if (json.Length > TrackingParser.MaxMessageBytes) return Malformed($"'context' has more than {TrackingParser.MaxMessageBytes} bytes.");
        if (BrokenText.IsIn(json)) return Malformed("'context' holds half of a surrogate pair.");
        using var document = DoubledNames.ParseOnce(json.ToArray(), out doubled);
        if (doubled is not null) doubled = "context." + doubled;
        context = document.RootElement.GetRawText();
        return null;
    }

    // A name that is broken is none of ours, and comparing it would throw.
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.ValueIsEscaped ? !BrokenText.IsIn(reader.ValueSpan) && reader.ValueTextEquals(name) : reader.ValueSpan.SequenceEqual(name);

    // A string that is broken is none: it can't be a key nor a time.
    private static string? Text(ref Utf8JsonReader reader) => BrokenText.IsIn(reader.ValueSpan) ? null : reader.GetString();

    private static TrackingPayload Payload(ReadOnlySpan<byte> bytes, Range[] messages)
    {
        var json = new byte[messages.Sum(m => m.End.Value - m.Start.Value) + messages.Length + 1];
        var at = 0;
        foreach (var message in messages)
        {
            json[at++] = at == 1 ? (byte)'[' : (byte)',';
            bytes[message].CopyTo(json.AsSpan(at));
            at += message.End.Value - message.Start.Value;
        }

        json[at] = (byte)']';
        return new TrackingPayload(json, messages.Length);
    }

    private static Refusal Malformed(string words) => new(RefusalReason.MalformedJson, words);
}

/// <param name="Json">A message, or an array of <paramref name="Messages"/> messages.</param>
public sealed record TrackingPayload(byte[] Json, int Messages);
