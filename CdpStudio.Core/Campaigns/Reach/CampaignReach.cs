using CdpStudio.Core.Messaging.Ledger;

namespace CdpStudio.Core.Campaigns.Reach;

/// <summary>How many of a segment would get a campaign if it went out now, and why not the others.</summary>
/// <param name="InSegment">Everybody in the segment.</param>
/// <param name="Excluded">Of them, those in a segment that is left out.</param>
/// <param name="Skipped">Of the others, by reason; reasons of nobody are missing.</param>
public sealed record CampaignReach(long InSegment, long Excluded, IReadOnlyDictionary<SendReason, long> Skipped, DateTimeOffset At)
{
    public long Gets => InSegment - Excluded - Skipped.Values.Sum();

    public long Of(SendReason reason) => Skipped.GetValueOrDefault(reason);
}

/// <summary>A line of <see cref="CampaignReach"/>, to look at its people. Names stand in addresses, so they are not renamed.</summary>
public enum ReachPart
{
    InSegment,
    Excluded,
    Unsubscribed,
    NoAddress,
    InvalidAddress,
    SameMailbox,
    Gets,
    TopicUnsubscribed,
}
