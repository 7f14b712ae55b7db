using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>A definition as JSON: reading it again gives an equal one, and equal ones give equal texts.</summary>
public static class DefinitionWriter
{
    // Names in every script stay readable; the text is stored and sent as JSON, never put into a page as markup.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(JourneyDefinition definition) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteStartArray("steps");
        foreach (var step in definition.Steps) Write(json, step);
        json.WriteEndArray();
        json.WriteStartArray("edges");
        foreach (var edge in definition.Edges) Write(json, edge);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public static string Write(JourneyStep step) => Text(json => Write(json, step));

    internal static void Write(Utf8JsonWriter json, JourneyStep step)
    {
        json.WriteStartObject();
        json.WriteString("id", step.Id);
        json.WriteString("kind", KindOf(step));
        if (step.Name.Length > 0) json.WriteString("name", step.Name);
        if (step.X is { } x) json.WriteNumber("x", x);
        if (step.Y is { } y) json.WriteNumber("y", y);
        switch (step)
        {
            case JourneyStep.Entry entry: Write(json, entry); break;
            case JourneyStep.Wait { For.Length: > 0 } wait: json.WriteString("for", wait.For); break;
            case JourneyStep.Branch branch:
                Write(json, "rule", branch.Rule);
                Write(json, "unfinished", branch.Unfinished);
                break;
            case JourneyStep.Email email: json.WritePropertyName("content"); ContentJson.Write(json, email.Content); break;
        }

        json.WriteEndObject();
    }

    internal static string Text(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, s_options)) write(json);

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string KindOf(JourneyStep step) => step switch
    {
        JourneyStep.Entry => "entry",
        JourneyStep.Wait => "wait",
        JourneyStep.Branch => "branch",
        JourneyStep.Email => "email",
        JourneyStep.Exit => "exit",
        _ => throw new UnreachableException(step.GetType().Name),
    };

    private static void Write(Utf8JsonWriter json, JourneyStep.Entry entry)
    {
        switch (entry.Trigger)
        {
            case EntryTrigger.Event on:
                json.WriteString("event", on.Name);
                Write(json, "where", on.Where);
                break;
            case EntryTrigger.Change on:
                json.WriteString("attribute", on.Attribute);
                Write(json, "from", on.From);
                Write(json, "to", on.To);
                break;
            case EntryTrigger.Segment into:
                json.WriteString("segment", into.Key);
                json.WriteBoolean("present", into.Present);
                break;
        }

        json.WriteString("again", JsonNamingPolicy.CamelCase.ConvertName(entry.Again.ToString()));
        Write(json, "unfinished", entry.Unfinished);
    }

    private static void Write(Utf8JsonWriter json, string member, JsonNode? value)
    {
        if (value is null) return;

        json.WritePropertyName(member);
        value.WriteTo(json);
    }

    // Absent is any value, null is none.
    private static void Write(Utf8JsonWriter json, string member, ChangedValue? end)
    {
        if (end is null) return;

        json.WritePropertyName(member);
        if (end.Value is null) json.WriteNullValue();
        else end.Value.WriteTo(json);
    }

    private static void Write(Utf8JsonWriter json, JourneyEdge edge)
    {
        json.WriteStartObject();
        json.WriteString("from", edge.From);
        json.WriteString("outcome", edge.Outcome);
        json.WriteString("to", edge.To);
        json.WriteEndObject();
    }
}
