using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Messaging.Sending;

/// <summary>A send with the person as they are known now; null when there is no such person any more.</summary>
internal sealed record Candidate(Send Send, Mailboxes? Mailboxes)
{
    public IReadOnlyList<string> Hashes { get; } = [.. (Mailboxes?.Hashes ?? []).Append(Send.AddressHash).OfType<string>()];

    public IReadOnlyList<ProfileId> Profiles { get; } = [.. (Mailboxes?.Numbers ?? []).Append(Send.Profile)];
}

/// <summary>What stands in the way of a mail.</summary>
internal enum Obstacle
{
    None,

    /// <summary>Its owner rests: it stays planned.</summary>
    Resting,
    Unsubscribed,
    TopicUnsubscribed,
    Gone,
}

/// <summary>Asked when a mail is claimed and again when it is handed over, each time in the transaction that does so.</summary>
internal sealed class SendGate(IEnumerable<ISendOwner> owners)
{
    /// <summary>What a mail is skipped for.</summary>
    public static readonly IReadOnlyList<Obstacle> Skipping = [Obstacle.Unsubscribed, Obstacle.TopicUnsubscribed, Obstacle.Gone];

    private readonly List<ISendOwner> _owners = [.. owners];

    public IReadOnlyList<SendOwner> Owners => [.. _owners.Select(o => o.Owner)];

    public ISendOwner? OwnerOf(SendOwner owner) => _owners.Find(o => o.Owner == owner);

    public async Task<IReadOnlyDictionary<SendOwner, IReadOnlyList<long>>> RestingAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var resting = new Dictionary<SendOwner, IReadOnlyList<long>>();
        foreach (var owner in _owners) resting[owner.Owner] = await owner.RestingAsync(db, cancellationToken);
        return resting;
    }

    public async Task<ILookup<Obstacle, Candidate>> SortAsync(
        StudioDbContext db, IReadOnlyCollection<Candidate> candidates, CancellationToken cancellationToken)
    {
        var resting = (await RestingAsync(db, cancellationToken)).ToDictionary(r => r.Key, r => r.Value.ToHashSet());
        var consents = await ConsentBook.ReadAsync(
            db, Channel.Email, [.. candidates.SelectMany(c => c.Hashes).Distinct()], [.. candidates.SelectMany(c => c.Profiles).Distinct()], cancellationToken);

        return candidates.ToLookup(c =>
            !resting.TryGetValue(c.Send.Owner, out var ids) || ids.Contains(c.Send.OwnerId) ? Obstacle.Resting
            : consents.ClosedTo(c.Profiles, c.Hashes, c.Send.About) is { } closed ? closed.Topic.Length > 0 ? Obstacle.TopicUnsubscribed : Obstacle.Unsubscribed
            : c.Mailboxes is null ? Obstacle.Gone
            : Obstacle.None);
    }

    public static SendReason ReasonOf(Obstacle obstacle) => obstacle switch
    {
        Obstacle.Unsubscribed => SendReason.Unsubscribed,
        Obstacle.TopicUnsubscribed => SendReason.TopicUnsubscribed,
        Obstacle.Gone => SendReason.Gone,
        _ => throw new System.Diagnostics.UnreachableException(obstacle.ToString()),
    };
}
