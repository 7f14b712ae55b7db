using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>Takes what is due out of the ledger, some at a time.</summary>
internal sealed class SendClaims(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, SendGate gate, MailboxBook mailboxes, TimeProvider clock)
{
    public const int MostAtOnce = 200;

    // What became due after a large campaign does not wait for its end.
    private const int LaterAtOnce = MostAtOnce / 4;

    /// <returns>What this sender may send now. Empty when nothing is due.</returns>
    /// <exception cref="SenderFencedException">Another sender has begun.</exception>
    public async Task<IReadOnlyList<Candidate>> TakeAsync(SenderLease lease, CancellationToken cancellationToken)
    {
        while (true)
        {
            var due = await DueAsync(cancellationToken);
            if (due.Count == 0) return [];

            var candidates = due.Select(s => new Candidate(s, mailboxes.Of(s.Profile))).ToList();
            var taken = await queue.WriteAsync(
                WritePriority.Background, (db, token) => ClaimAsync(db, lease, candidates, token), cancellationToken);
            // All of them may have been skipped, and more may be due.
            if (taken.Count > 0) return taken;
        }
    }

    /// <summary>What was claimed and not sent is planned again.</summary>
    public Task ReleaseAsync(SenderLease lease, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            await lease.HoldAsync(db, token);
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            await db.Sends.Where(s => s.State == SendState.Claimed && s.Epoch == lease.Epoch)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Planned).SetProperty(s => s.ChangedAt, now), token);
        },
        cancellationToken);

    private async Task<IReadOnlyList<Send>> DueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var waiting = db.Sends.AsNoTracking().Where(s => s.DueAt <= now);
        var owners = gate.Owners;
        waiting = waiting.Where(s => owners.Contains(s.Owner));
        foreach (var (owner, resting) in await gate.RestingAsync(db, cancellationToken))
        {
            if (resting.Count > 0) waiting = waiting.Where(s => s.Owner != owner || !resting.Contains(s.OwnerId));
        }

        var planned = waiting.Where(s => s.State == SendState.Planned).OrderBy(s => s.DueAt).ThenBy(s => s.Id);
        var deferred = waiting.Where(s => s.State == SendState.Deferred).OrderBy(s => s.DueAt).ThenBy(s => s.Id);
        var first = await planned.Take(MostAtOnce).ToListAsync(cancellationToken);
        var again = await deferred.Take(LaterAtOnce).ToListAsync(cancellationToken);
        if (first.Count < MostAtOnce) return [.. first, .. again];

        var latest = first[^1].DueAt;
        var later = await planned.Where(s => s.DueAt > latest).Take(LaterAtOnce).ToListAsync(cancellationToken);
        return [.. later, .. again, .. first];
    }

    private async Task<IReadOnlyList<Candidate>> ClaimAsync(
        StudioDbContext db, SenderLease lease, IReadOnlyCollection<Candidate> candidates, CancellationToken cancellationToken)
    {
        await lease.HoldAsync(db, cancellationToken);
        var sorted = await gate.SortAsync(db, candidates, cancellationToken);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var obstacle in SendGate.Skipping)
        {
            await Waiting(db, [.. sorted[obstacle].Select(c => c.Send.Id)]).ExecuteUpdateAsync(
                set => set.SetProperty(s => s.State, SendState.Skipped)
                    .SetProperty(s => s.Reason, SendGate.ReasonOf(obstacle))
                    .SetProperty(s => s.ChangedAt, now),
                cancellationToken);
        }

        var free = sorted[Obstacle.None].ToList();
        List<long> ids = [.. free.Select(c => c.Send.Id)];
        var claimed = await Waiting(db, ids).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, SendState.Claimed).SetProperty(s => s.Epoch, lease.Epoch).SetProperty(s => s.ChangedAt, now),
            cancellationToken);
        if (claimed == free.Count) return free;

        // Somebody cancelled some of them since they were read.
        var mine = await db.Sends.Where(s => ids.Contains(s.Id) && s.State == SendState.Claimed && s.Epoch == lease.Epoch)
            .Select(s => s.Id).ToHashSetAsync(cancellationToken);
        return [.. free.Where(c => mine.Contains(c.Send.Id))];
    }

    private static IQueryable<Send> Waiting(StudioDbContext db, List<long> ids) =>
        db.Sends.Where(s => ids.Contains(s.Id) && (s.State == SendState.Planned || s.State == SendState.Deferred));
}
