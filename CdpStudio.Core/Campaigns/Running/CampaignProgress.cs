using System.Collections.Concurrent;

namespace CdpStudio.Core.Campaigns.Running;

/// <summary>A campaign that is under way, as it was counted last.</summary>
/// <param name="PerMinute">Mails that left in the last minute; null before there are two looks.</param>
public sealed record CampaignPace(CampaignId Id, string Name, CampaignState State, CampaignCounts Counts, double? PerMinute, DateTimeOffset? StartedAt, DateTimeOffset At);

/// <summary>
/// How far the campaigns under way are, for all readers of this process: counted once however many pages show it, and the less often
/// the longer a count takes.
/// </summary>
public sealed class CampaignProgress(KeptCounts counts, CampaignChanges changes, TimeProvider clock)
{
    private const int Breath = 20;

    private static readonly TimeSpan s_atLeast = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_paceOver = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<CampaignNumber, Watched> _watched = [];

    /// <summary>Those under way, the first begun first.</summary>
    public IReadOnlyList<CampaignPace> All => [.. _watched.Values.Select(w => w.Pace).OrderBy(p => p.StartedAt)];

    public CampaignPace? Of(CampaignNumber campaign) => _watched.TryGetValue(campaign, out var watched) ? watched.Pace : null;

    /// <summary>Counts those that are due to be counted, and forgets those that are not under way any more.</summary>
    internal async Task LookAsync(IReadOnlyList<Campaign> underWay, CancellationToken cancellationToken)
    {
        foreach (var gone in _watched.Keys.Except(underWay.Select(c => c.Number)).ToList())
        {
            if (_watched.TryRemove(gone, out _)) changes.Publish(gone);
        }

        foreach (var campaign in underWay)
        {
            var known = _watched.GetValueOrDefault(campaign.Number);
            if (known is not null && known.Pace.State == campaign.State && clock.GetUtcNow() < known.Next) continue;

            var began = clock.GetTimestamp();
            var counted = await counts.OfAsync(campaign.Number, finishedAt: null, cancellationToken);
            var took = clock.GetElapsedTime(began);
            var watched = Next(campaign, known, counted, clock.GetUtcNow(), took);
            _watched[campaign.Number] = watched;
            if (known is null || known.Pace.State != campaign.State || !known.Pace.Counts.Equals(counted)) changes.Publish(campaign.Number);
        }
    }

    private static Watched Next(Campaign campaign, Watched? known, CampaignCounts counted, DateTimeOffset now, TimeSpan took)
    {
        var sent = new Queue<(DateTimeOffset At, int Sent)>(known?.Sent ?? []);
        sent.Enqueue((now, counted.Sent));
        while (sent.Count > 2 && now - sent.Peek().At > s_paceOver) sent.Dequeue();
        var (first, minutes) = (sent.Peek().Sent, (now - sent.Peek().At).TotalMinutes);
        double? pace = campaign.State == CampaignState.Sending && minutes > 0 ? (counted.Sent - first) / minutes : null;

        var pause = took * Breath;
        return new Watched(
            new CampaignPace(campaign.Id, campaign.Name, campaign.State, counted, pace, campaign.StartedAt, now),
            sent,
            now + (pause < s_atLeast ? s_atLeast : pause));
    }

    private sealed record Watched(CampaignPace Pace, Queue<(DateTimeOffset At, int Sent)> Sent, DateTimeOffset Next);
}
