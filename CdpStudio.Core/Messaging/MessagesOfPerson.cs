using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Messaging;

/// <summary>What anybody has said of the channels: on the person, and on one of the mailboxes.</summary>
internal sealed class ConsentsOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, MailboxBook mailboxes, TimeProvider clock) : IPersonalData
{
    private const int RowsPerWrite = 200;

    public string Part => PersonalPart.Consents;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<ProfileId?> numbers = [.. person.Numbers.Select(n => (ProfileId?)n)];
        var known = (mailboxes.Of(person.Shown)?.All ?? []).ToDictionary(m => m.Hash, m => m.Address.Value, StringComparer.Ordinal);
        List<string?> hashes = [.. known.Keys];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changes = db.ConsentChanges.AsNoTracking().Where(c => numbers.Contains(c.Profile) || hashes.Contains(c.Address)).OrderBy(c => c.Id).AsAsyncEnumerable();
        await foreach (var change in changes.WithCancellation(cancellationToken))
        {
            yield return new JsonObject
            {
                ["channel"] = change.Channel,
                ["topic"] = change.Topic.Length == 0 ? null : change.Topic,
                ["purpose"] = change.Purpose.Length == 0 ? null : change.Purpose,
                ["address"] = change.Address is { } hash ? known.GetValueOrDefault(hash) : null,
                ["state"] = PersonalJson.Name(change.State),
                ["at"] = JsonValue.Create(change.At),
                ["by"] = change.By,
                ["proof"] = change.Proof,
                ["saidAt"] = JsonValue.Create(change.Since),
                ["cameBy"] = change.Source,
                ["proofText"] = change.ProofText,
            };
        }
    }

    /// <summary>
    /// The word on a mailbox outlives the person, by the keyed hash alone: an erasure is no reason to write there again. How it was said is
    /// one of <see cref="Consent.ConsentProof"/> and stays; what was shown or signed is somebody's text and goes.
    /// </summary>
    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        List<ProfileId?> numbers = [.. person.Numbers.Select(n => (ProfileId?)n)];
        List<long> changes;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            changes = await db.ConsentChanges.Where(c => numbers.Contains(c.Profile)).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellationToken);
        if (changes.Count == 0) return 0;

        await queue.WriteAsync(WritePriority.Background, (db, token) => KeepWordAsync(db, person, token), cancellationToken);
        List<string> names = [.. person.Identifiers.Select(i => i.Value)];
        foreach (var chunk in changes.Chunk(RowsPerWrite))
        {
            await queue.WriteAsync(
                WritePriority.Background,
                async (db, token) =>
                {
                    var some = db.ConsentChanges.Where(c => chunk.Contains(c.Id));
                    await some.Where(c => c.Address == null).ExecuteDeleteAsync(token);
                    // Who works here may be a customer too; the person themselves is nobody's name.
                    await some.Where(c => names.Contains(c.By)).ExecuteUpdateAsync(set => set.SetProperty(c => c.By, ""), token);
                    await some.ExecuteUpdateAsync(set => set.SetProperty(c => c.Profile, (ProfileId?)null).SetProperty(c => c.ProofText, (string?)null), token);
                },
                cancellationToken);
        }

        return changes.Count;
    }

    /// <summary>
    /// A person's no holds for all of their mailboxes, also for those that came later, as long as it is known whose they are: so it is put on
    /// each. As of now, since a no of then would count for nothing on a mailbox with a newer yes.
    /// </summary>
    private async Task KeepWordAsync(StudioDbContext db, AskedPerson person, CancellationToken cancellationToken)
    {
        var hashes = person.Identifiers.Where(i => i.Namespace == IdentifierNamespace.Email)
            .Select(i => EmailAddress.TryParse(i.Value, out var address) ? mailboxes.Hash(address) : null).OfType<string>().Distinct().ToList();
        var book = await ConsentBook.ReadAsync(db, Channel.Email, hashes, person.Numbers, cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var place in book.Places)
        {
            if (book.Of(person.Numbers, [], place) is not { State: ConsentState.Unsubscribed } word) continue;

            db.ConsentChanges.AddRange(hashes.Where(hash => !book.IsUnsubscribed([], [hash], place)).Select(hash => new ConsentChange
            {
                Channel = Channel.Email, Topic = place.Topic, Purpose = place.Purpose, Address = hash, Profile = null, State = word.State, At = now, By = "",
                Proof = word.Proof, Source = word.Source,
            }));
        }
    }
}

/// <summary>The person's rows of the send ledger, whatever became of them.</summary>
internal sealed class MessagesOfPerson(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IEnumerable<ISendOwner> owners, TimeProvider clock) : IPersonalData
{
    private const int AtOnce = 200;

    private readonly Dictionary<SendOwner, ISendOwner> _owners = owners.ToDictionary(o => o.Owner);

