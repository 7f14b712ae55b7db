using System.Text.Json;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Plan;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>Parses what lies in the inbox and holds it against the tracking plan. A message that the parser fails on is one for the quarantine, never a reason to stop.</summary>
internal sealed partial class RowParser(CurrentPlan plan, ILogger<RowParser> logger)
{
    public PreparedRow Parse(InboxRow row)
    {
        try
        {
            return row.Kind switch
            {
                InboxKind.Command => new PreparedRow(row, [], FactCommand.Read(row.Payload)),
                InboxKind.Messages => new PreparedRow(row, ParseMapped(row)),
                _ => new PreparedRow(row, ParseTracking(row)),
            };
        }
        catch (JsonException e)
        {
            LogFailed(row.Id, row.Source, e);
            return new PreparedRow(row, [Failed(row.Payload)]);
        }
    }

    private List<PreparedMessage> ParseTracking(InboxRow row)
    {
        var envelope = TrackingEnvelope.Read(row.Envelope);
        return [.. Split(row.Payload).Select(raw => Prepare(row, raw, () => TrackingParser.Parse(raw, envelope, row.ReceivedAt)))];
    }

    private List<PreparedMessage> ParseMapped(InboxRow row)
    {
        var prepared = new List<PreparedMessage>(row.Messages);
        foreach (var raw in Split(row.Payload))
        {
            prepared.Add(Prepare(row, raw, () => new ParsedMessage.Taken(
                JsonSerializer.Deserialize<Message>(raw.Span, JsonSerializerOptions.Web) ?? throw new JsonException("A message is null."), [])));
        }

        return prepared;
    }

    private PreparedMessage Prepare(InboxRow row, ReadOnlyMemory<byte> raw, Func<ParsedMessage> parse)
    {
        try
        {
            var parsed = parse();
            if (parsed is not ParsedMessage.Taken { Message: var message, Oddities: var oddities })
                return new PreparedMessage(raw, null, ((ParsedMessage.Refused)parsed).Refusal, default, []);

            IReadOnlyList<TraitList.Trait> traits = [];
            var badTraits = message.Traits is null ? null : TraitList.Read(message.Traits, out traits);
            var key = ContentHash.OfKey(row.Source, message.Key);
            if (badTraits is not null) return new PreparedMessage(raw, message, badTraits, key, traits);

            var (kept, keptTraits, finding) = PlanJudge.Judge(plan.Plan, message, traits, row.Kind == InboxKind.Messages);
            return new PreparedMessage(raw, kept, null, key, keptTraits) { Finding = finding, Oddities = oddities, Fields = FieldNames.Of(message, traits) };
        }
        // Whatever is wrong with our parser, it must not hold up the messages behind this one.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogFailed(row.Id, row.Source, e);
            return Failed(raw);
        }
    }

    private static PreparedMessage Failed(ReadOnlyMemory<byte> raw) =>
        new(raw, null, new Refusal(RefusalReason.Failed, "The product failed on this message."), default, []);

    private static List<ReadOnlyMemory<byte>> Split(byte[] payload)
    {
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = 1001 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray) return [payload];

        var messages = new List<ReadOnlyMemory<byte>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            messages.Add(payload.AsMemory(start, (int)reader.BytesConsumed - start));
        }

        return messages;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A message of inbox row {Row} from source {Source} could not be parsed and goes to the quarantine")]
    private partial void LogFailed(long row, int source, Exception reason);
}
