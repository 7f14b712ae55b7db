using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Ledger;

/// <summary>How many sends of an owner are in a state, for a reason.</summary>
public sealed record SendCount(SendState State, SendReason? Reason, int Count);

/// <summary>How far the sends of an owner are. Counted from the rows every time, so it is what they say.</summary>
public sealed class SendCounts(IDbContextFactory<StudioDbContext> contexts)
{
    public async Task<IReadOnlyList<SendCount>> OfAsync(SendOwner owner, long ownerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await OfAsync(db, owner, ownerId, cancellationToken);
    }

    public static async Task<IReadOnlyList<SendCount>> OfAsync(
        StudioDbContext db, SendOwner owner, long ownerId, CancellationToken cancellationToken) =>
        await db.Sends.Where(s => s.Owner == owner && s.OwnerId == ownerId)
            .GroupBy(s => new { s.State, s.Reason })
            .Select(g => new SendCount(g.Key.State, g.Key.Reason, g.Count()))
            .ToListAsync(cancellationToken);

    /// <summary>Whether something of the owner may still leave or is leaving. The owner has finished when nothing is.</summary>
    public static Task<bool> AnyPendingAsync(StudioDbContext db, SendOwner owner, long ownerId, CancellationToken cancellationToken) =>
        db.Sends.AnyAsync(
            s => s.Owner == owner && s.OwnerId == ownerId
                && (s.State == SendState.Planned || s.State == SendState.Claimed || s.State == SendState.HandingOff || s.State == SendState.Deferred),
            cancellationToken);
}
