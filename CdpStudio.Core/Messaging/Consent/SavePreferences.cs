using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Messaging.Consent;

/// <summary>How much mail somebody wants, before topics are asked about.</summary>
public enum MailWish
{
    /// <summary>All that no topic is left out of.</summary>
    Everything,

    /// <summary>Only <see cref="ConsentPurpose.Service"/>.</summary>
    ServiceOnly,
    Nothing,
}

/// <param name="Wish">Null where what was said is none of these, as of who wants all but <see cref="ConsentPurpose.Service"/>: nothing is changed of it.</param>
/// <param name="Topics">By key: whether it is wanted, for whatever purpose. Nothing is changed of a topic that is missing.</param>
public sealed record Preferences(MailWish? Wish, IReadOnlyDictionary<string, bool> Topics);

/// <summary>Whoever has the link of a mail says which topics they want.</summary>
public sealed record SavePreferences(string Token, Preferences Preferences);

public sealed partial class SavePreferencesHandler(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, LinkedPeople people, CurrentTopics topics, TimeProvider clock,
    ILogger<SavePreferencesHandler> logger)
{
    /// <summary>As they are: every topic that is offered, and the mail's own. What nobody said a word of counts as wanted, as it does when mail leaves.</summary>
    public async Task<Preferences> ReadAsync(LinkedPerson person, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var book = await ConsentBook.ReadAsync(db, Channel.Email, person.Addresses, person.Numbers, cancellationToken);
        return Of(person, book);
    }

    public async Task<AnswerUnsubscribeResult> HandleAsync(SavePreferences command, CancellationToken cancellationToken)
    {
        if (await people.FindAsync(command.Token, cancellationToken) is not { } person) return new AnswerUnsubscribeResult.UnknownLink();
        if (person.Send is not { } send) return new AnswerUnsubscribeResult.Test();

        await queue.WriteAsync(
            WritePriority.Inbox,
            async (db, token) =>
            {
                var book = await ConsentBook.ReadAsync(db, Channel.Email, person.Addresses, person.Numbers, token);
                foreach (var (place, state) in Changes(Of(person, book), command.Preferences))
                {
                    if (book.IsUnsubscribed(person.Numbers, person.Addresses, place) == (state == ConsentState.Unsubscribed)) continue;

                    db.ConsentChanges.AddRange(person.Rows(book, place, state, clock.GetUtcNow(), ConsentProof.Page, ConsentSource.Page));
                }
            },
            cancellationToken);

        LogSaved(send.Id, command.Preferences.Wish);
        return new AnswerUnsubscribeResult.Recorded("");
    }

    private IEnumerable<string> Offered(LinkedPerson person) =>
        topics.All.Where(t => !t.IsArchived || t.Key == person.Topic).Select(t => t.Key);

    private Preferences Of(LinkedPerson person, ConsentBook book)
    {
        return new Preferences(WishOf(IsOpen(ConsentPlace.Marketing), IsOpen(ConsentPlace.Service)), Offered(person).ToDictionary(key => key, IsWanted));

        bool IsOpen(ConsentPlace mail) => book.ClosedTo(person.Numbers, person.Addresses, mail) is null;

        bool IsWanted(string key)
        {
            var topic = new ConsentPlace(key, "");
            return !topic.Below().Prepend(topic).Any(place => book.IsUnsubscribed(person.Numbers, person.Addresses, place));
        }
    }

    private static MailWish? WishOf(bool marketing, bool service) => (marketing, service) switch
    {
        (true, true) => MailWish.Everything,
        (false, true) => MailWish.ServiceOnly,
        (false, false) => MailWish.Nothing,
        _ => null,
    };

    /// <summary>A box that was ticked already is no word: nobody is subscribed by leaving it as it is.</summary>
    private static IEnumerable<(ConsentPlace Place, ConsentState State)> Changes(Preferences current, Preferences chosen)
    {
        if (chosen.Wish is { } wish && wish != current.Wish)
        {
            yield return (ConsentPlace.Everything, StateOf(wish != MailWish.Nothing));
            // Who wants nothing has said no word on marketing alone.
            if (wish != MailWish.Nothing)
            {
                yield return (ConsentPlace.Marketing, StateOf(wish == MailWish.Everything));
                yield return (ConsentPlace.Service, ConsentState.Subscribed);
            }
        }

        foreach (var (key, isWanted) in current.Topics)
        {
            if (!chosen.Topics.TryGetValue(key, out var wanted) || wanted == isWanted) continue;

            var topic = new ConsentPlace(key, "");
            yield return (topic, StateOf(wanted));
            if (!wanted) continue;

            foreach (var purpose in topic.Below()) yield return (purpose, ConsentState.Subscribed);
        }
    }

    private static ConsentState StateOf(bool wanted) => wanted ? ConsentState.Subscribed : ConsentState.Unsubscribed;

    [LoggerMessage(Level = LogLevel.Information, Message = "By the link of send {Send}, choices saved: {Wish}")]
    private partial void LogSaved(long send, MailWish? wish);
}
