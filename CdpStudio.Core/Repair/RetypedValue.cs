using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Repair;

/// <summary>A value of a message read as another type, in the ways in which files are read.</summary>
internal static class RetypedValue
{
    /// <summary>Whether nothing is to be done. A text is read first where dates are wanted: it may be one of another form.</summary>
    public static bool Has(JsonNode? value, CellFormat format) => (value?.GetValueKind(), format) switch
    {
        (JsonValueKind.String, CellFormat.Text) or (JsonValueKind.Number, CellFormat.Number) or (JsonValueKind.Array, CellFormat.List) => true,
        (JsonValueKind.True or JsonValueKind.False, CellFormat.Boolean) => true,
        _ => false,
    };

    /// <summary>Null when the value is of no such kind.</summary>
    public static JsonNode? Read(JsonNode? value, CellFormat format)
    {
        if (TextOf(value) is not { } text || string.IsNullOrWhiteSpace(text)) return null;

        return format.TryRead(text, out var json) && json is not null ? JsonNode.Parse(json) : null;
    }

    /// <summary>Whether it is a date as JSON has them.</summary>
    public static bool IsDate(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String && WrittenDate.TryParse(value.GetValue<string>(), out _);

    public static string NameOf(CellFormat format) => format switch
    {
        CellFormat.Text => "text",
        CellFormat.Number => "a number",
        CellFormat.Boolean => "yes or no",
        CellFormat.DateTime => "a date of that form",
        CellFormat.List => "a list",
        _ => throw new UnreachableException(format.GetType().Name),
    };

    private static string? TextOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => StudioNumber.PlainDigits(value.ToJsonString()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
