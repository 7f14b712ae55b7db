using System.Globalization;

namespace CdpStudio.Core.Segments.Export;

/// <summary>Widths that fit most of what the first rows hold; the writer never sees the last row before it sets them.</summary>
internal static class ColumnWidths
{
    private const int Narrowest = 8;
    private const int Widest = 50;
    private const int MomentWidth = 17;
    private const int FilterButtonWidth = 4;

    public static IReadOnlyList<int> Of(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<ExcelCell>> rows) =>
        [.. header.Select((text, i) => Math.Clamp(Math.Max(text.Length + FilterButtonWidth, Widths(rows, i) + 2), Narrowest, Widest))];

    private static int Widths(IReadOnlyList<IReadOnlyList<ExcelCell>> rows, int column) =>
        rows.Select(r => Width(r[column])).DefaultIfEmpty(0).Max();

    private static int Width(ExcelCell cell) => cell switch
    {
        ExcelCell.Text text => text.Value.Length,
        ExcelCell.Number number => number.Value.ToString(CultureInfo.InvariantCulture).Length,
        ExcelCell.Moment or ExcelCell.Day => MomentWidth,
        _ => 0,
    };
}
