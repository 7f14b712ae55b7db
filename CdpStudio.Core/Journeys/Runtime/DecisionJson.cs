using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Definition;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>A branch's decision as a passage keeps it: the rule's tree with what was seen, so that it is explained as it was and not guessed anew.</summary>
internal static class DecisionJson
{
    private const int Version = 1;

    public static string Write(BranchAnswer.Decided decided) => DefinitionWriter.Text(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteBoolean("holds", decided.Holds);
        json.WritePropertyName("tree");
        Write(json, decided.Explanation);
        json.WriteEndObject();
    });

    /// <summary>Null where it is of a later version: then it is not explained.</summary>
    public static BranchAnswer.Decided? Read(string text)
    {
        using var document = JsonDocument.Parse(text, DefinitionReader.Options);
        var root = document.RootElement;
        return root.GetProperty("version").GetInt32() == Version
            ? new BranchAnswer.Decided(root.GetProperty("holds").GetBoolean(), Node(root.GetProperty("tree")))
            : null;
    }

    private static void Write(Utf8JsonWriter json, NodeExplanation node)
    {
        json.WriteStartObject();
        json.WriteString("node", node.Node);
        json.WriteBoolean("holds", node.Holds);
        if (node.Value is not null) json.WriteString("value", node.Value);
        if (node.MatchingEvents > 0)
        {
            json.WriteNumber("matching", node.MatchingEvents);
            json.WriteStartArray("events");
            foreach (var number in node.Events) json.WriteNumberValue(number);
            json.WriteEndArray();
        }

        if (node.Children.Count > 0)
        {
            json.WriteStartArray("children");
            foreach (var child in node.Children) Write(json, child);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static NodeExplanation Node(JsonElement json) => new(
        json.GetProperty("node").GetString()!,
        json.GetProperty("holds").GetBoolean(),
        json.TryGetProperty("value", out var value) ? value.GetString() : null,
        json.TryGetProperty("events", out var events) ? [.. events.EnumerateArray().Select(e => e.GetInt64())] : [],
        json.TryGetProperty("matching", out var matching) ? matching.GetInt64() : 0,
        json.TryGetProperty("children", out var children) ? [.. children.EnumerateArray().Select(Node)] : []);
}
