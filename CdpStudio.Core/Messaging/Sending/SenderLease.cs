using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>The right to send. Whoever lost it without noticing writes nothing more, by its <see cref="Epoch"/>.</summary>
internal sealed record SenderLease(IAsyncDisposable Held, long Epoch) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Held.DisposeAsync();

    /// <summary>Begins a transaction of the sender: the row is locked until its end, so nobody raises the epoch meanwhile.</summary>
    /// <exception cref="SenderFencedException">Another sender has begun.</exception>
    public async Task HoldAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var held = await db.SenderStates.Where(s => s.Epoch == Epoch)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.Epoch, Epoch), cancellationToken);
        if (held == 0) throw new SenderFencedException();
    }
}

internal sealed class SenderFencedException() : Exception("Another process sends the mail of this database now.");

/// <summary>Gives the right to send to one process at a time; it is free as soon as its holder ends, however it ends.</summary>
internal sealed class SenderLeases(IDatabaseProvider provider, IWriteQueue queue, TimeProvider clock)
{
    /// <summary>Null while another process has it. What the one before left behind is put right: claimed mail goes back, mail that was being handed over is in doubt.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is away.</exception>
    public async Task<SenderLease?> TryTakeAsync(CancellationToken cancellationToken)
    {
        if (await HoldAsync(cancellationToken) is not { } held) return null;

        try
        {
            return new SenderLease(held, await queue.WriteAsync(WritePriority.Background, BeginAsync, cancellationToken));
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    private async Task<IAsyncDisposable?> HoldAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await provider.TryLockAsync("sender", cancellationToken);
        }
        catch (Exception e) when (provider.IsUnavailable(e))
        {
            throw new DatabaseUnavailableException("The database is away; the right to send was not taken.", e);
        }
    }

    private async Task<long> BeginAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        await db.SenderStates.ExecuteUpdateAsync(set => set.SetProperty(s => s.Epoch, s => s.Epoch + 1), cancellationToken);
        var epoch = await db.SenderStates.Select(s => s.Epoch).SingleAsync(cancellationToken);
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        // No more than one sender's lines and the little that it had claimed ahead.
        await db.Sends.Where(s => s.State == SendState.Claimed && s.Epoch < epoch)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.State, SendState.Planned).SetProperty(s => s.ChangedAt, now), cancellationToken);
        await db.Sends.Where(s => s.State == SendState.HandingOff && s.Epoch < epoch)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.State, SendState.InDoubt)
                    .SetProperty(s => s.Reason, SendReason.Interrupted)
                    .SetProperty(s => s.ChangedAt, now),
                cancellationToken);
        return epoch;
    }
}
