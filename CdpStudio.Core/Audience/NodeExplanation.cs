namespace CdpStudio.Core.Audience;

/// <param name="Node">The node's place in the rule as a JSON pointer, the root being empty text.</param>
/// <param name="Value">
/// What was seen as JSON text: the attribute's or measure's value, the steps done in order, the periods that passed; null when missing or
/// not a leaf.
/// </param>
/// <param name="Events">Numbers of the matching events, newest first, at most 20.</param>
public sealed record NodeExplanation(
    string Node, bool Holds, string? Value, IReadOnlyList<long> Events, long MatchingEvents, IReadOnlyList<NodeExplanation> Children)
{
    /// <summary>Of a leaf that does not hold; null where nothing can be said, as about chance.</summary>
    public Shortfall? Shortfall { get; init; }

    /// <summary>Whether the whole answer would be the other one if this node's were and all other conditions stayed as they are.</summary>
    public bool Decides { get; init; }

    /// <summary>
    /// The next moment at which this node's answer is the other one by time alone, with the facts known now; null when there is none
    /// within the next 200 years, and where nobody asked.
    /// </summary>
    public DateTimeOffset? FlipsAt { get; init; }
}

/// <summary>How far a leaf is from holding.</summary>
/// <param name="Seen">JSON text; null when missing.</param>
/// <param name="Wanted">The test that it fails as the language writes it: an object with <c>op</c>, <c>value</c> and <c>for</c>.</param>
/// <param name="By">What would have to be added to the number seen to reach the one wanted; null where that is no matter of one number.</param>
public sealed record Shortfall(string? Seen, string Wanted, decimal? By);
