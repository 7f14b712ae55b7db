using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Ingestion.Erasing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>Has the processor erase somebody, and waits until nobody is served them any more.</summary>
internal sealed class PersonErasure(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, InboxDepth inbox, FactLog log, LiveAudience audience, AddressSecret secret, TimeProvider clock)
{
    /// <summary>To be asked again after a kill: whoever is erased already is not erased twice.</summary>
    /// <param name="profiles">Every number of the person as of <paramref name="upTo"/>; none when nobody has the identifiers.</param>
    /// <param name="upTo">Number of the newest fact when that was looked up.</param>
    /// <returns>False when the person may have got further identifiers since: nothing happened, and they are to be looked up again.</returns>
    public async Task<bool> EraseAsync(
        IReadOnlyList<ProfileId> profiles, IReadOnlyList<Identifier> identifiers, long upTo, bool suppress, CancellationToken cancellationToken)
    {
        var hashes = identifiers.Select(i => ErasedHash.Of(secret, i)).Distinct(StringComparer.Ordinal).ToList();
        var row = new FactCommand.Erase(profiles, upTo, hashes, suppress).ToRow(clock.GetUtcNow());
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                db.Add(row);
                // Saved for its number.
                await db.SaveChangesAsync(token);
            },
            cancellationToken);
        inbox.Added(row.Messages);

        await clock.UntilAsync(async token => !await IsWaitingAsync(row.Id, token), cancellationToken);
        if (profiles.Count == 0) return true;
        if (await FindAsync(profiles[0], cancellationToken) is not { } erasure) return false;

        await log.RefreshAsync(cancellationToken);
        await audience.WaitAsync(erasure, cancellationToken);
        return true;
    }

    /// <summary>Number of the fact that erased it; null when none did.</summary>
    public async Task<long?> FindAsync(ProfileId profile, CancellationToken cancellationToken) =>
        (await log.ErasuresAsync(cancellationToken)).FirstOrDefault(e => e.Profiles.Contains(profile))?.Number;

    private async Task<bool> IsWaitingAsync(long row, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Inbox.AnyAsync(r => r.Id == row, cancellationToken);
    }
}
