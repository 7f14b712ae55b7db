using System.Buffers;
using System.Globalization;
using System.Text;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Rejected rows as a file to repair and import again: the original columns, columns without a name for cells beyond them, and the reason last. UTF-8 with commas, whatever the
/// original was.
/// </summary>
public static class RejectedRowsCsv
{
    // What follows the sign of a number or a phone; with anything else a spreadsheet would compute.
    private static readonly SearchValues<char> s_ofNumbers = SearchValues.Create("0123456789 ().,/-\u00A0\u202F");

    private const int FlushAt = 64 * 1024;

    /// <param name="reasonColumn">Name of the last column.</param>
    /// <param name="lineColumn">Name of the column before it, which says where in the file the row stands; null for none.</param>
    /// <param name="forPeople">
    /// A spreadsheet runs text that begins with = + - @ as a formula, so for people such cells get a quote before them, but for plain
    /// numbers and phone numbers. Programs get the cells as they are.
    /// </param>
    public static async Task WriteAsync(
        RejectedFile file, Stream to, string reasonColumn, string? lineColumn, Func<RejectedRow, string> reason, bool forPeople, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        // Spreadsheets take UTF-8 for the system's encoding unless a mark says otherwise.
        if (forPeople) text.Append('\uFEFF');
        AppendRow(text, file.Columns, file.Width, Last(lineColumn is null ? null : RejectColumns.Unused(lineColumn, file.Columns), RejectColumns.Unused(reasonColumn, file.Columns)), forPeople);
        await foreach (var row in file.Rows.WithCancellation(cancellationToken))
        {
            AppendRow(text, row.Cells, file.Width, Last(lineColumn is null ? null : row.Line.ToString(CultureInfo.InvariantCulture), reason(row)), forPeople);
            if (text.Length >= FlushAt) await FlushAsync();
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            await to.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellationToken);
            text.Clear();
        }
    }

    private static string[] Last(string? line, string reason) => line is null ? [reason] : [line, reason];

    /// <param name="width">Of the row without its last cells; those that it has beyond are empty.</param>
    private static void AppendRow(StringBuilder text, IReadOnlyList<string> cells, int width, string[] last, bool forPeople)
    {
        for (var i = 0; i < width; i++)
        {
            AppendCell(text, i < cells.Count ? cells[i] : "", forPeople);
            text.Append(',');
        }

        for (var i = 0; i < last.Length; i++)
        {
            if (i > 0) text.Append(',');
            AppendCell(text, last[i], forPeople);
        }

        text.Append("\r\n");
    }

    private static void AppendCell(StringBuilder text, string cell, bool forPeople)
    {
        var shown = forPeople && IsFormula(cell) ? "'" + cell : cell;
        if (shown.AsSpan().ContainsAny("\",\r\n") || shown.StartsWith(' ') || shown.EndsWith(' '))
            text.Append('"').Append(shown.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            text.Append(shown);
    }

    private static bool IsFormula(string cell) =>
        cell.Length > 0
        && (cell[0] is '=' or '@' or '\t' or '\r' or '\n' or '\0' or '＝' or '＠'
            || (cell[0] is '+' or '-' or '＋' or '－' && cell.AsSpan(1).ContainsAnyExcept(s_ofNumbers)));
}
