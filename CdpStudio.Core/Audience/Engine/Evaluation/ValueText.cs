using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Values as the JSON text of explanations. Moments are ISO 8601 text in UTC.</summary>
internal static class ValueText
{
    public static string? Of(StudioValue? value) => value switch
    {
        null => null,
        StudioValue.Text text => Quoted(text.Value),
        StudioValue.Number number => StudioNumber.ToText(number.Value),
        StudioValue.Boolean boolean => boolean.Value ? "true" : "false",
        StudioValue.Moment moment => Quoted(EpochTime.ToUtc(moment.Milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture)),
        StudioValue.List list => $"[{string.Join(',', list.Items.Select(Of))}]",
        _ => "{}",
    };

    /// <summary>A cell as it was said; null when missing.</summary>
    public static string? AsSaid(ColumnView? column, long cell)
    {
        if (column is not { Values: var values } || cell == Cell.Missing) return null;
        if (!Cell.IsCode(cell)) return StudioNumber.ToText(Cell.ToNumber(cell));

        var text = values.TextOf((int)cell);
        return values.KindOf((int)cell) is ValueKind.Text or ValueKind.LongNumber ? Quoted(text) : text;
    }

    public static string Quoted(string text) => JsonSerializer.Serialize(text);
}
