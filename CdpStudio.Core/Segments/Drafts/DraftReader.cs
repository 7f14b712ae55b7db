using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>
/// Reads a rule's JSON into lines. It judges nothing: whatever has a form that no editor knows, valid or not, becomes a line of
/// code that is written back unchanged.
/// </summary>
internal sealed class DraftReader(Func<string, DataType?> typeOfAttribute)
{
    private int _next = 1;

    /// <param name="typeOfAttribute">Null for an attribute that is not known.</param>
    public static RuleDraft Read(JsonElement rule, Func<string, DataType?> typeOfAttribute)
    {
        var reader = new DraftReader(typeOfAttribute);
        var root = reader.Group(rule, new LineId(0)) ?? new DraftLine.Group(new LineId(0), GroupKind.All, 1, [reader.Line(rule)]);
        return new RuleDraft(root, reader._next);
    }

    private DraftLine Line(JsonElement node)
    {
        var id = new LineId(_next++);
        return (DraftLine?)Group(node, id) ?? Everyone(node, id) ?? Attribute(node, id) ?? Did(node, id) ?? (DraftLine?)Segment(node, id)
            ?? new DraftLine.AsCode(id, node.GetRawText());
    }

    private DraftLine.Group? Group(JsonElement node, LineId id)
    {
        if (JsonForm.Of(node, "all") is { } all && all["all"].ValueKind == JsonValueKind.Array) return Of(GroupKind.All, 1, all["all"]);
        if (JsonForm.Of(node, "any") is { } any && any["any"].ValueKind == JsonValueKind.Array) return Of(GroupKind.Any, 1, any["any"]);
        if (JsonForm.Of(node, "not") is { } not)
        {
            return JsonForm.Of(not["not"], "any") is { } none && none["any"].ValueKind == JsonValueKind.Array
                ? Of(GroupKind.None, 1, none["any"])
                : new DraftLine.Group(id, GroupKind.None, 1, [Line(not["not"])]);
        }

        return JsonForm.Of(node, "atLeast", "of") is { } some && some["of"].ValueKind == JsonValueKind.Array && JsonForm.Whole(some["atLeast"]) is { } count
            ? Of(GroupKind.AtLeast, count, some["of"])
            : null;

        DraftLine.Group Of(GroupKind kind, int count, JsonElement nodes) => new(id, kind, count, [.. nodes.EnumerateArray().Select(Line)]);
    }

    private static DraftLine.Everyone? Everyone(JsonElement node, LineId id) =>
        JsonForm.Of(node, "everyone") is { } everyone && everyone["everyone"].ValueKind == JsonValueKind.True ? new DraftLine.Everyone(id) : null;

    private static DraftLine.InSegment? Segment(JsonElement node, LineId id) =>
        JsonForm.Of(node, "segment") is { } segment && JsonForm.Text(segment["segment"]) is { } key ? new DraftLine.InSegment(id, key) : null;

    private DraftLine.Attribute? Attribute(JsonElement node, LineId id)
    {
        var form = JsonForm.Of(node, "attribute", "op", "value?");
        if (form is null || JsonForm.Text(form["attribute"]) is not { } name) return null;

        return DraftTests.Read(form, typeOfAttribute(name)) is { } test ? new DraftLine.Attribute(id, name, test) : null;
    }

    private DraftLine.Did? Did(JsonElement node, LineId id)
    {
        var form = JsonForm.Of(node, "event", "where?", "during?", "measure?", "of?", "op?", "value?");
        if (form is null || JsonForm.Text(form["event"]) is not { } name) return null;
        if (Measure(form) is not { } measure || DraftWindows.Read(form) is not { } window) return null;
        if (Where(form) is not { } where) return null;

        var test = form.ContainsKey("op") ? DraftTests.Read(form, measure.Kind.Gives() is var type and not DataType.Text ? type : null)
            : form.ContainsKey("value") || measure.Kind.Gives() != DataType.Number ? null
            : new DraftTest(DataType.Number, DraftOperator.Gte, ["1"]);
        return test is null ? null : new DraftLine.Did(id, name, where, window, measure, test);
    }

    private static DraftMeasure? Measure(Dictionary<string, JsonElement> form)
    {
        var word = form.TryGetValue("measure", out var measure) ? JsonForm.Text(measure) : "count";
        if (JsonForm.Word<MeasureKind>(word) is not { } kind) return null;
        if (!form.TryGetValue("of", out var of)) return kind.TakesProperty() ? null : new DraftMeasure(kind);

        return kind.TakesProperty() && JsonForm.Text(of) is { } path ? new DraftMeasure(kind, path) : null;
    }

    private List<DraftFilter>? Where(Dictionary<string, JsonElement> form)
    {
        if (!form.TryGetValue("where", out var where)) return [];
        if (where.ValueKind != JsonValueKind.Array) return null;

        return [.. where.EnumerateArray().Select(Filter)];
    }

    private DraftFilter Filter(JsonElement node)
    {
        var id = new LineId(_next++);
        var form = JsonForm.Of(node, "property", "op", "value?");
        if (form is null || JsonForm.Text(form["property"]) is not { } path || DraftTests.Read(form, known: null) is not { } test)
            return new DraftFilter.AsCode(id, node.GetRawText());

        return new DraftFilter.Property(id, path, test);
    }
}
