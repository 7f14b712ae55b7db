using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <param name="Line">As an editor counts lines and Excel its rows.</param>
public sealed record PreviewRow(long Line, IReadOnlyList<string> Cells, RowFault Fault);

/// <summary>A file's first rows as a reading makes them.</summary>
public sealed record FilePreview(IReadOnlyList<string> Columns, IReadOnlyList<PreviewRow> Rows)
{
    public const int MaxRows = 50;

    // A page holds them all, so a file of thousands of columns is shown by fewer rows.
    private const int MaxCells = 10_000;
    private const int MinRows = 5;
    private const int MaxCellLength = 200;

    public static async Task<FilePreview> ReadAsync(string path, FileReading reading, CancellationToken cancellationToken)
    {
        using var file = await TableFile.OpenAsync(path, reading, cancellationToken);
        var most = Math.Clamp(MaxCells / Math.Max(1, file.Columns.Count), MinRows, MaxRows);
        var rows = new List<PreviewRow>();
        try
        {
            while (rows.Count < most && await file.Rows.ReadAsync(cancellationToken))
                rows.Add(new PreviewRow(file.Rows.Line, Shown(file.Rows, file.Columns.Count), file.Rows.Fault));
        }
        catch (UnreadableFileException) when (rows.Count > 0)
        {
            // It breaks off here; the import says so, and takes these rows.
        }

        return new FilePreview(file.Columns, rows);
    }

    private static List<string> Shown(IRowReader row, int columns)
    {
        var cells = new List<string>();
        for (var i = 0; i < Math.Min(row.Count, Math.Max(columns, 1)); i++) cells.Add(Shown(row[i]));
        return cells;
    }

    /// <summary>As much of a cell as a page shows.</summary>
    internal static string Shown(ReadOnlySpan<char> cell) =>
        (cell.Length > MaxCellLength ? string.Concat(cell[..MaxCellLength], "…") : cell.ToString()).Replace(TextEncoding.Undecodable, '\uFFFD').Replace('\0', '\uFFFD');
}
