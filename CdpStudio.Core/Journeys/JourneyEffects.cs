using CdpStudio.Core.Facts;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Whom events let into journeys, or segments that an import brought them into, and what these have sent to them.</summary>
internal sealed class JourneyEffects(IDbContextFactory<StudioDbContext> contexts) : ILastingEffects
{
    public async Task<IReadOnlyList<LastingEffect>> OfAsync(BroughtFacts facts, CancellationToken cancellationToken)
    {
        var (sent, inside) = (new Dictionary<JourneyNumber, long>(), new Dictionary<JourneyNumber, long>());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Below zero a reason is a segment's generation, which says nothing of facts. Ranges are many, so all between their ends is read.
        var (first, last) = facts.Ranges.Count == 0 ? (1, 0) : (facts.Ranges[0].First, facts.Ranges[^1].Last);
        var runs = db.JourneyRuns.Where(r => r.BroughtBy == facts.Run || (r.EntryReason >= first && r.EntryReason <= last));
        await foreach (var entry in runs.Where(r => r.State == JourneyRunState.Active)
            .Select(r => new Entry(r.Journey, r.EntryReason, r.BroughtBy)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (IsBy(entry, facts)) inside[entry.Journey] = inside.GetValueOrDefault(entry.Journey) + 1;
        }

        var mails = db.Sends.Where(s => s.Owner == SendOwner.JourneyStep && (s.State == SendState.Sent || s.State == SendState.InDoubt || s.State == SendState.HandingOff));
        await foreach (var entry in mails.Join(runs, s => s.OwnerId, r => r.Id, (s, r) => new Entry(r.Journey, r.EntryReason, r.BroughtBy))
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (IsBy(entry, facts)) sent[entry.Journey] = sent.GetValueOrDefault(entry.Journey) + 1;
        }

        var numbers = sent.Keys.Union(inside.Keys).ToList();
        var journeys = await db.Journeys.AsNoTracking().Where(j => numbers.Contains(j.Number)).OrderBy(j => j.Key).ToListAsync(cancellationToken);
        return
        [
            .. journeys.Where(j => sent.ContainsKey(j.Number)).Select(j => new LastingEffect(LastingKind.Mails, j.Name, j.Key, sent[j.Number])),
            .. journeys.Where(j => inside.ContainsKey(j.Number)).Select(j => new LastingEffect(LastingKind.PeopleInJourney, j.Name, j.Key, inside[j.Number])),
        ];
    }

    private static bool IsBy(Entry entry, BroughtFacts facts) => entry.BroughtBy == facts.Run || facts.Holds(entry.Reason);

    private sealed record Entry(JourneyNumber Journey, long Reason, int BroughtBy);
}
