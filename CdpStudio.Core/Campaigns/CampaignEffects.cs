using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>
/// What campaigns that began since have sent to people about whom the facts are. Whether somebody would have got the mail without them
/// is not asked.
/// </summary>
internal sealed class CampaignEffects(IDbContextFactory<StudioDbContext> contexts, IFactLog log, IProfileDirectory directory) : ILastingEffects
{
    public async Task<IReadOnlyList<LastingEffect>> OfAsync(BroughtFacts facts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var campaigns = await db.Campaigns.AsNoTracking()
            .Where(c => c.StartedAt >= facts.Since)
            .OrderBy(c => c.Number)
            .Select(c => new { c.Id, c.Number, c.Name })
            .ToListAsync(cancellationToken);
        if (campaigns.Count == 0) return [];

        var owners = campaigns.ConvertAll(c => (long)c.Number.Value);
        var sends = await db.Sends.AsNoTracking()
            .Where(s => s.Owner == SendOwner.Campaign && owners.Contains(s.OwnerId))
            .Where(s => s.State == SendState.Sent || s.State == SendState.InDoubt || s.State == SendState.HandingOff)
            .Select(s => new { s.OwnerId, s.Profile })
            .ToListAsync(cancellationToken);
        var met = await MetAsync(facts.Ranges, sends.Select(s => s.Profile).ToHashSet(), cancellationToken);
        var counts = sends.Where(s => met.Contains(s.Profile)).CountBy(s => s.OwnerId).ToDictionary();
        return
        [
            .. campaigns.Where(c => counts.ContainsKey(c.Number.Value))
                .Select(c => new LastingEffect(LastingKind.CampaignMails, c.Name, c.Id.Value.ToString(), counts[c.Number.Value])),
        ];
    }

    /// <summary>Those of the recipients about whom some fact is.</summary>
    private async Task<HashSet<ProfileId>> MetAsync(IReadOnlyList<FactRange> ranges, HashSet<ProfileId> recipients, CancellationToken cancellationToken)
    {
        var recipientOf = new Dictionary<ProfileId, ProfileId>();
        foreach (var recipient in recipients)
        {
            recipientOf[recipient] = recipient;
            // None once an import is taken back that alone had brought them; their mail then lies under the number that they had.
            foreach (var number in directory.Numbers(recipient)) recipientOf[number] = recipient;
        }

        var met = new HashSet<ProfileId>();
        if (recipients.Count == 0) return met;

        await foreach (var (fact, _) in log.ReadAsync(ranges, cancellationToken))
        {
            if (fact.People() is not var (one, other)) continue;
            if (recipientOf.TryGetValue(one, out var first)) met.Add(first);
            if (other is { } two && recipientOf.TryGetValue(two, out var second)) met.Add(second);
        }

        return met;
    }
}
