using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Privacy;

/// <summary>Whoever asks about a person means everything that was accepted by then. The inbox's rows hold many people's messages at once.</summary>
public sealed class AcceptedFacts(IDbContextFactory<StudioDbContext> contexts, FactLog log, TimeProvider clock)
{
    /// <summary>Waits until everything that had been accepted by now is a fact or in quarantine.</summary>
    /// <returns>The newest fact then.</returns>
    public async Task<long> UntilStoredAsync(CancellationToken cancellationToken)
    {
        long newest;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) newest = await db.Inbox.MaxAsync(r => (long?)r.Id, cancellationToken) ?? 0;

        await clock.UntilAsync(
            async token =>
            {
                await using var db = await contexts.CreateDbContextAsync(token);
                return !await db.Inbox.AnyAsync(r => r.Id <= newest, token);
            },
            cancellationToken);
        await log.RefreshAsync(cancellationToken);
        return log.Last;
    }
}
