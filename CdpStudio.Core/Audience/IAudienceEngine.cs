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

    /// <exception cref="RuleNotYetException">The rule holds a node that this engine does not evaluate yet; the message names it.</exception>
    Task<AudienceCount> CountAsync(AudienceQuery query, CancellationToken cancellationToken);

    /// <summary>The counts of several rules from one state and one <c>now</c>: a builder's lines with their running total.</summary>
    /// <exception cref="RuleNotYetException">As <see cref="CountAsync"/>.</exception>
    Task<AudienceCounts> CountManyAsync(IReadOnlyList<Rule> rules, CancellationToken cancellationToken);

    /// <summary>Members in rising order of their profile ids.</summary>
    /// <param name="after">Only members above it; null starts at the first.</param>
    /// <exception cref="RuleNotYetException">As <see cref="CountAsync"/>.</exception>
    Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceQuery query, ProfileId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Some members, spread over all of them; the same for the same <paramref name="seed"/> and state.</summary>
    /// <exception cref="RuleNotYetException">As <see cref="CountAsync"/>.</exception>
    Task<IReadOnlyList<ProfileId>> SampleAsync(AudienceQuery query, int size, int seed, CancellationToken cancellationToken);

    /// <summary>Why a profile is in or not: the rule's tree, each node with the value or events seen. Null when there is no such profile.</summary>
    /// <exception cref="RuleNotYetException">As <see cref="CountAsync"/>.</exception>
    Task<NodeExplanation?> ExplainAsync(AudienceQuery query, ProfileId profile, CancellationToken cancellationToken);
}

/// <param name="AsOf">The moment that takes the place of now; null means now.</param>
/// <param name="KnownAt">Only facts up to this number count; null means all.</param>
public sealed record AudienceQuery(Rule Rule, DateTimeOffset? AsOf = null, long? KnownAt = null);

/// <param name="Total">Profiles that exist at the moment asked about.</param>
/// <param name="Position">The newest fact included.</param>
public sealed record AudienceCount(long Count, long Total, long Position, DateTimeOffset Now);

/// <param name="Counts">One per rule asked, in order.</param>
public sealed record AudienceCounts(IReadOnlyList<long> Counts, long Total, long Position, DateTimeOffset Now);

/// <param name="Node">The node's place in the rule as a JSON pointer, the root being empty text.</param>
/// <param name="Value">The attribute's or measure's value as it was seen; null when missing or not a leaf.</param>
/// <param name="Events">Numbers of the matching events, newest first, at most 20.</param>
public sealed record NodeExplanation(
    string Node, bool Holds, string? Value, IReadOnlyList<long> Events, long MatchingEvents, IReadOnlyList<NodeExplanation> Children);

public sealed class RuleNotYetException(string pointer, string what)
    : Exception($"{what} is not evaluated yet ({(pointer.Length == 0 ? "the whole rule" : pointer)}).")
{
    /// <summary>JSON pointer of the node.</summary>
    public string Pointer { get; } = pointer;
}
