using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>Whether somebody may be reached in a channel, or a topic or a purpose of it.</summary>
/// <param name="Topic">Empty for the channel as a whole.</param>
/// <param name="At">When that was said; null when nothing was.</param>
/// <param name="Purpose">Empty for all.</param>
public sealed record ChannelConsent(string Channel, string Topic, ConsentState State, DateTimeOffset? At, string Purpose = "");

/// <summary>One word, as the history shows it.</summary>
/// <param name="At">When it was recorded.</param>
/// <param name="SaidAt">When the person said it; null where that was when it was recorded.</param>
public sealed record ConsentEntry(
    string Channel, string Topic, string Purpose, ConsentState State, DateTimeOffset At, DateTimeOffset? SaidAt, string By, string Proof, string? Source,
    string? ProofText);

/// <summary>
/// What counts for a person: the strictest of what was last said on each of their addresses and on the profile itself.
/// Everybody who sends asks this, or <see cref="ConsentBook"/> inside a transaction of their own.
/// </summary>
public sealed class ProfileConsents(IDbContextFactory<StudioDbContext> contexts, MailboxBook mailboxes)
{
    private const int MostShown = 200;

    /// <summary>One entry per channel, also where nothing was ever said, and one for each topic and purpose of which something was.</summary>
    public async Task<IReadOnlyList<ChannelConsent>> OfAsync(ProfileRecord profile, CancellationToken cancellationToken)
    {
        var known = Of(profile);
        List<string> hashes = [.. known.Hashes];
        var consents = new List<ChannelConsent>();
        foreach (var channel in Channel.All)
        {
            var book = await ReadAsync(channel, known, cancellationToken);
            foreach (var place in book.Places.Prepend(ConsentPlace.Everything).Distinct())
            {
                var change = book.Of(known.Numbers, hashes, place);
                consents.Add(new ChannelConsent(channel, place.Topic, change?.State ?? ConsentState.Unknown, change?.Since, place.Purpose));
            }
        }

        return consents;
    }

    /// <summary>The widest place where the person's no keeps a mail back; null when none does.</summary>
    public async Task<ConsentPlace?> ClosedToAsync(ProfileRecord profile, ConsentPlace mail, CancellationToken cancellationToken)
    {
        var known = Of(profile);
        return (await ReadAsync(Channel.Email, known, cancellationToken)).ClosedTo(known.Numbers, [.. known.Hashes], mail);
    }

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
        return [.. changes.Select(c => new ConsentEntry(c.Channel, c.Topic, c.Purpose, c.State, c.At, c.SaidAt, c.By, c.Proof, c.Source, c.ProofText)).Distinct()];
    }

    // By number: what a page shows of the person may be masked.
    private Mailboxes Of(ProfileRecord profile) => mailboxes.Of(profile.Id) ?? mailboxes.Of(profile);

    private async Task<ConsentBook> ReadAsync(string channel, Mailboxes known, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ConsentBook.ReadAsync(db, channel, [.. known.Hashes], known.Numbers, cancellationToken);
    }
}
