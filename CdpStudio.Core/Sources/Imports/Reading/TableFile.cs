using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading.Json;
using CdpStudio.Core.Sources.Imports.Reading.Packing;
using CdpStudio.Core.Sources.Imports.Reading.Workbooks;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>An open file with its column names read, standing before its first row of data.</summary>
public sealed class TableFile : IDisposable
{
    private readonly FileContent _content;
    private readonly Func<long> _bytesRead;
    private readonly long _firstLine;

    private TableFile(FileContent content, IRowReader rows, IReadOnlyList<string> columns, Func<long>? bytesRead = null)
    {
        _content = content;
        _firstLine = rows.Line;
        _bytesRead = bytesRead ?? (() => content.BytesRead);
        Rows = rows;
        Columns = columns;
    }

    public IRowReader Rows { get; }

    /// <summary>Trimmed, at most 2,000 and different from each other; a name that comes again is numbered, an empty one is Column N.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How far the uploaded file has been read, in bytes, some rows ahead of the current one. Reading the rows throws <see cref="UnreadableFileException"/> where it breaks off.</summary>
    public long BytesRead => _bytesRead();

    /// <summary>Whether Excel hides the current row.</summary>
    public bool IsHidden => Rows is SheetReader { IsHidden: true };

    /// <exception cref="UnreadableFileException">Its beginning can't be read.</exception>
    public static Task<TableFile> OpenAsync(string path, ImportMapping mapping, CancellationToken cancellationToken) =>
        OpenAsync(path, mapping.Reading, cancellationToken, [.. mapping.NamedColumns().Select(c => c.Name)]);

    /// <param name="wanted">Columns that are there even if no object at a JSON file's beginning has them.</param>
    /// <inheritdoc cref="OpenAsync(string, ImportMapping, CancellationToken)"/>
    public static async Task<TableFile> OpenAsync(
        string path, FileReading reading, CancellationToken cancellationToken, IReadOnlyList<string>? wanted = null)
    {
        var content = FileContent.Open(path, reading.Entry);
        try
        {
            if (content.Workbook is not null != (reading.Format == TableFormat.Xlsx))
                throw new UnreadableFileException(FileProblem.WrongFormat, content.Workbook is null ? "a text" : "xlsx");

            return reading.Format switch
            {
                TableFormat.Xlsx => await OpenSheetAsync(content, reading, cancellationToken),
                TableFormat.Json => await OpenJsonAsync(content, reading, wanted ?? [], cancellationToken),
                _ => await OpenCsvAsync(content, reading, cancellationToken),
            };
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Merged ranges below the names of the columns, of which only the first cell has a value. To be asked after the last row.</summary>
    public int CountMerged() => Rows is SheetReader sheet ? sheet.CountMerged(_firstLine) : 0;

    public void Dispose()
    {
        Rows.Dispose();
        _content.Dispose();
    }

    internal static string Decode(ReadOnlySpan<byte> bytes, TextEncoding encoding) => encoding.Create().GetString(bytes).TrimStart('\uFEFF');

    private static StreamReader Text(FileContent content, FileReading reading)
    {
        var text = new StreamReader(content.OpenText(), reading.Encoding.Create(), detectEncodingFromByteOrderMarks: false, 32 * 1024);
        // A reader with a fixed encoding gives the byte order mark out as a letter.
        if (text.Peek() == '\uFEFF') text.Read();
        return text;
    }

    private static async Task<TableFile> OpenCsvAsync(FileContent content, FileReading reading, CancellationToken cancellationToken)
    {
        var rows = new CsvReader(Text(content, reading), reading.Separator);
        var any = await rows.ReadAsync(cancellationToken);
        if (any && IsDeclaration(rows)) any = await rows.ReadAsync(cancellationToken);
        any = any && await rows.ToFirstAsync(reading.FirstRow, cancellationToken);
        return new TableFile(content, rows, NamesAt(rows, any, reading.HasHeader));
    }

    private static async Task<TableFile> OpenSheetAsync(FileContent content, FileReading reading, CancellationToken cancellationToken)
    {
        var workbook = Workbook.Open(content.Workbook!);
        var rows = workbook.Read(reading.Sheet ?? workbook.FirstSheet());
        try
        {
            // Names count where they are hidden, too.
            rows.TakesHidden = reading.HiddenRows || reading.HasHeader;
            var columns = NamesAt(rows, await rows.ReadFirstAsync(reading.FirstRow, cancellationToken), reading.HasHeader);
            rows.Columns = columns.Count;
            rows.TakesHidden = reading.HiddenRows;
            return new TableFile(content, rows, columns, () => (long)(rows.Progress * content.FileLength));
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    private static async Task<TableFile> OpenJsonAsync(FileContent content, FileReading reading, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var columns = await JsonColumns.FindAsync(new JsonItems(Text(content, reading)), wanted, cancellationToken);
        return new TableFile(content, new JsonReader(new JsonItems(Text(content, reading)), columns), columns.Names);
    }

    private static IReadOnlyList<string> NamesAt(IRowReader rows, bool any, bool isHeader)
    {
        if (!any) return [];
        if (isHeader) return HeaderNames.Of(rows.ToArray());

        rows.StepBack();
        return HeaderNames.Numbered(rows);
    }

    /// <summary>The line <c>sep=;</c>, whole or cut by the separator that it names.</summary>
    private static bool IsDeclaration(CsvReader rows) =>
        rows.Line == 1 && rows[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            && ((rows.Count == 1 && rows[0].Length == 5) || (rows.Count == 2 && rows[0].Length == 4 && rows[1].IsEmpty));
}
