using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Erasing;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>What the holder of the lease knows. Given up whole when the lease or a commit is in doubt.</summary>
internal sealed class ProcessorSession : IDisposable
{
    private readonly AddressSecret _secret;
    private readonly CurrentIdentityRules _rules;

    private ProcessorSession(
        ProcessorLease lease, AddressSecret secret, CurrentIdentityRules rules, IdentityState identity, ErasedIdentifiers erased, SeenMessages seen) =>
        (Lease, _secret, _rules, Identity, Erased, Seen) = (lease, secret, rules, identity, erased, seen);

    public ProcessorLease Lease { get; }

    public IdentityState Identity { get; private set; }

    public ErasedIdentifiers Erased { get; private set; }

    public SeenMessages Seen { get; private set; }

    /// <summary>Whether identifiers have the numbers that they would be born with now.</summary>
    public bool KnowsForms => Identity.Exact.SequenceEqual(_rules.Rules.Exact, IdentifierKey.Comparer);

    public static async Task<ProcessorSession> OpenAsync(
        ProcessorLease lease, IDbContextFactory<StudioDbContext> contexts, AddressSecret secret, CurrentIdentityRules rules, SeenLimits seen, CancellationToken cancellationToken)
    {
        ScratchFile.Clean(seen.Folder);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var identity = await IdentityState.LoadAsync(db, seen.Folder, rules.Rules, cancellationToken);
        try
        {
            var erased = await ErasedIdentifiers.LoadAsync(db, secret, cancellationToken);
            return new ProcessorSession(lease, secret, rules, identity, erased, await SeenMessages.LoadAsync(db, seen, cancellationToken));
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
        var anew = await OpenAsync(Lease, contexts, _secret, _rules, seen, cancellationToken);
        (Identity, Erased, Seen) = (anew.Identity, anew.Erased, anew.Seen);
    }

    public void Dispose()
    {
        Identity.Dispose();
        Seen.Dispose();
    }
}

/// <summary>What the processor knows could not be kept or read, as when the disk of files beside the database is full: only a new session knows what the database says.</summary>
internal sealed class SessionInDoubtException(Exception cause) : Exception("The processor could not keep or read what it knows.", cause);
