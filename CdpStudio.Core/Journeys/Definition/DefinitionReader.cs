using System.Text.Json;
using CdpStudio.Core.Rules.Reading;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>What came of reading a definition's JSON.</summary>
public abstract record DefinitionReading
{
    private DefinitionReading()
    {
    }

    public sealed record Read(JourneyDefinition Definition) : DefinitionReading;

    /// <param name="Pointer">JSON pointer of the member at fault, the whole being empty text.</param>
    /// <param name="Detail">English words that hold the pointer.</param>
    public sealed record Refused(string Pointer, string Detail) : DefinitionReading;
}

/// <summary>
/// The one way from JSON to a <see cref="JourneyDefinition"/>. A half-finished one is read; one that could not be drawn is refused: an id
/// that is there twice, an edge to nothing, two edges for one outcome, a member that nobody knows.
/// </summary>
public static class DefinitionReader
{
    /// <summary>A rule of the greatest depth that the language allows, with room for the definition around it.</summary>
    internal static readonly JsonDocumentOptions Options = new() { MaxDepth = 500 };

    public static DefinitionReading Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Options);
            return Read(document.RootElement, "");
        }
        catch (JsonException e)
        {
            return new DefinitionReading.Refused("", $"The definition is not JSON: {e.Message}");
        }
    }

    /// <param name="pointer">Of the definition itself.</param>
    public static DefinitionReading Read(JsonElement json, string pointer)
    {
        try
        {
            return new DefinitionReading.Read(Definition(new JsonPlace(json, pointer)));
        }
        catch (RuleRefusedException e)
        {
            return new DefinitionReading.Refused(e.Refusal.Pointer, e.Refusal.Detail);
        }
    }

    /// <summary>One that was judged when it was stored.</summary>
    /// <exception cref="InvalidOperationException">It cannot be read.</exception>
    public static JourneyDefinition ReadStored(string json) => Read(json) switch
    {
        DefinitionReading.Read read => read.Definition,
        DefinitionReading.Refused refused => throw new InvalidOperationException($"A stored journey cannot be read: {refused.Detail}"),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };

    private static JourneyDefinition Definition(JsonPlace place)
    {
        var members = JsonMembers.Of(place, "a journey").Only("version", "steps", "edges");
        members.Required("version").Whole(1, 1);
        var steps = new Dictionary<string, JourneyStep>(StringComparer.Ordinal);
        foreach (var item in members.Required("steps").Items("steps"))
        {
            var step = StepReader.Read(item);
            if (!steps.TryAdd(step.Id, step)) throw item.Refusal($"has the id '{step.Id}', and another step has it too.");
        }

        var edges = new Dictionary<(string, string), JourneyEdge>();
        foreach (var item in members.Required("edges").Items("edges"))
        {
            var edge = Edge(item, steps);
            if (!edges.TryAdd((edge.From, edge.Outcome), edge)) throw item.Refusal("is a second edge for this outcome; there is one at most.");
        }

        return JourneyDefinition.Of(steps.Values, edges.Values);
    }

    private static JourneyEdge Edge(JsonPlace place, Dictionary<string, JourneyStep> steps)
    {
        var members = JsonMembers.Of(place, "an edge").Only("from", "outcome", "to");
        var from = Known("from");
        var outcome = members.Required("outcome").Text();
        if (!from.Outcomes.Contains(outcome)) throw members.Required("outcome").Refusal($"is not an outcome of the step '{from.Id}'.");

        var to = Known("to");
        if (to is JourneyStep.Entry) throw members.Required("to").Refusal("leads to an entry, and nothing does.");

        return new JourneyEdge(from.Id, outcome, to.Id);

        JourneyStep Known(string name) => steps.TryGetValue(members.Required(name).Text(), out var step)
            ? step
            : throw members.Required(name).Refusal("is not the id of a step.");
    }
}
