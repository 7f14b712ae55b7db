using CdpStudio.Core.Messaging.Ledger;

namespace CdpStudio.Core.Campaigns;

/// <summary>How far a campaign is, as its rows in the ledger say: planned = sent + skipped + failed + in doubt + what is left.</summary>
public sealed record CampaignCounts(IReadOnlyList<SendCount> Rows)
{
    public static readonly CampaignCounts None = new([]);

    /// <summary>Everybody in the frozen audience.</summary>
    public int Planned => Rows.Sum(r => r.Count);

    public int Sent => Of(SendState.Sent);

    public int Skipped => Of(SendState.Skipped);

    public int Failed => Of(SendState.Failed);

    public int InDoubt => Of(SendState.InDoubt);

    public int Deferred => Of(SendState.Deferred);

    /// <summary>What is to leave for the first time, what a sender has in its hands included.</summary>
    public int Waiting => Left - Deferred;

    /// <summary>What may still leave or is leaving, what is deferred included.</summary>
    public int Left => Planned - Sent - Skipped - Failed - InDoubt;

    public int Of(SendState state) => Rows.Where(r => r.State == state).Sum(r => r.Count);

    /// <summary>The reasons of a state, the most frequent first.</summary>
    public IReadOnlyList<SendCount> Reasons(SendState state) =>
        [.. Rows.Where(r => r.State == state && r.Reason is not null).OrderByDescending(r => r.Count).ThenBy(r => r.Reason)];

    public bool Equals(CampaignCounts? other) =>
        other is not null && Rows.Count == other.Rows.Count && Rows.ToHashSet().SetEquals(other.Rows);

    public override int GetHashCode() => Planned;
}
