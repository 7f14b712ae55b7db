using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion;

namespace CdpStudio.Web.Quarantine;

/// <summary>A step of a repair while it is written: what the fields say, right or wrong.</summary>
/// <param name="Do">rename, retype, default or drop.</param>
/// <param name="Type">Of a retype, and of the value of a default: text, number, boolean, datetime or list.</param>
/// <param name="Format">Of a list what parts its elements, so white space in it counts.</param>
public sealed record StepDraft(
    string Do, string At = "", string To = "", string Type = "text", string Format = "", string TimeZone = "", string Value = "")
{
    public static IReadOnlyList<string> Kinds { get; } = ["rename", "retype", "default", "drop"];

    public static IReadOnlyList<string> Types { get; } = ["text", "number", "boolean", "datetime", "list"];

    /// <summary>A default fills in what JSON has.</summary>
    public static IReadOnlyList<string> ValueTypes { get; } = ["text", "number", "boolean"];

    /// <summary>What most probably mends messages of that reason.</summary>
    public static StepDraft For(RefusalReason? reason) => reason switch
    {
        RefusalReason.BadTimestamp => new("retype", "timestamp", Type: "datetime"),
        RefusalReason.BadEventName => new("retype", "event"),
        RefusalReason.BadIdentifier => new("retype", "userId"),
        RefusalReason.NoIdentifier => new("rename", "", "userId"),
        RefusalReason.BadProperties => new("drop", "properties"),
        RefusalReason.BadTraits => new("drop", "traits"),
        RefusalReason.BadMessageId or RefusalReason.IdConflict => new("drop", "messageId"),
        RefusalReason.UnknownType => new("default", "type", Value: "track"),
        _ => new("rename"),
    };

    public static string Write(IEnumerable<StepDraft> steps) =>
        new JsonObject { ["version"] = 1, ["steps"] = new JsonArray([.. steps.Select(s => s.ToJson())]) }.ToJsonString();

    /// <summary>Of a rule that was taken before.</summary>
    public static List<StepDraft> Read(string rule)
    {
        using var document = JsonDocument.Parse(rule);
        return [.. document.RootElement.GetProperty("steps").EnumerateArray().Select(Of)];
    }

    private static StepDraft Of(JsonElement step)
    {
        var value = step.TryGetProperty("value", out var given) ? given : default;
        var type = value.ValueKind switch
        {
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => Text("type"),
        };
        return new StepDraft(
            Text("do"), Text("at"), Text("to"), type.Length == 0 ? "text" : type, Text("format"), Text("timeZone"),
            value.ValueKind is JsonValueKind.Undefined ? "" : value.ToString());

        string Text(string name) => step.TryGetProperty(name, out var member) ? member.GetString() ?? "" : "";
    }

    private JsonObject ToJson()
    {
        var json = new JsonObject { ["do"] = Do, ["at"] = At.Trim() };
        switch (Do)
        {
            case "rename":
                json["to"] = To.Trim();
                break;
            case "retype":
                json["type"] = Type;
                if (Type is "number" or "datetime" && Format.Trim().Length > 0) json["format"] = Format.Trim();
                if (Type == "list" && Format.Length > 0) json["format"] = Format;
                if (Type == "datetime" && TimeZone.Trim().Length > 0) json["timeZone"] = TimeZone.Trim();
                break;
            case "default":
                json["value"] = ValueJson();
                break;
        }

        return json;
    }

    // What is no number or boolean is left out, and the reader says that the value is missing.
    private JsonNode? ValueJson() => Type switch
    {
        "number" => decimal.TryParse(Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null,
        "boolean" => bool.TryParse(Value, out var yes) ? JsonValue.Create(yes) : null,
        _ => JsonValue.Create(Value),
    };
}