    public string Part => PersonalPart.Messages;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        for (var after = 0L; ;)
        {
            var behind = after;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var sends = await NotErased(db, numbers).AsNoTracking()
                .Where(s => s.Id > behind)
                .OrderBy(s => s.Id).Take(AtOnce).ToListAsync(cancellationToken);
            foreach (var send in sends) yield return Of(send, await SubjectAsync(send, cancellationToken));

            if (sends.Count < AtOnce) yield break;
            after = sends[^1].Id;
        }
    }

    /// <summary>
    /// Counts of campaigns and journeys are counts of these rows, so they stay. The keyed hash of the mailbox stays too: by it the links of
    /// mails that have left go on to work, and none gets the same mail twice.
    /// </summary>
    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        var erased = 0L;
        for (var after = 0L; ;)
        {
            var behind = after;
            List<long> sends;
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
                sends = await NotErased(db, numbers).Where(s => s.Id > behind).OrderBy(s => s.Id).Select(s => s.Id).Take(AtOnce).ToListAsync(cancellationToken);

            if (sends.Count > 0) await queue.WriteAsync(WritePriority.Background, (db, token) => EmptyAsync(db, sends, token), cancellationToken);
            erased += sends.Count;
            if (sends.Count < AtOnce) return erased;
            after = sends[^1];
        }
    }

    private async Task EmptyAsync(StudioDbContext db, List<long> sends, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await CancelSends.Waiting(db).Where(s => sends.Contains(s.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.State, SendState.Skipped).SetProperty(s => s.Reason, SendReason.Gone).SetProperty(s => s.ChangedAt, now), cancellationToken);
        // Also of what is being handed over: the sender has the mail in memory and reads the row no more, and writes no reply into this one.
        await db.Sends.Where(s => sends.Contains(s.Id)).ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Address, Send.Erased).SetProperty(s => s.Reply, (string?)null), cancellationToken);
    }

    /// <summary>What was planned when there was nobody any more says nothing of anybody either.</summary>
    private static IQueryable<Send> NotErased(StudioDbContext db, IReadOnlyList<ProfileId> numbers) =>
        db.Sends.Where(s => numbers.Contains(s.Profile) && s.Address != Send.Erased && (s.Address != null || s.Reason != SendReason.Gone));

    private async Task<string?> SubjectAsync(Send send, CancellationToken cancellationToken) =>
        _owners.TryGetValue(send.Owner, out var owner) ? (await owner.ContentAsync(send, cancellationToken))?.Subject : null;

    private static JsonObject Of(Send send, string? subject) => new()
    {
        ["number"] = send.Id,
        ["owner"] = PersonalJson.Name(send.Owner),
        ["ownerNumber"] = send.OwnerId,
        ["visit"] = send.Visit,
        ["topic"] = send.Topic.Length == 0 ? null : send.Topic,
        ["purpose"] = send.Purpose,
        ["subject"] = subject,
        ["address"] = send.Address,
        ["state"] = PersonalJson.Name(send.State),
        ["reason"] = send.Reason is { } reason ? PersonalJson.Name(reason) : null,
        ["dueAt"] = send.State is SendState.Planned or SendState.Deferred ? PersonalJson.Moment(send.DueAt) : null,
        ["changedAt"] = PersonalJson.Moment(send.ChangedAt),
        ["replyCode"] = send.ReplyCode,
        ["reply"] = send.Reply,
    };
}

/// <summary>Mails that the trap holds: those of the ledger to the person, and test mails to one of the addresses.</summary>
internal sealed class TrappedMailsOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue) : IPersonalData
{
    /// <summary>A mail may be long, and what is deleted is overwritten.</summary>
    private const int RowsPerWrite = 50;

    public string Part => PersonalPart.TrappedMails;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mails = (await MailsAsync(db, person, cancellationToken)).AsNoTracking().OrderBy(m => m.Id).AsAsyncEnumerable();
        await foreach (var mail in mails.WithCancellation(cancellationToken))
        {
            yield return new JsonObject
            {
                ["number"] = mail.Send,
                ["at"] = JsonValue.Create(mail.At),
                ["from"] = mail.From,
                ["to"] = mail.To,
                ["subject"] = mail.Subject,
                ["text"] = mail.Text,
                ["html"] = mail.Html,
                ["headers"] = mail.Headers,
            };
        }
    }

    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        List<long> mails;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            mails = await (await MailsAsync(db, person, cancellationToken)).Select(m => m.Id).ToListAsync(cancellationToken);

        foreach (var chunk in mails.Chunk(RowsPerWrite))
        {
            await queue.WriteAsync(
                WritePriority.Background, (db, token) => db.TrappedMails.Where(m => chunk.Contains(m.Id)).ExecuteDeleteAsync(token), cancellationToken);
        }

        return mails.Count;
    }

    private static async Task<IQueryable<TrappedMail>> MailsAsync(StudioDbContext db, AskedPerson person, CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        var addresses = person.Identifiers.Where(i => i.Namespace == IdentifierNamespace.Email).Select(i => Folded(i.Value)).ToHashSet(StringComparer.Ordinal);
        // Few, and only here is known when two addresses are one mailbox.
        var tests = await db.TrappedMails.Where(m => m.Send == null).Select(m => new { m.Id, m.To }).ToListAsync(cancellationToken);
        var own = tests.Where(m => addresses.Contains(Folded(m.To))).Select(m => m.Id).ToList();
        var sends = db.Sends;
        return db.TrappedMails.Where(m => sends.Any(s => s.Id == m.Send && numbers.Contains(s.Profile)) || own.Contains(m.Id));
    }

    private static string Folded(string text) => EmailAddress.TryParse(text, out var address) ? address.Folded : text;
}
