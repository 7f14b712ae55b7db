using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Plan;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>What one transaction decided about messages that somebody looks at, until it has committed.</summary>
internal sealed class DecidedMessages(LiveFeed feed)
{
    private readonly List<(InboxRow Row, PreparedMessage Message, LiveOutcome Outcome, Refusal? Refusal)> _decided = [];

    public void Add(InboxRow row, PreparedMessage message, LiveOutcome outcome, Refusal? refusal = null)
    {
        // Rows of files and what is tried again do not arrive now.
        if (row.Kind == InboxKind.Tracking && row.Quarantined == 0 && feed.IsWatched(row.Source)) _decided.Add((row, message, outcome, refusal));
    }

    public void Show()
    {
        foreach (var source in _decided.GroupBy(d => d.Row.Source))
        {
            var messages = source.ToList();
            var unseen = Math.Max(0, messages.Count - LiveWatch.MaxMessages);
            if (unseen > 0) feed.Miss(source.Key, unseen);
            foreach (var (row, message, outcome, refusal) in messages.Skip(unseen)) feed.Show(source.Key, Shown(row, message, outcome, refusal));
        }
    }

    private static LiveMessage Shown(InboxRow row, PreparedMessage message, LiveOutcome outcome, Refusal? refusal) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt),
        outcome,
        TrackingEnvelope.Read(row.Envelope).Type,
        LiveMessage.Cut(message.Raw.Span),
        refusal?.Words,
        refusal?.Field ?? (outcome == LiveOutcome.Stored ? message.Oddities.Select(o => o.Field).FirstOrDefault(f => f is not null) : null))
    {
        // What came before was said of it then.
        Marks = outcome == LiveOutcome.Stored ? Marks(message) : [],
    };

    private static IReadOnlyList<string> Marks(PreparedMessage message) =>
    [
        .. message.Oddities.Select(o => o.Words),
        .. message.Finding.Violations.Select(v => ViolationWords.Of(v.Kind, PlanJudge.FieldOf(v.Rule, mapped: false))),
    ];
}
