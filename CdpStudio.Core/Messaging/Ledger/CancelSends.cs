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
        var ids = await Waiting(db).Where(s => s.Owner == owner && s.OwnerId == ownerId)
            .OrderBy(s => s.Id).Select(s => s.Id).Take(most).ToListAsync(cancellationToken);
        return await CancelAsync(Waiting(db).Where(s => ids.Contains(s.Id)), now, cancellationToken);
    }

    /// <summary>What has not left and may still be taken back.</summary>
    public static IQueryable<Send> Waiting(StudioDbContext db) =>
        db.Sends.Where(s => s.State == SendState.Planned || s.State == SendState.Claimed || s.State == SendState.Deferred);

    /// <summary>Skips them in the transaction that is open.</summary>
    /// <param name="waiting">Of <see cref="Waiting"/>, no more than one transaction takes.</param>
    public static Task<int> CancelAsync(IQueryable<Send> waiting, DateTimeOffset now, CancellationToken cancellationToken) =>
        waiting.ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, SendState.Skipped)
                .SetProperty(s => s.Reason, SendReason.Cancelled)
                .SetProperty(s => s.ChangedAt, now.ToUnixTimeMilliseconds()),
            cancellationToken);
}
