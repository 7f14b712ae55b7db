using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Profiles.Reveals;

/// <summary>Who looked at whom without masks, and why.</summary>
public sealed class RevealList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>The newest first.</summary>
    /// <param name="before">The last one of the page before; null begins with the newest.</param>
    public async Task<IReadOnlyList<Reveal>> RecentAsync(int size, long? before, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reveals.AsNoTracking()
            .Where(r => before == null || r.Id < before)
            .OrderByDescending(r => r.Id)
            .Take(size)
            .ToListAsync(cancellationToken);
    }
}
