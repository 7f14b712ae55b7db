using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources.Imports.Mapping.Steps;

/// <summary>A column's steps in a mapping's JSON: <c>{"version":1,"steps":[{"is":"trim"}, …]}</c>. Names are added to and never changed.</summary>
internal static class StepJson
{
    public const int Version = 1;

    private const int MaxSteps = 20;
    private const int MaxValues = 1_000;
    private const int MaxText = 200;
    private const int MaxPart = 1_000;

    private static readonly string[] s_known = ["trim", "case", "split", "replace", "values", "default", "fill", "phone", "outliers"];

    public static IReadOnlyList<CellStep> Read(JsonCursor json, CellFormat format)
    {
        json.Object("version", "steps");
        var version = json.Required("version");
        if (version.Element.ValueKind != JsonValueKind.Number || !version.Element.TryGetInt32(out var number) || number != Version)
            throw version.Refuse("must be 1, the only version that there is so far");

        var steps = json.Required("steps").Array();
        if (steps.Count > MaxSteps) throw steps[MaxSteps].Refuse($"is one too many; a column has at most {MaxSteps} steps");
        return [.. steps.Select((step, i) => Step(step, format, isLast: i == steps.Count - 1))];
    }

    /// <summary>Null for none.</summary>
    public static JsonObject? Write(IReadOnlyList<CellStep> steps) => steps.Count == 0
        ? null
        : new JsonObject { ["version"] = Version, ["steps"] = new JsonArray([.. steps.Select(Write)]) };

    private static CellStep Step(JsonCursor json, CellFormat format, bool isLast)
    {
        var name = json.Element.ValueKind == JsonValueKind.Object ? json.Required("is").Text() : throw json.Refuse("must be an object");
        switch (name)
        {
            case "trim":
                json.Object("is");
                return new CellStep.Trim();
            case "case":
                json.Object("is", "to");
                return new CellStep.Case(Choice(json.Required("to"), ("lower", LetterCase.Lower), ("upper", LetterCase.Upper), ("title", LetterCase.Title)));
            case "split":
                json.Object("is", "by", "part");
                return new CellStep.Split(Letters(json.Required("by"), 1), Part(json.Required("part")));
            case "replace":
                json.Object("is", "find", "with");
                return new CellStep.Replace(Letters(json.Required("find"), 1), json.Optional("with") is { } with ? Letters(with, 0) : "");
            case "values":
                json.Object("is", "map", "else");
                return new CellStep.Values(
                    Map(json.Required("map")).AsReadOnly(),
                    json.Optional("else") is { } other ? Choice(other, ("keep", Leftover.Keep), ("empty", Leftover.Empty), ("reject", Leftover.Reject)) : Leftover.Keep);
            case "default":
                json.Object("is", "value");
                return new CellStep.Default(Short(json.Required("value"), json.Required("value").Text()));
            case "fill":
                json.Object("is", "from");
                return new CellStep.Fill(json.Required("from").Text().Trim());
            case "phone":
                json.Object("is", "country");
                return PhoneCountry.TryFind(json.Required("country").Text(), out var country)
                    ? new CellStep.Phone(country)
                    : throw json.Required("country").Refuse("is not a country's two letters, such as DE");
            case "outliers":
                json.Object("is", "least", "most", "then");
                return Outliers(json, format, isLast);
            default:
                throw json.Required("is").Refuse($"must be one of {string.Join(", ", s_known)}");
        }
    }

    private static CellStep.Outliers Outliers(JsonCursor json, CellFormat format, bool isLast)
    {
        if (format is not CellFormat.Number) throw json.Refuse("needs a column of the type number");
        if (!isLast) throw json.Refuse("must be the last step, since it looks at what is imported");

        decimal? least = json.Optional("least") is { } low ? Number(low) : null;
        decimal? most = json.Optional("most") is { } high ? Number(high) : null;
        if (least is null && most is null) throw json.Refuse("needs a bound, least or most");
        if (least > most) throw json.Required("most").Refuse("is below least");
        return new CellStep.Outliers(
            least,
            most,
            json.Optional("then") is { } then ? Choice(then, ("flag", OutlierRule.Flag), ("empty", OutlierRule.Empty), ("reject", OutlierRule.Reject)) : OutlierRule.Flag);
    }

