using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Erasing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>Has the processor erase somebody, and waits until nobody is served them any more.</summary>
internal sealed class PersonErasure(IWriteQueue queue, ServedCommands served, FactLog log, AddressSecret secret, CurrentIdentityRules rules, TimeProvider clock)
{
    /// <summary>To be asked again after a kill: whoever is erased already is not erased twice.</summary>
    /// <param name="profiles">Every number of the person as of <paramref name="upTo"/>; none when nobody has the identifiers.</param>
    /// <param name="upTo">Number of the newest fact when that was looked up.</param>
    /// <returns>False when the person may have got further identifiers since: nothing happened, and they are to be looked up again.</returns>
    public async Task<bool> EraseAsync(
        IReadOnlyList<ProfileId> profiles, IReadOnlyList<Identifier> identifiers, long upTo, bool suppress, CancellationToken cancellationToken)
    {
        var hashes = identifiers.SelectMany(i => ErasedHash.Of(secret, rules.Rules, i)).Distinct(StringComparer.Ordinal).ToList();
        var row = new FactCommand.Erase(profiles, upTo, hashes, suppress).ToRow(clock.GetUtcNow());
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                db.Add(row);
                // Saved for its number.
                await db.SaveChangesAsync(token);
            },
            cancellationToken);
        await served.UntilServedAsync([row], cancellationToken);
        return profiles.Count == 0 || await FindAsync(profiles, cancellationToken) is not null;
    }

    /// <summary>Number of the fact that erased the last of them; null while one of them is not erased: that is somebody else by now.</summary>
    public async Task<long?> FindAsync(IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken)
    {
        var erased = (await log.ErasuresAsync(cancellationToken)).SelectMany(e => e.Profiles.Select(p => (Profile: p, e.Number))).ToLookup(e => e.Profile, e => e.Number);
        return profiles.All(erased.Contains) ? profiles.Max(p => erased[p].First()) : null;
    }
}
