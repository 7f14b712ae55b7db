using System.Diagnostics;
using System.Text.Json;
using CdpStudio.Core.Rules.Reading;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>Edits as the canvas sends them and gets them back.</summary>
public static class EditJson
{
    /// <param name="pointer">Of the list itself.</param>
    /// <returns>Null edits where it is refused; then the other two say where and why.</returns>
    public static (IReadOnlyList<JourneyEdit>? Edits, string Pointer, string Detail) Read(JsonElement json, string pointer)
    {
        try
        {
            return ([.. new JsonPlace(json, pointer).Items("edits").Select(Edit)], "", "");
        }
        catch (RuleRefusedException e)
        {
            return (null, e.Refusal.Pointer, e.Refusal.Detail);
        }
    }

    public static string Write(IReadOnlyList<JourneyEdit> edits) => DefinitionWriter.Text(json =>
    {
        json.WriteStartArray();
        foreach (var edit in edits) Write(json, edit);
        json.WriteEndArray();
    });

    private static JourneyEdit Edit(JsonPlace place)
    {
        var members = JsonMembers.Of(place, "an edit");
        var op = members.Required("op").Word(s_ops);
        members.Only([.. op, "op"]);
        return members.Required("op").Json.GetString() switch
        {
            "setStep" => new JourneyEdit.SetStep(StepReader.Read(members.Required("step"))),
            "removeStep" => new JourneyEdit.RemoveStep(Id("id")),
            "insertStep" => new JourneyEdit.InsertStep(StepReader.Read(members.Required("step")), Id("from"), Id("outcome")),
            "connect" => new JourneyEdit.Connect(Id("from"), Id("outcome"), Id("to")),
            "disconnect" => new JourneyEdit.Disconnect(Id("from"), Id("outcome")),
            "move" => new JourneyEdit.Move(Id("id"), StepReader.Coordinate(members.Find("x")), StepReader.Coordinate(members.Find("y"))),
            var other => throw new UnreachableException(other),
        };

        string Id(string name) => members.Required(name).Text();
    }

    private static readonly Dictionary<string, string[]> s_ops = new()
    {
        ["setStep"] = ["step"],
        ["removeStep"] = ["id"],
        ["insertStep"] = ["step", "from", "outcome"],
        ["connect"] = ["from", "outcome", "to"],
        ["disconnect"] = ["from", "outcome"],
        ["move"] = ["id", "x", "y"],
    };

    private static void Write(Utf8JsonWriter json, JourneyEdit edit)
    {
        json.WriteStartObject();
        switch (edit)
        {
            case JourneyEdit.SetStep set:
                json.WriteString("op", "setStep");
                json.WritePropertyName("step");
                DefinitionWriter.Write(json, set.Step);
                break;
            case JourneyEdit.RemoveStep remove:
                json.WriteString("op", "removeStep");
                json.WriteString("id", remove.Id);
                break;
            case JourneyEdit.InsertStep insert:
                json.WriteString("op", "insertStep");
                json.WritePropertyName("step");
                DefinitionWriter.Write(json, insert.Step);
                Ends(insert.From, insert.Outcome, to: null);
                break;
            case JourneyEdit.Connect connect:
                json.WriteString("op", "connect");
                Ends(connect.From, connect.Outcome, connect.To);
                break;
            case JourneyEdit.Disconnect disconnect:
                json.WriteString("op", "disconnect");
                Ends(disconnect.From, disconnect.Outcome, to: null);
                break;
            case JourneyEdit.Move move:
                json.WriteString("op", "move");
                json.WriteString("id", move.Id);
                if (move.X is { } x) json.WriteNumber("x", x);
                if (move.Y is { } y) json.WriteNumber("y", y);
                break;
            default:
                throw new UnreachableException(edit.GetType().Name);
        }

        json.WriteEndObject();

        void Ends(string from, string outcome, string? to)
        {
            json.WriteString("from", from);
            json.WriteString("outcome", outcome);
            if (to is not null) json.WriteString("to", to);
        }
    }
}
