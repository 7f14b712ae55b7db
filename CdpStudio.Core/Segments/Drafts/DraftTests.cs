using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Drafts;

internal static class DraftTests
{
    /// <param name="known">The type of what is tested where it is known; else it shows in the operator and its operand.</param>
    public static DraftTest? Read(Dictionary<string, JsonElement> form, DataType? known)
    {
        if (JsonForm.Word<DraftOperator>(JsonForm.Text(form["op"])) is not { } op) return null;

        var value = form.TryGetValue("value", out var given) ? given : (JsonElement?)null;
        foreach (var type in known is { } one ? [one] : Enum.GetValues<DataType>())
        {
            if (type.Operators().Contains(op) && Operands(type, op, value) is { } operands)
                return new DraftTest(type, op, operands);
        }

        return null;
    }

    private static IReadOnlyList<string>? Operands(DataType type, DraftOperator op, JsonElement? value)
    {
        var shape = op.Shape(type);
        if (value is not { } given) return shape == OperandShape.None ? [] : null;

        return shape switch
        {
            OperandShape.One => Whole([Operand(type, given)]),
            OperandShape.Many when given.ValueKind == JsonValueKind.Array => Whole([.. given.EnumerateArray().Select(v => Operand(type, v))]),
            OperandShape.Range when given.ValueKind == JsonValueKind.Array && given.GetArrayLength() == 2 =>
                Whole([Operand(type, given[0]), Operand(type, given[1])]),
            OperandShape.Duration => Whole([JsonForm.Text(given)]),
            OperandShape.Days => Days(given),
            _ => null,
        };
    }

    private static string? Operand(DataType type, JsonElement value) => type switch
    {
        DataType.Number => JsonForm.Number(value),
        _ => JsonForm.Text(value),
    };

    private static IReadOnlyList<string>? Days(JsonElement value)
    {
        if (JsonForm.Of(value, "from?", "to?") is not { } form) return null;

        // Both default to today.
        return Whole([End("from"), End("to")]);

        string? End(string name) => form.TryGetValue(name, out var end) ? JsonForm.Whole(end) is null ? null : JsonForm.Number(end) : "0";
    }

    private static IReadOnlyList<string>? Whole(IReadOnlyList<string?> operands) =>
        operands.Any(o => o is null) ? null : [.. operands.OfType<string>()];
}

internal static class DraftWindows
{
    public static DraftWindow? Read(Dictionary<string, JsonElement> node)
    {
        if (!node.TryGetValue("during", out var during)) return new DraftWindow.Always();

        if (JsonForm.Of(during, "last") is { } last && JsonForm.Text(last["last"]) is { } length) return new DraftWindow.Last(length);
        if (JsonForm.Of(during, "from?", "to?") is { Count: > 0 } range && Text(range, "from") is { } from && Text(range, "to") is { } to)
            return new DraftWindow.Range(from, to);
        if (JsonForm.Of(during, "between") is { } between && between["between"] is { ValueKind: JsonValueKind.Array } ends && ends.GetArrayLength() == 2
            && JsonForm.Text(ends[0]) is { } older && JsonForm.Text(ends[1]) is { } newer)
        {
            return new DraftWindow.Ago(older, newer);
        }

        if (JsonForm.Of(during, "calendar") is { } calendar && JsonForm.Word<Rules.CalendarRange>(JsonForm.Text(calendar["calendar"])) is { } period)
            return new DraftWindow.Calendar(period);
        if (JsonForm.Of(during, "since", "within?") is { } since && JsonForm.Text(since["since"]) is { } attribute && Text(since, "within") is { } within)
            return new DraftWindow.Since(attribute, within);

        return null;
    }

    private static string? Text(Dictionary<string, JsonElement> form, string name) => form.TryGetValue(name, out var value) ? JsonForm.Text(value) : "";
}
