using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>Whom the link of a mail stands for.</summary>
/// <param name="Send">Null for a test mail: nobody is meant.</param>
/// <param name="Profile">Null where there is no such person any more; the mailbox is known all the same.</param>
/// <param name="Addresses">Keyed hashes.</param>
public sealed record LinkedPerson(Send? Send, ProfileRecord? Profile, IReadOnlyList<ProfileId> Numbers, IReadOnlyList<string> Addresses)
{
    // What the history shows where a user's name would stand.
    private const string ThePersonThemselves = "";

    /// <summary>What the mail is about; empty for no topic.</summary>
    public string Topic => Send?.Topic ?? "";

    internal IReadOnlyList<ConsentChange> Rows(ConsentBook book, ConsentPlace place, ConsentState state, DateTimeOffset at, string proof, string source) =>
        new ConsentWord(Channel.Email, place, state, at, ThePersonThemselves, proof, source, string.Create(CultureInfo.InvariantCulture, $"send {Send?.Id}"))
            .Rows(book, Profile, Numbers, Addresses);
}

/// <summary>Reads links of mails. Changes nothing.</summary>
public sealed class LinkedPeople(IDbContextFactory<StudioDbContext> contexts, IProfileDirectory directory, MailboxBook mailboxes, UnsubscribeLinks links)
{
    /// <returns>Null for a link that was not made here.</returns>
    public async Task<LinkedPerson?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (!links.TryRead(token, out var number)) return null;
        if (number == UnsubscribeLinks.Test) return new LinkedPerson(null, null, [], []);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Sends.AsNoTracking().SingleOrDefaultAsync(s => s.Id == number, cancellationToken) is not { } send) return null;

        var profile = directory.Read(send.Profile);
        var known = profile is null ? null : mailboxes.Of(profile);
        var hashes = known?.Hashes ?? [];
        if (send.AddressHash is { } hash) hashes = hashes.Append(hash);
        return new LinkedPerson(send, profile, [.. (known?.Numbers ?? []).Append(send.Profile).Distinct()], [.. hashes.Distinct()]);
    }
}
