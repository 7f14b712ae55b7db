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
        ScratchFile.Clean(seen.Folder);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var identity = await IdentityState.LoadAsync(db, seen.Folder, cancellationToken);
        try
        {
            return new ProcessorSession(lease, identity, await SeenMessages.LoadAsync(db, seen, cancellationToken));
        }
        catch
        {
            identity.Dispose();
            throw;
        }
    }

    /// <summary>Learns everything anew: what was cancelled can't be unlearnt.</summary>
    public async Task LoadAgainAsync(IDbContextFactory<StudioDbContext> contexts, SeenLimits seen, CancellationToken cancellationToken)
    {
        Dispose();
        var anew = await OpenAsync(Lease, contexts, seen, cancellationToken);
        (Identity, Seen) = (anew.Identity, anew.Seen);
    }

    public void Dispose()
    {
        Identity.Dispose();
        Seen.Dispose();
    }
}

/// <summary>What the processor knows could not be kept or read, as when the disk of files beside the database is full: only a new session knows what the database says.</summary>
internal sealed class SessionInDoubtException(Exception cause) : Exception("The processor could not keep or read what it knows.", cause);
