using System.Globalization;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;

namespace CdpStudio.Web.Audience;

internal sealed record CountAnswer(long Count, long Total, double ElapsedMs, IReadOnlyList<RuleRemark> Warnings);

/// <param name="Nodes">Every node of the rule, each before those below it.</param>
internal sealed record FunnelAnswer(long Count, long Total, IReadOnlyList<FunnelNode> Nodes, double ElapsedMs, IReadOnlyList<RuleRemark> Warnings);

/// <param name="Pointer">Into the rule.</param>
/// <param name="Count">People whom the node takes in by itself.</param>
/// <param name="FailOnlyThis">People who would be members but for this condition; null for nodes that are not directly below the rule's <c>all</c>.</param>
internal sealed record FunnelNode(string Pointer, long Count, long? FailOnlyThis)
{
    public static FunnelNode Of(NodeCount node) => new(node.Node, node.Count, node.FailOnlyThis);
}

/// <param name="Items">The values that most members have, most first; a member with several values counts with each.</param>
/// <param name="Missing">Members without a value.</param>
/// <param name="Other">Members who have values, but none of those listed.</param>
/// <param name="Total">All members.</param>
internal sealed record BreakdownAnswer(
    IReadOnlyList<BreakdownItem> Items, long Missing, long Other, long Total, double ElapsedMs, IReadOnlyList<RuleRemark> Warnings)
{
    public static BreakdownAnswer Of(AudienceBreakdown breakdown, double elapsedMs, IReadOnlyList<RuleRemark> warnings) => new(
        [.. breakdown.Items.Select(i => new BreakdownItem(JsonNode.Parse(i.Value), i.Count))],
        breakdown.Missing, breakdown.Other, breakdown.Total, elapsedMs, warnings);
}

internal sealed record BreakdownItem(JsonNode? Value, long Count);

/// <param name="Next">Hand it back as <c>after</c>; null at the end.</param>
internal sealed record MembersAnswer(IReadOnlyList<JsonObject> Items, string? Next, IReadOnlyList<RuleRemark> Warnings)
{
    public static MembersAnswer Of(AudienceMembers members, IReadOnlyList<string> fields, int limit, IReadOnlyList<RuleRemark> warnings)
    {
        // One more than the page holds tells whether there is another.
        var page = members.Members.Take(limit + 1).ToList();
        var next = page.Count > limit ? page[limit - 1].Id.Value.ToString(CultureInfo.InvariantCulture) : null;

        return new MembersAnswer([.. page.Take(limit).Select(m => MemberAnswer.Of(m, fields))], next, warnings);
    }
}

/// <summary>A member: its id, every identifier, and the fields asked for under their names as asked.</summary>
internal static class MemberAnswer
{
    private static readonly string[] s_taken = ["id", "identifiers"];

    public static JsonObject Of(AudienceMember member, IReadOnlyList<string> fields)
    {
        var answer = new JsonObject
        {
            ["id"] = member.Id.Value,
            ["identifiers"] = new JsonArray([.. member.Identifiers.Select(i => new JsonObject { ["namespace"] = i.Namespace, ["value"] = i.Value })]),
        };
        for (var i = 0; i < fields.Count; i++) answer[fields[i]] = member.Fields[i] is { } json ? JsonNode.Parse(json) : null;

        return answer;
    }

    /// <exception cref="RequestRefusedException">A field has a name that the answer needs itself.</exception>
    public static IReadOnlyList<string> Fields(IReadOnlyList<string> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (!s_taken.Contains(fields[i])) continue;

            var pointer = string.Create(CultureInfo.InvariantCulture, $"/fields/{i}");
            throw new RequestRefusedException(pointer, $"{pointer} can't be a field: a member has {fields[i]} of its own.");
        }

        return [.. fields.Distinct(StringComparer.Ordinal)];
    }
}
