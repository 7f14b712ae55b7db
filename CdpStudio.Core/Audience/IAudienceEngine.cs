using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience;

/// <summary>
/// Answers rules over all profiles, exactly. In memory by default; ClickHouse past one machine. Every answer comes from one
/// state of the facts and one <c>now</c>.
/// </summary>
public interface IAudienceEngine
{
    /// <summary>The newest fact that answers include.</summary>
    long Position { get; }

    const int IdentityMarkLength = 32;

    /// <summary>By which rules identifiers are one person in answers: empty for those that nobody set, else <see cref="IdentityMarkLength"/> letters.</summary>
    string IdentityMark => "";

    /// <summary>Completes when answers include the fact of that number.</summary>
    Task WaitAsync(long position, CancellationToken cancellationToken);

    /// <exception cref="RuleNotYetException">The rule holds a node that this engine does not evaluate yet; the message names it.</exception>
    /// <exception cref="UnknownSetException">The rule names a segment, journey, tag or list that does not exist.</exception>
    Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken);

    /// <summary>The counts of several rules from one state and one <c>now</c>: a builder's lines with their running total.</summary>
    /// <inheritdoc cref="CountAsync" path="/exception"/>
    Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, DateTimeOffset? asOf, CancellationToken cancellationToken);

    /// <summary>Members in rising order of their profile ids.</summary>
    /// <param name="after">Only members above it; null starts at the first.</param>
    /// <inheritdoc cref="CountAsync" path="/exception"/>
    Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Those of some profiles whom the rule takes in, in the order given. Each is looked at by itself, and the rule made ready once: for
    /// few profiles many times as quick as asking for all members.
    /// </summary>
    /// <param name="profiles">Any numbers that their identifiers were born with.</param>
    /// <inheritdoc cref="CountAsync" path="/exception"/>
    Task<IReadOnlyList<ProfileId>> MembersAmongAsync(AudienceQuery query, IReadOnlyList<ProfileId> profiles, CancellationToken cancellationToken);

    /// <summary>
    /// All members with some of their attributes, in rising order of their profile ids and from one state however long the reading
    /// takes: take as many as a page needs.
    /// </summary>
    /// <param name="fields">Names of attributes; unknown ones are missing for everybody.</param>
    /// <param name="after">Only members above it; null starts at the first.</param>
    /// <inheritdoc cref="CountAsync" path="/exception"/>
    Task<AudienceMembers> ReadMembersAsync(
        AudienceQuery query, IReadOnlyList<string> fields, ProfileId? after, CancellationToken cancellationToken);

    /// <summary>Some members, spread over all of them; the same for the same <paramref name="seed"/> and state.</summary>
    /// <inheritdoc cref="CountAsync" path="/exception"/>
    Task<IReadOnlyList<AudienceMember>> SampleAsync(
        AudienceQuery query, IReadOnlyList<string> fields, int size, int seed, CancellationToken cancellationToken);

    /// <summary>Why a profile is in or not: the rule's tree, each node with the value or events seen. Null when there is no such profile.</summary>
    /// <param name="profile">Any number that the profile's identifiers were born with.</param>
    /// <inheritdoc cref="CountAsync" path="/exception"/>
    Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken);

    /// <summary>Like <see cref="ExplainAsync"/>, and of every node when time alone changes its answer; that takes a while longer.</summary>
    /// <inheritdoc cref="ExplainAsync"/>
    Task<NodeExplanation?> ForeseeAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken);

    /// <summary>How many people each node of the rule takes in, and how many fail only one of its conditions.</summary>
    /// <inheritdoc cref="CountAsync" path="/exception"/>
    Task<AudienceNodeCounts> CountNodesAsync(AudienceQuery query, CancellationToken cancellationToken);

    /// <summary>Members by the values of an attribute or of a property of their events.</summary>
    /// <param name="limit">So many values, those that most members have.</param>
    /// <inheritdoc cref="CountAsync" path="/exception"/>
    Task<AudienceBreakdown> BreakDownAsync(AudienceQuery query, BreakdownBy by, int limit, CancellationToken cancellationToken);
}

/// <param name="AsOf">The moment that takes the place of now; null means now.</param>
/// <param name="KnownAt">Only what was known then counts; null means all.</param>
public sealed record AudienceQuery(Rule Rule, DateTimeOffset? AsOf = null, KnownAt? KnownAt = null);

/// <summary>How much of the log counts.</summary>
public abstract record KnownAt
{
    private KnownAt()
    {
    }

    /// <summary>Facts up to this number.</summary>
    public sealed record Fact(long Number) : KnownAt;

    /// <summary>Facts recorded up to this moment.</summary>
    public sealed record Moment(DateTimeOffset At) : KnownAt;

    /// <summary>Whether a fact was known by then.</summary>
    internal bool Takes(Facts.Fact fact) => this switch
    {
        Fact last => fact.Number <= last.Number,
        // Clocks of several nodes may disagree, so a later fact may have been recorded earlier.
        Moment moment => fact.RecordedAt <= moment.At.ToUnixTimeMilliseconds(),
        _ => throw new UnreachableException(GetType().Name),
    };
}

/// <param name="Total">Profiles that exist at the moment asked about.</param>
/// <param name="Position">The newest fact included.</param>
public sealed record AudienceCount(long Count, long Total, long Position, DateTimeOffset Now);

/// <param name="Counts">One per rule asked, in order.</param>
public sealed record AudienceCounts(IReadOnlyList<long> Counts, long Total, long Position, DateTimeOffset Now);

/// <param name="Count">Of all members, also those at or below <c>after</c>.</param>
public sealed record AudienceMembers(AudienceCount Count, IEnumerable<AudienceMember> Members);

/// <param name="Identifiers">All of the profile, today's, as first seen.</param>
/// <param name="Fields">One per field asked for, in order: the attribute's value as JSON text, null when missing.</param>
public sealed record AudienceMember(ProfileId Id, IReadOnlyList<Identifier> Identifiers, IReadOnlyList<string?> Fields);

/// <summary>A rule that is well formed and can't be answered, with the reason in words.</summary>
public sealed class RuleNotYetException(string pointer, string what, string why = "is not evaluated yet")
    : Exception($"{what} {why} ({(pointer.Length == 0 ? "the whole rule" : pointer)}).")
{
    /// <summary>JSON pointer of the node.</summary>
    public string Pointer { get; } = pointer;
}

/// <summary>A rule names a set of people that does not exist.</summary>
/// <param name="kind">As the language calls it: <c>segment</c>, <c>journey</c>, <c>tag</c> or <c>list</c>.</param>
public sealed class UnknownSetException(string pointer, string key, string kind)
    : Exception($"There is no {kind} '{key}' ({(pointer.Length == 0 ? "the whole rule" : pointer)}).")
{
    /// <summary>JSON pointer of the node's key.</summary>
    public string Pointer { get; } = pointer;
}
