using System.Globalization;

namespace CdpStudio.Core.Segments.Export;

internal static class ExcelPlaces
{
    /// <summary>Rows of a sheet, the header's included; a limit of the file format.</summary>
    public const int MaxRows = 1_048_576;

    /// <param name="column">From 0.</param>
    /// <param name="row">From 1.</param>
    public static string Cell(int column, int row) => Letters(column) + row.ToString(CultureInfo.InvariantCulture);

    private static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));
}
