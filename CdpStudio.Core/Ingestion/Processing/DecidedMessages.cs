using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>What one transaction decided about messages that somebody looks at, until it has committed.</summary>
internal sealed class DecidedMessages(LiveFeed feed)
{
    private readonly List<(InboxRow Row, ReadOnlyMemory<byte> Raw, LiveOutcome Outcome, Refusal? Refusal)> _decided = [];

    public void Add(InboxRow row, PreparedMessage message, LiveOutcome outcome, Refusal? refusal = null)
    {
        // Rows of files and what is tried again do not arrive now.
        if (row.Kind == InboxKind.Tracking && row.Quarantined == 0 && feed.IsWatched(row.Source)) _decided.Add((row, message.Raw, outcome, refusal));
    }

    public void Show()
    {
        foreach (var source in _decided.GroupBy(d => d.Row.Source))
        {
            var messages = source.ToList();
            var unseen = Math.Max(0, messages.Count - LiveWatch.MaxMessages);
            if (unseen > 0) feed.Miss(source.Key, unseen);
            foreach (var (row, raw, outcome, refusal) in messages.Skip(unseen)) feed.Show(source.Key, Message(row, raw, outcome, refusal));
        }
    }

    private static LiveMessage Message(InboxRow row, ReadOnlyMemory<byte> raw, LiveOutcome outcome, Refusal? refusal) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt),
        outcome,
        TrackingEnvelope.Read(row.Envelope).Type,
        LiveMessage.Cut(raw.Span),
        refusal?.Words,
        refusal?.Field);
}
