using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>Whether somebody may be reached in a channel.</summary>
/// <param name="At">When that was said; null when nothing was.</param>
public sealed record ChannelConsent(string Channel, string Topic, ConsentState State, DateTimeOffset? At);

/// <summary>One word on a channel, as the history shows it.</summary>
public sealed record ConsentEntry(string Channel, ConsentState State, DateTimeOffset At, string By, string Proof);

/// <summary>
/// What counts for a person: the strictest of what was last said on each of their addresses and on the profile itself.
/// Everybody who sends asks this, or <see cref="ConsentBook"/> inside a transaction of their own.
/// </summary>
public sealed class ProfileConsents(IDbContextFactory<StudioDbContext> contexts, MailboxBook mailboxes)
{
    private const int MostShown = 200;

    /// <summary>One entry per channel, also where nothing was ever said.</summary>
    public async Task<IReadOnlyList<ChannelConsent>> OfAsync(ProfileRecord profile, CancellationToken cancellationToken)
    {
        var known = Of(profile);
        List<string> hashes = [.. known.Hashes];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var consents = new List<ChannelConsent>();
        foreach (var channel in Channel.All)
        {
            var book = await ConsentBook.ReadAsync(db, channel, hashes, known.Numbers, cancellationToken);
            var change = book.Of(known.Numbers, hashes);
            consents.Add(new ChannelConsent(channel, "", change?.State ?? ConsentState.Unknown, change?.At));
        }

        return consents;
    }

    // By number: what a page shows of the person may be masked.
    private Mailboxes Of(ProfileRecord profile) => mailboxes.Of(profile.Id) ?? mailboxes.Of(profile);

    /// <summary>Newest first. A word that held for several addresses at once is one entry.</summary>
    public async Task<IReadOnlyList<ConsentEntry>> HistoryAsync(ProfileRecord profile, CancellationToken cancellationToken)
    {
        var known = Of(profile);
        List<string?> hashes = [.. known.Hashes];
        List<ProfileId?> numbers = [.. known.Numbers];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changes = await db.ConsentChanges.AsNoTracking()
            .Where(c => numbers.Contains(c.Profile) || hashes.Contains(c.Address))
            .OrderByDescending(c => c.Id).Take(MostShown).ToListAsync(cancellationToken);
        return [.. changes.Select(c => new ConsentEntry(c.Channel, c.State, c.At, c.By, c.Proof)).Distinct()];
    }
}
