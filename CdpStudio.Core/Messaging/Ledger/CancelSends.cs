using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Ledger;

public static class CancelSends
{
    /// <summary>Skips what has not left, in the transaction that is open. What is being handed over goes on to its end.</summary>
    /// <param name="most">Rows of one transaction.</param>
    /// <returns>Rows that were skipped; fewer than <paramref name="most"/> when none is left.</returns>
    public static async Task<int> CancelAsync(
        StudioDbContext db, SendOwner owner, long ownerId, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        var ids = await db.Sends
            .Where(s => s.Owner == owner && s.OwnerId == ownerId
                && (s.State == SendState.Planned || s.State == SendState.Claimed || s.State == SendState.Deferred))
            .OrderBy(s => s.Id).Select(s => s.Id).Take(most).ToListAsync(cancellationToken);
        return await db.Sends
            .Where(s => ids.Contains(s.Id) && (s.State == SendState.Planned || s.State == SendState.Claimed || s.State == SendState.Deferred))
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.State, SendState.Skipped)
                    .SetProperty(s => s.Reason, SendReason.Cancelled)
                    .SetProperty(s => s.ChangedAt, now.ToUnixTimeMilliseconds()),
                cancellationToken);
    }
}
