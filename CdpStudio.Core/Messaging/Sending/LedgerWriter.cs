using System.Threading.Channels;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>
/// Writes for all lines of a sender: whatever lines ask for while one transaction commits goes into the next, and what became of one
/// mail travels with the hand-over of the next one. So a disk that commits 200 times a second carries many times that in mail, and a
/// kill leaves one mail in doubt per line.
/// </summary>
internal sealed class LedgerWriter(IWriteQueue queue, SendGate gate, SenderLease lease, TimeProvider clock)
{
    private static readonly TimeSpan s_tryAgain = TimeSpan.FromSeconds(1);

    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });

    /// <summary>Commits what became of one mail and, in the same transaction, that another one is about to leave.</summary>
    /// <param name="done">Null when there is nothing to tell.</param>
    /// <param name="next">Null when nothing is to leave.</param>
    /// <returns>Whether <paramref name="next"/> may leave. If not, the ledger already says why.</returns>
    /// <exception cref="SenderFencedException">Another sender has begun; nothing was written.</exception>
    public Task<bool> CommitAsync((long Id, SendResult Result)? done, Candidate? next)
    {
        var entry = new Entry(done, next);
        return _entries.Writer.TryWrite(entry) ? entry.Answer.Task : Task.FromException<bool>(new SenderFencedException());
    }

    /// <summary>No more is asked for.</summary>
    public void Complete() => _entries.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _entries.Reader.WaitToReadAsync(cancellationToken))
        {
            var entries = new List<Entry>();
            while (_entries.Reader.TryRead(out var entry)) entries.Add(entry);

            try
            {
                var leaving = await WriteAsync(entries, cancellationToken);
                foreach (var entry in entries) entry.Answer.SetResult(entry.Next is { } next && leaving.Contains(next.Send.Id));
            }
            catch (Exception e)
            {
                // Lines must not wait for an answer that never comes; they end with what ended this.
                _entries.Writer.TryComplete();
                while (_entries.Reader.TryRead(out var late)) entries.Add(late);
                foreach (var entry in entries) entry.Answer.TrySetException(e);
                throw;
            }
        }
    }

    private async Task<HashSet<long>> WriteAsync(List<Entry> entries, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await queue.WriteAsync(WritePriority.Background, (db, token) => WriteAsync(db, entries, token), cancellationToken);
            }
            catch (DatabaseUnavailableException)
            {
                // Safe to repeat, also when the lost answer was a commit: each step looks at the state it moves on from.
                await Task.Delay(s_tryAgain, clock, cancellationToken);
            }
        }
    }

    private async Task<HashSet<long>> WriteAsync(StudioDbContext db, List<Entry> entries, CancellationToken cancellationToken)
    {
        await lease.HoldAsync(db, cancellationToken);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var same in entries.Where(e => e.Done is not null).GroupBy(e => e.Done!.Value.Result))
            await RecordAsync(db, same.Key, [.. same.Select(e => e.Done!.Value.Id)], now, cancellationToken);

        List<Candidate> asked = [.. entries.Select(e => e.Next).OfType<Candidate>()];
        if (asked.Count == 0) return [];

        Failpoints.Hit("send.before_handoff");
        var sorted = await gate.SortAsync(db, asked, cancellationToken);
        foreach (var obstacle in SendGate.Skipping)
            await StopAsync(db, sorted[obstacle], SendState.Skipped, SendGate.ReasonOf(obstacle), now, cancellationToken);
        await StopAsync(db, sorted[Obstacle.Resting], SendState.Planned, null, now, cancellationToken);
        return await HandOffAsync(db, [.. sorted[Obstacle.None].Select(c => c.Send.Id)], now, cancellationToken);
    }

    private Task<int> RecordAsync(StudioDbContext db, SendResult result, List<long> ids, long now, CancellationToken cancellationToken)
    {
        // One parameter, not a column: EF has no way to leave a property out of a set by its value.
        var (keepsDueAt, dueAt) = (result.DueAt is null, result.DueAt ?? 0);
        var reply = result.Reply;
        return db.Sends.Where(s => ids.Contains(s.Id) && s.State == result.From && s.Epoch == lease.Epoch)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.State, result.To)
                    .SetProperty(s => s.Reason, result.Reason)
                    .SetProperty(s => s.ReplyCode, result.Code)
                    // A server may repeat the address, also of somebody who was erased while it answered.
                    .SetProperty(s => s.Reply, s => s.Address == Send.Erased ? s.Reply : reply)
                    .SetProperty(s => s.DueAt, s => keepsDueAt ? s.DueAt : dueAt)
                    .SetProperty(s => s.ChangedAt, now),
                cancellationToken);
    }

    private async Task StopAsync(
        StudioDbContext db, IEnumerable<Candidate> stopped, SendState to, SendReason? reason, long now, CancellationToken cancellationToken)
    {
        List<long> ids = [.. stopped.Select(c => c.Send.Id)];
        if (ids.Count == 0) return;

        await Claimed(db, ids).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, to).SetProperty(s => s.Reason, reason).SetProperty(s => s.ChangedAt, now), cancellationToken);
    }

    private async Task<HashSet<long>> HandOffAsync(StudioDbContext db, List<long> ids, long now, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return [];

        var moved = await Claimed(db, ids).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, SendState.HandingOff)
                .SetProperty(s => s.Attempts, s => s.Attempts + 1)
                .SetProperty(s => s.ChangedAt, now),
            cancellationToken);
        if (moved == ids.Count) return [.. ids];

        // Some were cancelled, or this is a repeated write of which the first one counted.
        return await db.Sends.Where(s => ids.Contains(s.Id) && s.State == SendState.HandingOff && s.Epoch == lease.Epoch)
            .Select(s => s.Id).ToHashSetAsync(cancellationToken);
    }

    private IQueryable<Send> Claimed(StudioDbContext db, List<long> ids) =>
        db.Sends.Where(s => ids.Contains(s.Id) && s.State == SendState.Claimed && s.Epoch == lease.Epoch);

    private sealed record Entry((long Id, SendResult Result)? Done, Candidate? Next)
    {
        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
