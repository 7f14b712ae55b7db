using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Web.Audience;

/// <summary>
/// The rule as it was sent, each node with <c>holds</c>, <c>flipsAt</c> (when time alone changes that) and, where it is a condition, its
/// <c>evidence</c>: the value seen and the matching events; one that does not hold with <c>missing</c>, how near it is.
/// </summary>
internal static class ExplanationAnswer
{
    /// <param name="events">By number; those that a node names and that are not here are left out.</param>
    public static JsonObject Of(JsonElement rule, NodeExplanation explanation, IReadOnlyDictionary<long, Fact.Event> events)
    {
        var answer = NodeOf(rule, explanation, events);
        if (!explanation.Holds) answer["nearest"] = new JsonArray([.. Deciding(explanation).Select(pointer => JsonValue.Create(pointer))]);

        return answer;
    }

    private static JsonObject NodeOf(JsonElement rule, NodeExplanation explanation, IReadOnlyDictionary<long, Fact.Event> events)
    {
        var below = Below(explanation).ToDictionary(c => c.Node[explanation.Node.Length..]);
        var node = new JsonObject { ["holds"] = explanation.Holds, ["flipsAt"] = explanation.FlipsAt?.UtcDateTime };
        foreach (var member in rule.EnumerateObject()) node[member.Name] = Member(member, below, events);
        if (below.Count == 0) node["evidence"] = Evidence(explanation, events);
        if (explanation.Shortfall is { } shortfall) node["missing"] = Missing(shortfall);

        return node;
    }

    /// <summary>What explains a segment stands at the segment's own place and has no text in this rule.</summary>
    private static IEnumerable<NodeExplanation> Below(NodeExplanation explanation) =>
        explanation.Children.Where(c => c.Node.Length > explanation.Node.Length);

    /// <summary>Places of the conditions of which each alone would change the whole answer.</summary>
    private static IEnumerable<string> Deciding(NodeExplanation explanation) => !explanation.Decides ? []
        : Below(explanation).Any() ? Below(explanation).SelectMany(Deciding) : [explanation.Node];

    private static JsonObject Missing(Shortfall shortfall)
    {
        var missing = new JsonObject { ["seen"] = shortfall.Seen is { } seen ? JsonNode.Parse(seen) : null };
        foreach (var (name, value) in JsonNode.Parse(shortfall.Wanted)!.AsObject()) missing[name] = value?.DeepClone();
        missing["by"] = shortfall.By;
        return missing;
    }

    public static IEnumerable<long> Events(NodeExplanation explanation) => explanation.Events.Concat(explanation.Children.SelectMany(Events));

    private static JsonNode? Member(
        JsonProperty member, Dictionary<string, NodeExplanation> below, IReadOnlyDictionary<long, Fact.Event> events)
    {
        if (below.TryGetValue($"/{member.Name}", out var child)) return NodeOf(member.Value, child, events);
        if (member.Value.ValueKind != JsonValueKind.Array) return DeepJson.ParseNode(member.Value.GetRawText());

        return new JsonArray([.. member.Value.EnumerateArray().Select((item, i) =>
            below.TryGetValue(FormattableString.Invariant($"/{member.Name}/{i}"), out var inner)
                ? NodeOf(item, inner, events)
                : DeepJson.ParseNode(item.GetRawText()))]);
    }

    private static JsonObject Evidence(NodeExplanation explanation, IReadOnlyDictionary<long, Fact.Event> events) => new()
    {
        ["value"] = explanation.Value is { } value ? JsonNode.Parse(value) : null,
        ["matchingEvents"] = explanation.MatchingEvents,
        ["events"] = new JsonArray([.. explanation.Events.Where(events.ContainsKey).Select(number => Event(events[number]))]),
    };

    private static JsonObject Event(Fact.Event fact) => new()
    {
        ["fact"] = fact.Number,
        ["event"] = fact.Name,
        ["timestamp"] = EpochTime.ToMoment(fact.Timestamp),
        ["messageId"] = fact.MessageId,
        ["properties"] = JsonNode.Parse(fact.Properties),
    };
}
