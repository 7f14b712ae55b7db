using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>Whoever has the link of a mail says no to more of it, or yes again.</summary>
/// <param name="Proof"><see cref="ConsentProof.Link"/> or <see cref="ConsentProof.OneClick"/>.</param>
/// <param name="Everything">The channel as a whole; else the mail's topic, where it has one.</param>
public sealed record AnswerUnsubscribe(string Token, ConsentState State, string Proof, bool Everything = false);

public abstract record AnswerUnsubscribeResult
{
    private AnswerUnsubscribeResult()
    {
    }

    /// <summary>It holds from now on, also for mail that is queued.</summary>
    /// <param name="Topic">Of what it holds; empty for everything.</param>
    public sealed record Recorded(string Topic) : AnswerUnsubscribeResult;

    /// <summary>The yes is kept, and another no, such as a wider one, keeps such mail back all the same.</summary>
    public sealed record HeldBack : AnswerUnsubscribeResult;

    /// <summary>The link of a test mail: nobody is meant.</summary>
    public sealed record Test : AnswerUnsubscribeResult;

    public sealed record UnknownLink : AnswerUnsubscribeResult;
}

public sealed partial class AnswerUnsubscribeHandler(IWriteQueue queue, LinkedPeople people, TimeProvider clock, ILogger<AnswerUnsubscribeHandler> logger)
{
    public async Task<AnswerUnsubscribeResult> HandleAsync(AnswerUnsubscribe command, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(command.Token, cancellationToken) is not { } person) return new AnswerUnsubscribeResult.UnknownLink();
        if (person.Send is not { } send) return new AnswerUnsubscribeResult.Test();

        var place = command.Everything ? ConsentPlace.Everything : new ConsentPlace(person.Topic, "");
        var mail = place with { Purpose = send.Purpose };
        var isHeldBack = await queue.WriteAsync(
            WritePriority.Inbox,
            async (db, token) =>
            {
                var book = await ConsentBook.ReadAsync(db, Channel.Email, person.Addresses, person.Numbers, token);
                // Robots post again and again; what is so already needs no further line of history.
                if (!IsAllSaid(book, person, place, command.State))
                    db.ConsentChanges.AddRange(person.Rows(book, place, command.State, clock.GetUtcNow(), command.Proof, ConsentSource.Link));

                return command.State == ConsentState.Subscribed
                    && mail.Above().Any(other => other != place && book.IsUnsubscribed(person.Numbers, person.Addresses, other));
            },
            cancellationToken);

        LogAnswered(send.Id, command.State);
        return isHeldBack ? new AnswerUnsubscribeResult.HeldBack() : new AnswerUnsubscribeResult.Recorded(place.Topic);
    }

    private static bool IsAllSaid(ConsentBook book, LinkedPerson person, ConsentPlace place, ConsentState state)
    {
        if (person.Addresses.Count == 0 || !person.Addresses.All(a => book.Of([], [a], place)?.State == state)) return false;

        var isRefused = book.IsUnsubscribed(person.Numbers, [], place);
        return state == ConsentState.Subscribed ? !isRefused : isRefused || person.Profile is null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "By the link of send {Send}: {State}")]
    private partial void LogAnswered(long send, ConsentState state);
}
