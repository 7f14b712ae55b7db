using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Whom stopping a journey would meet now.</summary>
/// <param name="Inside">Would be taken out.</param>
/// <param name="Mails">Planned and not handed over yet, also of people who are through: they would be skipped.</param>
public sealed record StopConsequences(int Inside, int Mails);

public sealed class StopCounts(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Null when there is no such journey.</summary>
    public async Task<StopConsequences?> OfAsync(JourneyId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellationToken) is not { } journey) return null;

        var runs = db.JourneyRuns.Where(r => r.Journey == journey.Number);
        return new StopConsequences(
            await runs.CountAsync(r => r.State == Runtime.JourneyRunState.Active, cancellationToken),
            await CancelSends.Waiting(db).CountAsync(s => s.Owner == SendOwner.JourneyStep && runs.Any(r => r.Id == s.OwnerId), cancellationToken));
    }
}
