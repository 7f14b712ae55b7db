using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <param name="Line">As an editor counts.</param>
public sealed record PreviewRow(long Line, IReadOnlyList<string> Cells, CsvFault Fault);

/// <summary>A file's first rows as a reading makes them.</summary>
public sealed record FilePreview(IReadOnlyList<string> Columns, IReadOnlyList<PreviewRow> Rows)
{
    public const int MaxRows = 50;

    private const int MaxCellLength = 200;

    public static async Task<FilePreview> ReadAsync(string path, FileReading reading, CancellationToken cancellationToken)
    {
        using var file = await CsvFile.OpenAsync(path, reading, cancellationToken);
        var rows = new List<PreviewRow>();
        while (rows.Count < MaxRows && await file.Rows.ReadAsync(cancellationToken))
            rows.Add(new PreviewRow(file.Rows.Line, [.. file.Rows.ToArray().Select(Shown)], file.Rows.Fault));
        return new FilePreview(file.Columns, rows);
    }

    private static string Shown(string cell) =>
        (cell.Length > MaxCellLength ? cell[..MaxCellLength] + "…" : cell).Replace(TextEncoding.Undecodable, '\uFFFD').Replace('\0', '\uFFFD');
}
