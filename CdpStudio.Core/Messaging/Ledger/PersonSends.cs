using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging.Ledger;

/// <param name="Subject">As it was written, for everybody; null when the mail is gone.</param>
/// <param name="At">When its state changed last; of one that waits, when it is due.</param>
/// <param name="Topic">What it is about; empty for no topic.</param>
/// <param name="Origin">Null when the campaign or journey is gone.</param>
public sealed record PersonSend(
    long Id, string? Subject, string Topic, SendState State, SendReason? Reason, string? Reply, DateTimeOffset At, SendOwner Owner, SendOrigin? Origin);

/// <summary>What somebody was written, or was to be, and why: for whoever is asked about it.</summary>
public sealed class PersonSends(
    IDbContextFactory<StudioDbContext> contexts, SeenPeople people, MailPreview preview, TrappedMailList trap, IEnumerable<ISendOwner> owners)
{
    private readonly Dictionary<SendOwner, ISendOwner> _owners = owners.ToDictionary(o => o.Owner);

    /// <summary>The newest first, under whatever number of the person they were planned.</summary>
    /// <param name="before">The last one of the page before; null begins with the newest.</param>
    public async Task<IReadOnlyList<PersonSend>> OfAsync(ProfileId profile, int size, long? before, CancellationToken cancellationToken)
    {
        var numbers = people.Numbers(profile);
        List<Send> sends;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var last = before ?? long.MaxValue;
            sends = await db.Sends.AsNoTracking().Where(s => numbers.Contains(s.Profile) && s.Id < last).OrderByDescending(s => s.Id).Take(size).ToListAsync(cancellationToken);
        }

        var told = new Dictionary<long, ToldSend>();
        foreach (var group in sends.GroupBy(s => s.Owner))
        {
            if (!_owners.TryGetValue(group.Key, out var owner)) continue;

            foreach (var (send, of) in await owner.TellAsync([.. group], cancellationToken)) told[send] = of;
        }

        var mask = people.MaskOf(profile);
        return [.. sends.Select(s => Of(s, told.GetValueOrDefault(s.Id), mask))];
    }

    /// <summary>
    /// The mail as the person got it, where the trap holds it; otherwise as it was written, with what is known of the person now. Null when
    /// it is gone or was never theirs.
    /// </summary>
    public async Task<(string Html, bool IsExact)?> LookAsync(ProfileId profile, long send, CancellationToken cancellationToken)
    {
        var numbers = people.Numbers(profile);
        Send? found;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            found = await db.Sends.AsNoTracking().SingleOrDefaultAsync(s => s.Id == send && numbers.Contains(s.Profile), cancellationToken);
        if (found is null) return null;

        // What left is full of what is masked, so for those who see masks it is made again with those.
        if (people.MaskOf(profile) is null && await trap.OfSendAsync(send, cancellationToken) is { } trapped) return (trapped.Html, true);
        if (!_owners.TryGetValue(found.Owner, out var owner) || await owner.ContentAsync(found, cancellationToken) is not { } content) return null;

        return await preview.OfAsync(content, profile, cancellationToken) is MailRendering.Rendered { Mail: var mail } ? (mail.Html, false) : null;
    }

    /// <param name="mask">Null for who is seen as they are.</param>
    private static PersonSend Of(Send send, ToldSend? told, PersonMask? mask)
    {
        var waits = send.State is SendState.Planned or SendState.Deferred;
        return new PersonSend(
            send.Id, told?.Content?.Subject, send.Topic, send.State, send.Reason, Shown(send.Reply, mask), EpochTime.ToMoment(waits ? send.DueAt : send.ChangedAt), send.Owner,
            told?.Origin);
    }

    private static string? Shown(string? text, PersonMask? mask) => text is null || mask is null ? text : mask.Text(text);
}
