using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>What the holder of the lease knows. Given up whole when the lease or a commit is in doubt.</summary>
internal sealed class ProcessorSession : IDisposable
{
    private ProcessorSession(ProcessorLease lease, IdentityState identity, SeenMessages seen) => (Lease, Identity, Seen) = (lease, identity, seen);

    public ProcessorLease Lease { get; }

    public IdentityState Identity { get; private set; }

    public SeenMessages Seen { get; private set; }

    public static async Task<ProcessorSession> OpenAsync(
        ProcessorLease lease, IDbContextFactory<StudioDbContext> contexts, SeenLimits seen, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new ProcessorSession(
            lease, await IdentityState.LoadAsync(db, cancellationToken), await SeenMessages.LoadAsync(db, seen, cancellationToken));
    }

    /// <summary>Learns everything anew: what was cancelled can't be unlearnt.</summary>
    public async Task LoadAgainAsync(IDbContextFactory<StudioDbContext> contexts, SeenLimits seen, CancellationToken cancellationToken)
    {
        Seen.Dispose();
        var anew = await OpenAsync(Lease, contexts, seen, cancellationToken);
        (Identity, Seen) = (anew.Identity, anew.Seen);
    }

    public void Dispose() => Seen.Dispose();
}
