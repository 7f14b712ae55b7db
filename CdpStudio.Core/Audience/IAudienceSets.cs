using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience;

/// <summary>
/// Sets of people that no fact says and rules ask about: recorded memberships, consents, standings in journeys. Implemented by each module
/// that keeps some; a module answers for its own kinds and knows nothing of the others.
/// </summary>
public interface IAudienceSets
{
    /// <summary>What people call the set; null when there is none here. From memory.</summary>
    string? NameOf(AudienceSetName set);

    /// <summary>The set as it stands, which never changes; the same object as long as nothing does. Null when there is none here.</summary>
    /// <remarks>Held in memory from the first question on. Only what was written since may be read again.</remarks>
    Task<AudienceSet?> FindAsync(AudienceSetName set, CancellationToken cancellationToken);
}

/// <summary>Which set a rule asks about. Keys are as the rule writes them.</summary>
public abstract record AudienceSetName
{
    private AudienceSetName()
    {
    }

    /// <summary>Who came into the segment and left it, as recorded; see <see cref="AudienceSet.Memberships"/>.</summary>
    public sealed record Segment(string Key) : AudienceSetName;

    /// <summary><see cref="AudienceSet.Memberships"/>.</summary>
    public sealed record Tag(string Key) : AudienceSetName;

    /// <summary><see cref="AudienceSet.Memberships"/>.</summary>
    public sealed record List(string Key) : AudienceSetName;

    /// <summary><see cref="AudienceSet.Consents"/>.</summary>
    /// <param name="Topic">Null for the channel as a whole.</param>
    public sealed record Consent(string Channel, string? Topic) : AudienceSetName;

    /// <summary><see cref="AudienceSet.Standings"/>.</summary>
    public sealed record Journey(string Key) : AudienceSetName;
}

/// <summary>
/// Speaks of people by numbers: any that one of their identifiers was born with. Whose a number is today, the engine knows. Told apart by
/// identity: what is held is large.
/// </summary>
public abstract class AudienceSet
{
    private AudienceSet()
    {
    }

    /// <summary>Who was in it from when to when. A person is in it while one of their numbers is.</summary>
    /// <param name="stays">In any order; in rising order of numbers it is quickest.</param>
    public sealed class Memberships(IReadOnlyList<AudienceStay> stays) : AudienceSet
    {
        public IReadOnlyList<AudienceStay> Stays { get; } = stays;
    }

    /// <summary>How people stand in a journey; who is not in it has never been there.</summary>
    /// <param name="standings">At most one a number.</param>
    public sealed class Standings(IReadOnlyList<AudienceStanding> standings) : AudienceSet
    {
        public IReadOnlyList<AudienceStanding> All { get; } = standings;
    }

    /// <summary>
    /// What people said of a channel or a topic. Of all that was said under a person's numbers and addresses the strictest counts:
    /// unsubscribed, then subscribed; of whom nothing is said the consent is unknown.
    /// </summary>
    public sealed class Consents : AudienceSet
    {
        public required IReadOnlyList<ProfileId> Subscribed { get; init; }

        public required IReadOnlyList<ProfileId> Unsubscribed { get; init; }

        /// <summary>Marks of <see cref="Addresses"/>.</summary>
        public required IReadOnlySet<ulong> SubscribedAddresses { get; init; }

        public required IReadOnlySet<ulong> UnsubscribedAddresses { get; init; }

        /// <summary>Null where nobody knows what an address of the channel looks like: each identifier counts as valid then.</summary>
        public required AudienceAddresses? Addresses { get; init; }

        /// <summary>Whether people may be reached who have said nothing.</summary>
        public required bool UnknownIsReachable { get; init; }
    }
}

/// <param name="From">Milliseconds since the Unix epoch.</param>
/// <param name="Until">The first moment at which it was over; null while it lasts.</param>
public readonly record struct AudienceStay(ProfileId Profile, long From, long? Until);

/// <param name="Order">Of several numbers of one person who is not active under any, the highest counts.</param>
public readonly record struct AudienceStanding(ProfileId Profile, JourneyState State, long Order);

/// <summary>What a channel's addresses are. One object for the life of the process: marks are kept.</summary>
public abstract class AudienceAddresses
{
    private readonly Engine.AddressMarks _marks;

    protected AudienceAddresses() => _marks = new Engine.AddressMarks(MarkOf);

    /// <summary>The attribute that says the address of people without an identifier of the channel; null when none does.</summary>
    public abstract string? Attribute { get; }

    /// <summary>A number that two ways of writing one mailbox share and no other has; 0 for what is no valid address.</summary>
    public abstract ulong MarkOf(string text);

    /// <summary>Of an identifier, which never changes, so that it is worked out once.</summary>
    internal ulong MarkOf(int node, Engine.DictionaryView values, int code) => _marks.Of(node, values, code);
}
