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
internal sealed class ConsentsOfPerson(IDbContextFactory<StudioDbContext> contexts, MailboxBook mailboxes) : IPersonalData
{
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
                ["address"] = change.Address is { } hash ? known.GetValueOrDefault(hash) : null,
                ["state"] = PersonalJson.Name(change.State),
                ["at"] = JsonValue.Create(change.At),
                ["by"] = change.By,
                ["proof"] = change.Proof,
            };
        }
    }
}

/// <summary>The person's rows of the send ledger, whatever became of them.</summary>
internal sealed class MessagesOfPerson(IDbContextFactory<StudioDbContext> contexts, IEnumerable<ISendOwner> owners) : IPersonalData
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
            var sends = await db.Sends.AsNoTracking()
                .Where(s => s.Id > behind && numbers.Contains(s.Profile))
                .OrderBy(s => s.Id).Take(AtOnce).ToListAsync(cancellationToken);
            foreach (var send in sends) yield return Of(send, await SubjectAsync(send, cancellationToken));

            if (sends.Count < AtOnce) yield break;
            after = sends[^1].Id;
        }
    }

    private async Task<string?> SubjectAsync(Send send, CancellationToken cancellationToken) =>
        _owners.TryGetValue(send.Owner, out var owner) ? (await owner.ContentAsync(send, cancellationToken))?.Subject : null;

    private static JsonObject Of(Send send, string? subject) => new()
    {
        ["number"] = send.Id,
        ["owner"] = PersonalJson.Name(send.Owner),
        ["ownerNumber"] = send.OwnerId,
        ["visit"] = send.Visit,
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
internal sealed class TrappedMailsOfPerson(IDbContextFactory<StudioDbContext> contexts) : IPersonalData
{
    public string Part => PersonalPart.TrappedMails;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        var addresses = person.Identifiers.Where(i => i.Namespace == IdentifierNamespace.Email).Select(i => i.Value).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sends = db.Sends;
        var mails = db.TrappedMails.AsNoTracking()
            .Where(m => sends.Any(s => s.Id == m.Send && numbers.Contains(s.Profile)) || (m.Send == null && addresses.Contains(m.To)))
            .OrderBy(m => m.Id).AsAsyncEnumerable();
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
}
