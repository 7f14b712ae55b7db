using System.Collections.Concurrent;
using CdpStudio.Core.Messaging.Ledger;

namespace CdpStudio.Core.Campaigns;

/// <summary>Counts of campaigns. Those of one that has ended are remembered: its rows do not change until somebody sends again.</summary>
public sealed class KeptCounts(SendCounts counts)
{
    // A few hundred bytes each.
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<CampaignNumber, (DateTimeOffset FinishedAt, CampaignCounts Counts)> _ended = [];

    /// <param name="finishedAt">Null while it has not ended.</param>
    public async Task<CampaignCounts> OfAsync(CampaignNumber number, DateTimeOffset? finishedAt, CancellationToken cancellationToken)
    {
        if (finishedAt is { } at && _ended.TryGetValue(number, out var kept) && kept.FinishedAt == at) return kept.Counts;

        var counted = new CampaignCounts(await counts.OfAsync(SendOwner.Campaign, number.Value, cancellationToken));
        if (finishedAt is not { } ended) return counted;

        if (_ended.Count >= Most) _ended.Clear();
        _ended[number] = (ended, counted);
        return counted;
    }
}
