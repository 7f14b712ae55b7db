using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Messaging.Ledger;

/// <summary>Those who plan sends, as the sender sees them: campaigns and journeys.</summary>
public interface ISendOwner
{
    SendOwner Owner { get; }

    /// <summary>What the mail says; null when it is gone, and the send is skipped. Asked once per send: keep it in memory.</summary>
    Task<MessageContent?> ContentAsync(Send send, CancellationToken cancellationToken);

    /// <summary>What the mails of a page say and why the person was chosen, by <see cref="Send.Id"/>; left out where whatever decided it is gone.</summary>
    Task<IReadOnlyDictionary<long, ToldSend>> TellAsync(IReadOnlyList<Send> sends, CancellationToken cancellationToken);

    /// <summary>The <see cref="Send.OwnerId"/>s of which nothing may leave now. Read in the transaction that claims.</summary>
    Task<IReadOnlyList<long>> RestingAsync(StudioDbContext db, CancellationToken cancellationToken);

    /// <summary>The mail server does not take mail: let it rest until a person goes on.</summary>
    /// <param name="reply">What the server said last, without personal data.</param>
    Task PauseAsync(IReadOnlyCollection<long> ownerIds, string reply, CancellationToken cancellationToken);
}

/// <param name="Name">Of the campaign or journey.</param>
/// <param name="Key">What its page is addressed by.</param>
/// <param name="Segment">Key of the segment that it went to, or that let the person in.</param>
/// <param name="Event">Name of the event that let the person in.</param>
/// <param name="Attribute">Name of the attribute whose change let the person in.</param>
public sealed record SendOrigin(string Name, string Key, string? Segment, string? Event, string? Attribute = null);

/// <param name="Content">Null when it is gone.</param>
public sealed record ToldSend(MessageContent? Content, SendOrigin Origin);
