using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>Writes a draft as JSON of the rule language and remembers which line each node came from.</summary>
internal sealed class DraftWriter
{
    private readonly List<DraftGap> _gaps = [];
    private readonly Dictionary<string, LineId> _pointers = [];

    public static DraftText Write(RuleDraft draft) => new DraftWriter().Text(draft.Root);

    /// <summary>The JSON of one line by itself; null while it has a gap.</summary>
    public static string? WriteLine(DraftLine line)
    {
        var writer = new DraftWriter();
        var node = writer.Node(line, "");
        return writer._gaps.Count == 0 ? node?.ToJsonString(DraftJson.Plain) : null;
    }

    public static string? WriteFinished(DraftLine line) => new DraftWriter().Node(line, "")?.ToJsonString(DraftJson.Plain);

    private DraftText Text(DraftLine.Group root)
    {
        var node = Node(root, "") ?? new JsonObject { ["all"] = new JsonArray() };
        return new DraftText(node.ToJsonString(DraftJson.Plain), _gaps, _pointers);
    }

    private JsonNode? Node(DraftLine line, string pointer)
    {
        var before = _gaps.Count;
        var node = line switch
        {
            DraftLine.Group group => (JsonNode?)Group(group, pointer),
            DraftLine.Everyone => new JsonObject { ["everyone"] = true },
            DraftLine.Attribute attribute => Attribute(attribute),
            DraftLine.Did did => Did(did),
            DraftLine.InSegment segment => Segment(segment),
            DraftLine.AsCode code => DeepJson.ParseNode(code.Json),
            _ => throw new System.Diagnostics.UnreachableException(line.GetType().Name),
        };

        // A group keeps what is finished inside it; any other line is whole or not there.
        if (node is null || (line is not DraftLine.Group && _gaps.Count > before)) return null;

        _pointers[pointer] = line.Id;
        return node;
    }

    private JsonObject? Group(DraftLine.Group group, string pointer)
    {
        if (group.Lines.Count == 0) Gap(group.Id, DraftField.Lines, GapKind.Missing);
        if (group.Kind == GroupKind.AtLeast && (group.Count < 1 || group.Count > group.Lines.Count))
            Gap(group.Id, DraftField.Count, GapKind.OutOfRange);

        var at = pointer + group.Kind switch
        {
            GroupKind.All => "/all",
            GroupKind.Any => "/any",
            GroupKind.None => "/not/any",
            GroupKind.AtLeast => "/of",
            _ => throw new System.Diagnostics.UnreachableException(group.Kind.ToString()),
        };

        var nodes = new JsonArray();
        foreach (var line in group.Lines)
        {
            if (Node(line, $"{at}/{nodes.Count}") is { } node)
                nodes.Add(node);
        }

        if (nodes.Count == 0) return null;

        return group.Kind switch
        {
            GroupKind.All => new JsonObject { ["all"] = nodes },
            GroupKind.Any => new JsonObject { ["any"] = nodes },
            GroupKind.None => new JsonObject { ["not"] = new JsonObject { ["any"] = nodes } },
            _ => new JsonObject { ["atLeast"] = Math.Clamp(group.Count, 1, nodes.Count), ["of"] = nodes },
        };
    }

    private JsonObject Attribute(DraftLine.Attribute line)
    {
        var node = new JsonObject { ["attribute"] = Name(line.Id, line.Name) };
        Test(node, line.Id, line.Test, DraftField.Value);
        return node;
    }

    private JsonObject Segment(DraftLine.InSegment line) => new() { ["segment"] = Name(line.Id, line.Key) };

    private JsonObject Did(DraftLine.Did line)
    {
        var node = new JsonObject { ["event"] = Name(line.Id, line.Event) };
        if (line.Where.Count > 0) node["where"] = new JsonArray([.. line.Where.Select(f => Filter(line.Id, f))]);
        if (Window(line.Id, line.During) is { } window) node["during"] = window;

        node["measure"] = DraftJson.Camel(line.Measure.Kind.ToString());
        if (line.Measure.Kind.TakesProperty())
        {
            if (string.IsNullOrWhiteSpace(line.Measure.Of)) Gap(line.Id, DraftField.Measure, GapKind.Missing);
            node["of"] = line.Measure.Of;
        }

        Test(node, line.Id, line.Test, DraftField.Value);
        return node;
    }

