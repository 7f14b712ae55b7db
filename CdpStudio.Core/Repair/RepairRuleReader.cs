using System.Text.Json;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Repair;

/// <summary>What came of reading a rule's JSON.</summary>
public abstract record RepairReading
{
    private RepairReading()
    {
    }

    public sealed record Read(RepairRule Rule) : RepairReading;

    /// <param name="Pointer">JSON pointer of the member at fault; of a missing member, where it should be.</param>
    /// <param name="Detail">English words that hold the pointer.</param>
    public sealed record Refused(string Pointer, string Detail) : RepairReading;
}

/// <summary>
/// Reads a repair rule, which is also how it is stored:
/// <c>{"version":1,"steps":[{"do":"rename","at":"properties.totl","to":"properties.total"},{"do":"retype","at":"timestamp","type":"datetime",
/// "format":"dd.MM.yyyy HH:mm","timeZone":"Europe/Berlin"},{"do":"default","at":"properties.currency","value":"EUR"},{"do":"drop","at":"properties.x"}]}</c>.
/// Types and formats are those of an import's mapping. Names are added to and never changed.
/// </summary>
public static class RepairRuleReader
{
    private const int MaxJsonLength = 64 * 1024;

    public static RepairReading Read(string json)
    {
        if (json.Length > MaxJsonLength) return new RepairReading.Refused("", "The rule is too long.");

        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object) return new RepairReading.Refused("", "The rule must be an object.");

            return new RepairReading.Read(Rule(new JsonCursor(document.RootElement, "")));
        }
        catch (JsonException)
        {
            return new RepairReading.Refused("", "The rule is not JSON.");
        }
        catch (MappingRefusedException e)
        {
            return new RepairReading.Refused(e.Pointer, e.Message);
        }
    }

    private static RepairRule Rule(JsonCursor json)
    {
        json.Object("version", "steps");
        var version = json.Required("version");
        if (version.Element.ValueKind != JsonValueKind.Number || version.Element.GetRawText() != "1") throw version.Refuse("must be 1");

        var steps = json.Required("steps").Array();
        if (steps.Count == 0) throw json.Required("steps").Refuse("is empty; a repair needs at least one step");
        if (steps.Count > RepairRule.MaxSteps) throw steps[RepairRule.MaxSteps].Refuse($"is one too many; a rule has at most {RepairRule.MaxSteps} steps");

        return new RepairRule([.. steps.Select(Step)]);
    }

    private static RepairStep Step(JsonCursor json)
    {
        json.Object("do", "at", "to", "type", "format", "culture", "timeZone", "value");
        var kind = json.Required("do");
        switch (kind.Text())
        {
            case "rename":
                Only(json, "to");
                var (at, to) = (Path(json.Required("at")), Path(json.Required("to")));
                return at == to ? throw json.Required("to").Refuse("is the name that it has") : new RepairStep.Rename(at, to);
            case "retype":
                Only(json, "type", "format", "culture", "timeZone");
                json.Required("type");
                return new RepairStep.Retype(Path(json.Required("at")), MappingReader.CellFormatOf(json));
            case "default":
                Only(json, "value");
                return new RepairStep.Default(Path(json.Required("at")), Value(json.Required("value")));
            case "drop":
                Only(json);
                return new RepairStep.Drop(Path(json.Required("at")));
            default:
                throw kind.Refuse("must be rename, retype, default or drop");
        }
    }

    private static void Only(JsonCursor json, params ReadOnlySpan<string> members)
    {
        foreach (var member in json.Element.EnumerateObject())
        {
            if (member.Name is not ("do" or "at") && !members.Contains(member.Name)) throw json.Required(member.Name).Refuse("does not belong to this step");
        }
    }

    private static string Path(JsonCursor json)
    {
        var path = json.Text();
        if (path.Length > TrackingParser.MaxNameLength) throw json.Refuse($"is longer than {TrackingParser.MaxNameLength} letters");
        if (path.Contains('\0', StringComparison.Ordinal) || path.StartsWith('.') || path.EndsWith('.') || path.Contains("..", StringComparison.Ordinal))
            throw json.Refuse("is not the path of a member, such as properties.total");
        return path;
    }

    private static string Value(JsonCursor json) => json.Element.ValueKind switch
    {
        JsonValueKind.String => JsonSerializer.Serialize(json.Text(), JsonSerializerOptions.Web),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => json.Element.GetRawText(),
        _ => throw json.Refuse("must be text, a number, true or false"),
    };
}
