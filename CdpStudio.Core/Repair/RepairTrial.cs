using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Ingestion.Quarantine;

namespace CdpStudio.Core.Repair;

/// <summary>What a rule makes of one message.</summary>
/// <param name="Payload">As changed; null when the rule can't be carried out on it.</param>
internal abstract record RepairOutcome(byte[]? Payload)
{
    /// <summary>The door takes it; only the processor knows whether the same was stored before.</summary>
    public sealed record Fits(byte[] Changed, InboxRow Row) : RepairOutcome(Changed);

    public sealed record Stays(byte[]? Changed, Refusal Refusal) : RepairOutcome(Changed);
}

/// <summary>Tries a rule on a message with the very parser that messages come in through. Writes nothing.</summary>
internal sealed class RepairTrial(RowParser parser)
{
    public RepairOutcome Try(QuarantinedMessage message, RepairRule rule)
    {
        if (RepairableMessage.Read(message) is not { } changed) return new RepairOutcome.Stays(null, new Refusal(message.Reason, message.Words, message.Field));
        if (rule.Apply(changed) is { } fault) return new RepairOutcome.Stays(null, new Refusal(RefusalReason.NotRepaired, Short(fault.Words), fault.Field));

        var payload = RepairableMessage.Write(changed, message);
        var row = RowOf(message, payload);
        var parsed = parser.Parse(row).Messages[0];
        if ((parsed.Refusal ?? parsed.Finding.Refusal) is { } refusal) return new RepairOutcome.Stays(payload, refusal);

        // The first message of an id counts, also after its id was forgotten.
        var sameId = message.Reason == RefusalReason.IdConflict && parser.Parse(RowOf(message, message.Payload)).Messages[0].Key == parsed.Key;
        return sameId
            ? new RepairOutcome.Stays(payload, new Refusal(message.Reason, message.Words, message.Field))
            : new RepairOutcome.Fits(payload, row);
    }

    /// <summary>With its first clock, so that it counts for the time at which it came.</summary>
    private static InboxRow RowOf(QuarantinedMessage message, byte[] payload) => new()
    {
        Kind = message.IsMapped ? InboxKind.Messages : InboxKind.Tracking,
        Source = message.Source,
        ReceivedAt = message.ReceivedAt,
        Run = message.Run,
        Quarantined = message.Id,
        Messages = 1,
        Envelope = message.Envelope,
        // In a list: a message that is a list itself must stay one message.
        Payload = [(byte)'[', .. payload, (byte)']'],
    };

    private static string Short(string words) => words.Length <= 400 ? words : words[..400];
}