    private JsonNode? Filter(LineId line, DraftFilter filter)
    {
        switch (filter)
        {
            case DraftFilter.Property property:
                if (string.IsNullOrWhiteSpace(property.Path)) Gap(line, DraftField.Filter, GapKind.Missing);
                var node = new JsonObject { ["property"] = property.Path };
                Test(node, line, property.Test, DraftField.Filter);
                return node;
            case DraftFilter.AsCode code:
                return DeepJson.ParseNode(code.Json);
            default:
                throw new System.Diagnostics.UnreachableException(filter.GetType().Name);
        }
    }

    private JsonObject? Window(LineId line, DraftWindow window)
    {
        switch (window)
        {
            case DraftWindow.Always:
                return null;
            case DraftWindow.Last last:
                return new JsonObject { ["last"] = Duration(line, last.Length, DraftField.Window) };
            case DraftWindow.Range range:
                if (range is { From.Length: 0, To.Length: 0 }) Gap(line, DraftField.Window, GapKind.Missing);
                var ends = new JsonObject();
                if (range.From.Length > 0) ends["from"] = Date(line, range.From, DraftField.Window);
                if (range.To.Length > 0) ends["to"] = Date(line, range.To, DraftField.Window);
                return ends;
            case DraftWindow.Ago ago:
                return new JsonObject
                {
                    ["between"] = new JsonArray(Duration(line, ago.Older, DraftField.Window), Duration(line, ago.Newer, DraftField.Window)),
                };
            case DraftWindow.Calendar calendar:
                return new JsonObject { ["calendar"] = DraftJson.Camel(calendar.Period.ToString()) };
            case DraftWindow.Since since:
                if (string.IsNullOrWhiteSpace(since.Attribute)) Gap(line, DraftField.Window, GapKind.Missing);
                var from = new JsonObject { ["since"] = since.Attribute };
                if (since.Within.Length > 0) from["within"] = Duration(line, since.Within, DraftField.Window);
                return from;
            default:
                throw new System.Diagnostics.UnreachableException(window.GetType().Name);
        }
    }

    private void Test(JsonObject node, LineId line, DraftTest test, DraftField field)
    {
        node["op"] = DraftJson.Camel(test.Operator.ToString());
        switch (test.Shape)
        {
            case OperandShape.None:
                break;
            case OperandShape.Many:
                if (test.Operands.Count == 0) Gap(line, field, GapKind.Missing);
                node["value"] = new JsonArray([.. test.Operands.Select(o => Operand(line, test.Type, o, field))]);
                break;
            case OperandShape.Range:
                node["value"] = new JsonArray([.. test.Operands.Select(o => Operand(line, test.Type, o, field))]);
                break;
            case OperandShape.One:
                node["value"] = Operand(line, test.Type, test.Operands[0], field);
                break;
            case OperandShape.Duration:
                node["value"] = Duration(line, test.Operands[0], field);
                break;
            case OperandShape.Days:
                node["value"] = new JsonObject { ["from"] = Days(line, test.Operands[0], field), ["to"] = Days(line, test.Operands[1], field) };
                break;
            default:
                throw new System.Diagnostics.UnreachableException(test.Shape.ToString());
        }
    }

    private JsonNode? Operand(LineId line, DataType type, string text, DraftField field)
    {
        switch (type)
        {
            case DataType.Number:
                if (DraftJson.Number(text) is { } number) return number;
                Gap(line, field, text.Length == 0 ? GapKind.Missing : GapKind.NotANumber);
                return null;
            case DataType.DateTime:
                return Date(line, text, field);
            default:
                if (string.IsNullOrWhiteSpace(text)) Gap(line, field, GapKind.Missing);
                return text;
        }
    }

    private JsonNode? Days(LineId line, string text, DraftField field)
    {
        if (DraftJson.WholeNumber(text) is { } days and >= -366 and <= 366) return days;

        Gap(line, field, text.Length == 0 ? GapKind.Missing : GapKind.OutOfRange);
        return null;
    }

    private string Duration(LineId line, string text, DraftField field)
    {
        if (!Kernel.Duration.TryParse(text, out _)) Gap(line, field, GapKind.NotADuration);
        return text;
    }

    private string Date(LineId line, string text, DraftField field)
    {
        if (!WrittenDate.TryParse(text, out _)) Gap(line, field, text.Length == 0 ? GapKind.Missing : GapKind.NotADate);
        return text;
    }

    private string Name(LineId line, string name)
    {
        if (string.IsNullOrWhiteSpace(name)) Gap(line, DraftField.What, GapKind.Missing);
        return name;
    }

    private void Gap(LineId line, DraftField field, GapKind kind) => _gaps.Add(new DraftGap(line, field, kind));
}
