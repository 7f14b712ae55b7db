using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience;

/// <param name="Nodes">Every node of the rule, each before those below it.</param>
/// <param name="Total">Profiles that exist at the moment asked about.</param>
/// <param name="Position">The newest fact included.</param>
public sealed record AudienceNodeCounts(IReadOnlyList<NodeCount> Nodes, long Total, long Position, DateTimeOffset Now);

/// <param name="Node">JSON pointer, the root being empty text.</param>
/// <param name="Count">People whom the node takes in, whatever the others say.</param>
/// <param name="FailOnlyThis">People whom every other node of the whole rule's <c>all</c> takes in; null for nodes that are not directly below it.</param>
public sealed record NodeCount(string Node, long Count, long? FailOnlyThis);

/// <summary>What members are told apart by.</summary>
public abstract record BreakdownBy
{
    private BreakdownBy()
    {
    }

    public sealed record Attribute(string Name) : BreakdownBy;

    /// <param name="Events">Which events count.</param>
    /// <param name="Path">Of the property.</param>
    public sealed record Property(EventMatch Events, Window During, string Path) : BreakdownBy;
}

/// <param name="Items">The values that most members have, most first; a member with several values counts with each.</param>
/// <param name="Missing">Members without a value.</param>
/// <param name="Other">Members who have values, but none of those listed.</param>
/// <param name="Total">All members.</param>
public sealed record AudienceBreakdown(
    IReadOnlyList<ValueMembers> Items, long Missing, long Other, long Total, long Position, DateTimeOffset Now);

/// <param name="Value">JSON text, in the form that most members have it.</param>
public sealed record ValueMembers(string Value, long Count);