    private static Dictionary<string, string> Map(JsonCursor json)
    {
        var map = new Dictionary<string, string>();
        foreach (var (name, value) in json.Members())
        {
            if (map.Count == MaxValues) throw value.Refuse($"is one too many; at most {MaxValues} values can be listed");
            if (string.IsNullOrWhiteSpace(name)) throw value.Refuse("has a blank value; the step default fills blank cells");
            if (!map.TryAdd(SteppedCell.KeyOf(Short(value, name)), Letters(value, 0))) throw value.Refuse("stands twice, since neither case nor spaces around it count");
        }

        return map.Count > 0 ? map : throw json.Refuse("is empty");
    }

    private static int Part(JsonCursor json) =>
        json.Element.ValueKind == JsonValueKind.Number && json.Element.TryGetInt32(out var part) && part != 0 && Math.Abs(part) <= MaxPart
            ? part
            : throw json.Refuse("must be 1 for the first part, 2 for the second …, -1 for the last");

    private static decimal Number(JsonCursor json) =>
        json.Element.ValueKind == JsonValueKind.Number && json.Element.TryGetDecimal(out var number) ? number : throw json.Refuse("must be a number");

    private static T Choice<T>(JsonCursor json, params ReadOnlySpan<(string Name, T Value)> choices)
    {
        var text = json.Text();
        foreach (var (name, value) in choices)
        {
            if (name == text) return value;
        }

        throw json.Refuse($"must be one of {string.Join(", ", choices.ToArray().Select(c => c.Name))}");
    }

    // White space is significant here.
    private static string Letters(JsonCursor json, int least) =>
        json.AnyText() is var text && text.Length >= least ? Short(json, text) : throw json.Refuse("must have at least one letter");

    private static string Short(JsonCursor json, string text) => text.Length <= MaxText ? text : throw json.Refuse($"has more than {MaxText} letters");

    private static JsonNode Write(CellStep step) => step switch
    {
        CellStep.Trim => new JsonObject { ["is"] = "trim" },
        CellStep.Case letters => new JsonObject { ["is"] = "case", ["to"] = Name(letters.To) },
        CellStep.Split split => new JsonObject { ["is"] = "split", ["by"] = split.By, ["part"] = split.Part },
        CellStep.Replace replace => new JsonObject { ["is"] = "replace", ["find"] = replace.Find, ["with"] = replace.With },
        CellStep.Values values => new JsonObject
        {
            ["is"] = "values",
            ["map"] = new JsonObject(values.Map.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => KeyValuePair.Create(v.Key, (JsonNode?)v.Value))),
            ["else"] = Name(values.Else),
        },
        CellStep.Default made => new JsonObject { ["is"] = "default", ["value"] = made.Value },
        CellStep.Fill fill => new JsonObject { ["is"] = "fill", ["from"] = fill.From },
        CellStep.Phone phone => new JsonObject { ["is"] = "phone", ["country"] = phone.Country.Code },
        CellStep.Outliers outliers => Write(outliers),
        _ => throw new UnreachableException(step.GetType().Name),
    };

    private static JsonObject Write(CellStep.Outliers outliers)
    {
        var json = new JsonObject { ["is"] = "outliers" };
        if (outliers.Least is { } least) json["least"] = least;
        if (outliers.Most is { } most) json["most"] = most;
        json["then"] = Name(outliers.Then);
        return json;
    }

    private static string Name<T>(T value)
        where T : struct, Enum => value.ToString().ToLower(CultureInfo.InvariantCulture);
}
