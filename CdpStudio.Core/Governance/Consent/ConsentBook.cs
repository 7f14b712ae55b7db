using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Governance.Consent;

/// <summary>What some people have said of one channel, its topics and purposes, as of one read.</summary>
public sealed class ConsentBook
{
    private readonly Dictionary<(string Address, ConsentPlace Place), ConsentChange> _byAddress = [];
    private readonly Dictionary<(ProfileId Profile, ConsentPlace Place), ConsentChange> _byProfile = [];

    internal ConsentBook(IEnumerable<ConsentChange> changes)
    {
        // By when it was said: a form of last year that is brought in late lifts nothing of today.
        foreach (var change in changes.OrderBy(c => c.Since).ThenBy(c => c.Id))
        {
            if (change.Address is { } address) _byAddress[(address, change.Place)] = change;
            if (change.Profile is { } profile) _byProfile[(profile, change.Place)] = change;
        }
    }

    /// <summary>Of which anything was said, the widest first.</summary>
    public IReadOnlyList<ConsentPlace> Places =>
    [
        .. _byAddress.Keys.Select(k => k.Place).Concat(_byProfile.Keys.Select(k => k.Place)).Distinct()
            .OrderBy(p => p.Topic, StringComparer.Ordinal).ThenBy(p => p.Purpose, StringComparer.Ordinal),
    ];

    /// <summary>Reads inside the caller's transaction, so that it decides by what is true when it commits.</summary>
    /// <param name="addresses">Keyed hashes; see <see cref="AddressSecret"/>.</param>
    public static async Task<ConsentBook> ReadAsync(
        StudioDbContext db, string channel, IReadOnlyCollection<string> addresses, IReadOnlyCollection<ProfileId> profiles, CancellationToken cancellationToken)
    {
        // Two reads, so that each follows its own index.
        var byAddress = addresses.Count == 0 ? [] : await db.ConsentChanges.AsNoTracking()
            .Where(c => c.Channel == channel && addresses.Contains(c.Address!)).ToListAsync(cancellationToken);
        var ids = profiles.Select(p => (ProfileId?)p).ToList();
        var byProfile = ids.Count == 0 ? [] : await db.ConsentChanges.AsNoTracking()
            .Where(c => c.Channel == channel && ids.Contains(c.Profile)).ToListAsync(cancellationToken);

        return new ConsentBook(byAddress.Concat(byProfile).DistinctBy(c => c.Id));
    }

    /// <summary>The change that counts for a person in one place: of the newest ones on each address and on the profile, the strictest. Null when nothing was ever said there.</summary>
    /// <param name="addresses">All that the person has in the channel.</param>
    /// <param name="profiles">All numbers that the person is or was known by.</param>
    public ConsentChange? Of(IEnumerable<ProfileId> profiles, IEnumerable<string> addresses, ConsentPlace place) =>
        addresses.Select(a => _byAddress.GetValueOrDefault((a, place)))
            .Concat(profiles.Select(p => _byProfile.GetValueOrDefault((p, place))))
            .OfType<ConsentChange>()
            .MaxBy(c => (c.State, c.Since, c.Id));

    public bool IsUnsubscribed(IEnumerable<ProfileId> profiles, IEnumerable<string> addresses, ConsentPlace place) =>
        Of(profiles, addresses, place)?.State == ConsentState.Unsubscribed;

    /// <summary>The widest place where a person's no keeps a mail back; null when none does.</summary>
    /// <param name="mail">What the mail is about.</param>
    public ConsentPlace? ClosedTo(IReadOnlyCollection<ProfileId> profiles, IReadOnlyCollection<string> addresses, ConsentPlace mail)
    {
        foreach (var place in mail.Above())
        {
            if (IsUnsubscribed(profiles, addresses, place)) return place;
        }

        return null;
    }
}
