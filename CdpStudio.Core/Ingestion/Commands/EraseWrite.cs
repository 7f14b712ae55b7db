using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Erasing;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>
/// An erasure inside the processor's transaction. Nothing happens when somebody else's identifier may have become the person's since it was
/// looked up whose they are: whoever asked looks again.
/// </summary>
internal sealed class EraseWrite(FactCommand.Erase command, long now)
{
    private IReadOnlyList<ProfileId>? _erased;

    public async Task RunAsync(StudioDbContext db, ProcessorTransaction transaction, CancellationToken cancellationToken)
    {
        var before = (await FactReader.ErasuresAsync(db, cancellationToken)).SelectMany(e => e.Profiles).ToHashSet();
        var profiles = command.Profiles.Where(p => !before.Contains(p)).ToList();
        // Somebody was erased in part: those who are left may be another person.
        if (profiles.Count > 0 && (profiles.Count < command.Profiles.Count || await HaveChangedAsync(db, profiles, cancellationToken))) return;

        if (profiles.Count > 0) transaction.Add(n => new Fact.Erasure(n, now, profiles));
        await RememberAsync(db, cancellationToken);
        _erased = profiles;
    }

    /// <summary>The processor forgets the identifiers: they may be born again, under other numbers.</summary>
    public void Commit(ProcessorSession session)
    {
        if (_erased is null) return;

        session.Identity.Forget(_erased);
        foreach (var hash in command.Hashes) session.Erased.Add(hash, now, command.Suppress);
    }

    private async Task<bool> HaveChangedAsync(StudioDbContext db, List<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var upTo = command.UpTo;
        var newEdges = db.EdgeFacts.Where(e => e.Number > upTo);
        return await newEdges.AnyAsync(e => profiles.Contains(e.ProfileA) && !profiles.Contains(e.ProfileB), cancellationToken)
            || await newEdges.AnyAsync(e => !profiles.Contains(e.ProfileA) && profiles.Contains(e.ProfileB), cancellationToken)
            || await db.CutFacts.AnyAsync(c => c.Number > upTo, cancellationToken)
            || await db.FenceFacts.AnyAsync(f => f.Number > upTo, cancellationToken)
            || await db.CancellationFacts.AnyAsync(c => c.Number > upTo, cancellationToken);
    }

    private async Task RememberAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var hashes = command.Hashes;
        var known = await db.ErasedIdentifiers.Where(e => hashes.Contains(e.Hash)).ToDictionaryAsync(e => e.Hash, StringComparer.Ordinal, cancellationToken);
        foreach (var hash in hashes.Distinct(StringComparer.Ordinal))
        {
            if (!known.TryGetValue(hash, out var identifier)) db.Add(identifier = new ErasedIdentifier { Hash = hash, ErasedAt = now, Suppressed = command.Suppress });

            (identifier.ErasedAt, identifier.Suppressed) = (now, identifier.Suppressed || command.Suppress);
        }
    }
}
