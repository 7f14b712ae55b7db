using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Stewardship.Locks;

/// <summary>A value between JSON and the field that it is written in: plain text, of a list one element a line.</summary>
internal static class WrittenValue
{
    /// <param name="type">Null where nobody knows it: then it is text.</param>
    public static string ToJson(string text, DataType? type) => type switch
    {
        DataType.Number when StudioNumber.TryConvert(text.Trim(), out var number) => StudioNumber.ToText(number),
        DataType.Boolean when bool.TryParse(text.Trim(), out var flag) => flag ? "true" : "false",
        DataType.List => JsonSerializer.Serialize(text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)),
        DataType.DateTime => JsonSerializer.Serialize(text.Trim()),
        _ => JsonSerializer.Serialize(text),
    };

    /// <param name="json">Null begins with nothing, as does what no field can hold.</param>
    public static string ToText(string? json) => json is null ? "" : StudioValue.Read(json) switch
    {
        StudioValue.List list when list.Items.All(i => i.PlainText() is not null) => string.Join('\n', list.Items.Select(i => i.PlainText())),
        { } value => value.PlainText() ?? "",
        null => "",
    };
}
