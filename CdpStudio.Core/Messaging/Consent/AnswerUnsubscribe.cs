using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>Whoever has the link of a mail says no to more of it, or yes again.</summary>
/// <param name="Proof"><see cref="ConsentProof.Link"/> or <see cref="ConsentProof.OneClick"/>.</param>
public sealed record AnswerUnsubscribe(string Token, ConsentState State, string Proof);

public abstract record AnswerUnsubscribeResult
{
    private AnswerUnsubscribeResult()
    {
    }

    /// <summary>It holds from now on, also for mail that is queued.</summary>
    public sealed record Recorded : AnswerUnsubscribeResult;

    /// <summary>The link of a test mail: nobody is meant.</summary>
    public sealed record Test : AnswerUnsubscribeResult;

    public sealed record UnknownLink : AnswerUnsubscribeResult;
}

public sealed partial class AnswerUnsubscribeHandler(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IProfileDirectory directory, MailboxBook mailboxes,
    UnsubscribeLinks links, TimeProvider clock, ILogger<AnswerUnsubscribeHandler> logger)
{
    // What the history shows where a user's name would stand.
    private const string ThePersonThemselves = "";

    public async Task<AnswerUnsubscribeResult> HandleAsync(AnswerUnsubscribe command, CancellationToken cancellationToken)
    {
        if (!links.TryRead(command.Token, out var number)) return new AnswerUnsubscribeResult.UnknownLink();
        if (number == UnsubscribeLinks.Test) return new AnswerUnsubscribeResult.Test();
        if (await FindAsync(number, cancellationToken) is not { } send) return new AnswerUnsubscribeResult.UnknownLink();

        var profile = directory.Read(send.Profile);
        var hashes = profile is null ? [] : mailboxes.Of(profile).Hashes;
        if (send.AddressHash is { } hash) hashes = hashes.Append(hash);
        await queue.WriteAsync(
            WritePriority.Inbox,
            async (db, token) =>
            {
                List<string> addresses = [.. hashes.Distinct()];
                var book = await ConsentBook.ReadAsync(db, Channel.Email, addresses, [], token);
                // Robots post again and again; what is so already needs no further line of history.
                if (IsAllSaid(book, addresses, command.State)) return;

                db.ConsentChanges.AddRange(
                    ConsentRows.Of(Channel.Email, command.State, profile, addresses, clock.GetUtcNow(), ThePersonThemselves, command.Proof));
            },
            cancellationToken);

        LogAnswered(number, command.State);
        return new AnswerUnsubscribeResult.Recorded();
    }

    /// <summary>Whether the link was made here. Changes nothing.</summary>
    public async Task<bool> IsKnownAsync(string token, CancellationToken cancellationToken) =>
        links.TryRead(token, out var number) && (number == UnsubscribeLinks.Test || await FindAsync(number, cancellationToken) is not null);

    private static bool IsAllSaid(ConsentBook book, List<string> addresses, ConsentState state) =>
        addresses.Count > 0 && addresses.TrueForAll(a => book.Of([], [a])?.State == state);

    private async Task<Send?> FindAsync(long number, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sends.AsNoTracking().SingleOrDefaultAsync(s => s.Id == number, cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "By the link of send {Send}: {State}")]
    private partial void LogAnswered(long send, ConsentState state);
}
