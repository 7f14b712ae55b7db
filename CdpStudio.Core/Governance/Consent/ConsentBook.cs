using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Consent;

/// <summary>What some people have said of one channel, as of one read.</summary>
public sealed class ConsentBook
{
    private readonly Dictionary<string, ConsentChange> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<ProfileId, ConsentChange> _byProfile = [];

    private ConsentBook(IEnumerable<ConsentChange> changes)
    {
        foreach (var change in changes.OrderBy(c => c.Id))
        {
            if (change.Address is { } address) _byAddress[address] = change;
            if (change.Profile is { } profile) _byProfile[profile] = change;
        }
    }

    /// <summary>Reads inside the caller's transaction, so that it decides by what is true when it commits.</summary>
    /// <param name="addresses">Keyed hashes; see <see cref="AddressSecret"/>.</param>
    public static async Task<ConsentBook> ReadAsync(
        StudioDbContext db, string channel, IReadOnlyCollection<string> addresses, IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        // Two reads, so that each follows its own index.
        var byAddress = addresses.Count == 0 ? [] : await db.ConsentChanges.AsNoTracking()
            .Where(c => c.Channel == channel && c.Topic == "" && addresses.Contains(c.Address!)).ToListAsync(cancellationToken);
        var ids = profiles.Select(p => (ProfileId?)p).ToList();
        var byProfile = ids.Count == 0 ? [] : await db.ConsentChanges.AsNoTracking()
            .Where(c => c.Channel == channel && c.Topic == "" && ids.Contains(c.Profile)).ToListAsync(cancellationToken);

        return new ConsentBook(byAddress.Concat(byProfile).DistinctBy(c => c.Id));
    }

    /// <summary>The change that counts for a person: of the newest ones on each address and on the profile, the strictest. Null when nothing was ever said.</summary>
    /// <param name="addresses">All that the person has in the channel.</param>
    /// <param name="profiles">All numbers that the person is or was known by.</param>
    public ConsentChange? Of(IEnumerable<ProfileId> profiles, IEnumerable<string> addresses) =>
        addresses.Select(a => _byAddress.GetValueOrDefault(a))
            .Concat(profiles.Select(p => _byProfile.GetValueOrDefault(p)))
            .OfType<ConsentChange>()
            .MaxBy(c => (c.State, c.Id));

    public bool IsUnsubscribed(IEnumerable<ProfileId> profiles, IEnumerable<string> addresses) =>
        Of(profiles, addresses)?.State == ConsentState.Unsubscribed;
}
