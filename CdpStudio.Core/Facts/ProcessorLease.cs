using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Facts;

/// <summary>The right to append facts. Whoever lost it without noticing is stopped by its <see cref="Fence"/>.</summary>
public sealed class ProcessorLease : IAsyncDisposable
{
    private readonly IAsyncDisposable _held;

    internal ProcessorLease(IAsyncDisposable held, long fence)
    {
        _held = held;
        Fence = fence;
    }

    public long Fence { get; }

    public ValueTask DisposeAsync() => _held.DisposeAsync();
}

/// <summary>Gives the lease to one process at a time; it is free as soon as its holder ends, however it ends.</summary>
public sealed class ProcessorLeases
{
    private readonly IDatabaseProvider _provider;
    private readonly IWriteQueue _queue;

    internal ProcessorLeases(IDatabaseProvider provider, IWriteQueue queue)
    {
        _provider = provider;
        _queue = queue;
    }

    /// <summary>Null while another process has it: ask again after a while.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is away.</exception>
    public async Task<ProcessorLease?> TryTakeAsync(CancellationToken cancellationToken)
    {
        var held = await HoldAsync(cancellationToken);
        if (held is null) return null;

        try
        {
            var fence = await _queue.WriteAsync(WritePriority.Background, RaiseFenceAsync, cancellationToken);
            return new ProcessorLease(held, fence);
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
            return await _provider.TryLockAsync("processor", cancellationToken);
        }
        catch (Exception e) when (_provider.IsUnavailable(e))
        {
            throw new DatabaseUnavailableException("The database is away; the processor's lease was not taken.", e);
        }
    }

    private static async Task<long> RaiseFenceAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        await db.ProcessorStates.ExecuteUpdateAsync(s => s.SetProperty(p => p.Fence, p => p.Fence + 1), cancellationToken);
        return await db.ProcessorStates.Select(p => p.Fence).SingleAsync(cancellationToken);
    }
}
