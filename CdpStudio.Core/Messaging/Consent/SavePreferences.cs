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

/// <param name="Topics">By key: whether it is wanted. Nothing is changed of a topic that is missing.</param>
public sealed record Preferences(MailWish Wish, IReadOnlyDictionary<string, bool> Topics);

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
        return new Preferences(
            Refuses(ConsentPlace.Everything) ? MailWish.Nothing : Refuses(ConsentPlace.Marketing) ? MailWish.ServiceOnly : MailWish.Everything,
            Offered(person).ToDictionary(key => key, key => !Refuses(new ConsentPlace(key, ""))));

        bool Refuses(ConsentPlace place) => book.IsUnsubscribed(person.Numbers, person.Addresses, place);
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
                foreach (var (place, state) in Wanted(command.Preferences, Offered(person)))
                {
                    // A box that was ticked already is no word: nobody is subscribed by leaving it as it is.
                    if (book.IsUnsubscribed(person.Numbers, person.Addresses, place) == (state == ConsentState.Unsubscribed)) continue;

                    db.ConsentChanges.AddRange(person.Rows(place, state, clock.GetUtcNow(), ConsentProof.Page, ConsentSource.Page));
                }
            },
            cancellationToken);

        LogSaved(send.Id, command.Preferences.Wish);
        return new AnswerUnsubscribeResult.Recorded("");
    }

    private IEnumerable<string> Offered(LinkedPerson person) =>
        topics.All.Where(t => !t.IsArchived || t.Key == person.Topic).Select(t => t.Key);

    private static IEnumerable<(ConsentPlace Place, ConsentState State)> Wanted(Preferences preferences, IEnumerable<string> offered)
    {
        yield return (ConsentPlace.Everything, StateOf(preferences.Wish != MailWish.Nothing));
        // Who wants nothing has said no word on marketing alone.
        if (preferences.Wish != MailWish.Nothing) yield return (ConsentPlace.Marketing, StateOf(preferences.Wish == MailWish.Everything));
        foreach (var key in offered)
        {
            if (preferences.Topics.TryGetValue(key, out var wanted)) yield return (new ConsentPlace(key, ""), StateOf(wanted));
        }
    }

    private static ConsentState StateOf(bool wanted) => wanted ? ConsentState.Subscribed : ConsentState.Unsubscribed;

    [LoggerMessage(Level = LogLevel.Information, Message = "By the link of send {Send}, choices saved: {Wish}")]
    private partial void LogSaved(long send, MailWish wish);
}
