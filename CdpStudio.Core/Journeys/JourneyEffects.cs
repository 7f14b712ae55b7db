using CdpStudio.Core.Facts;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Whom events let into journeys, and what these have sent to them.</summary>
internal sealed class JourneyEffects(IDbContextFactory<StudioDbContext> contexts) : ILastingEffects
{
    public async Task<IReadOnlyList<LastingEffect>> OfAsync(IReadOnlyList<FactRange> ranges, CancellationToken cancellationToken)
    {
        var (sent, inside) = (new Dictionary<JourneyNumber, long>(), new Dictionary<JourneyNumber, long>());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var range in ranges)
        {
            // Below zero a reason is a segment's generation, which says nothing of facts.
            var runs = db.JourneyRuns.Where(r => r.EntryReason >= range.First && r.EntryReason <= range.Last);
            var active = await runs.Where(r => r.State == JourneyRunState.Active)
                .GroupBy(r => r.Journey).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
            foreach (var some in active) inside[some.Key] = inside.GetValueOrDefault(some.Key) + some.Count;

            var mails = await db.Sends
                .Where(s => s.Owner == SendOwner.JourneyStep && (s.State == SendState.Sent || s.State == SendState.InDoubt || s.State == SendState.HandingOff))
                .Join(runs, s => s.OwnerId, r => r.Id, (s, r) => r.Journey)
                .GroupBy(j => j).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
            foreach (var some in mails) sent[some.Key] = sent.GetValueOrDefault(some.Key) + some.Count;
        }

        var numbers = sent.Keys.Union(inside.Keys).ToList();
        var journeys = await db.Journeys.AsNoTracking().Where(j => numbers.Contains(j.Number)).OrderBy(j => j.Key).ToListAsync(cancellationToken);
        return
        [
            .. journeys.Where(j => sent.ContainsKey(j.Number)).Select(j => new LastingEffect(LastingKind.Mails, j.Name, j.Key, sent[j.Number])),
            .. journeys.Where(j => inside.ContainsKey(j.Number)).Select(j => new LastingEffect(LastingKind.PeopleInJourney, j.Name, j.Key, inside[j.Number])),
        ];
    }
}
