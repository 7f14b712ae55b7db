using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>An open file with its column names read, standing before its first row of data.</summary>
public sealed class CsvFile : IDisposable
{
    private readonly FileStream _stream;

    private CsvFile(FileStream stream, CsvReader rows, IReadOnlyList<string> columns)
    {
        _stream = stream;
        Rows = rows;
        Columns = columns;
    }

    public CsvReader Rows { get; }

    /// <summary>Trimmed and different from each other; a name that comes again is numbered, an empty one is Column N.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>How far the file has been read, in bytes, some rows ahead of the current one.</summary>
    public long BytesRead => _stream.Position;

    public static async Task<CsvFile> OpenAsync(string path, FileReading reading, CancellationToken cancellationToken)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan | FileOptions.Asynchronous);
        var text = new StreamReader(stream, reading.Encoding.Create(), detectEncodingFromByteOrderMarks: false, 32 * 1024);
        var rows = new CsvReader(text, reading.Separator);
        try
        {
            // A reader with a fixed encoding gives the byte order mark out as a letter.
            if (text.Peek() == '\uFEFF')
                text.Read();
            var any = await rows.ReadAsync(cancellationToken);
            if (any && IsDeclaration(rows))
                any = await rows.ReadAsync(cancellationToken);
            var columns = !any ? [] : Names(reading.HasHeader ? rows.ToArray() : new string[rows.Count]);
            if (any && !reading.HasHeader)
                rows.StepBack();
            return new CsvFile(stream, rows, columns);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public void Dispose() => Rows.Dispose();

    internal static string Decode(ReadOnlySpan<byte> bytes, TextEncoding encoding) => encoding.Create().GetString(bytes).TrimStart('\uFEFF');

    internal static string WithoutDeclaration(string text) =>
        SeparatorDetection.Declared(text) is null ? text : text[Math.Min(5, text.Length)..].TrimStart('\r', '\n');

    internal static IReadOnlyList<string> Names(IReadOnlyList<string?> header)
    {
        var names = new List<string>(header.Count);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < header.Count; i++)
        {
            var name = header[i]?.Trim() is { Length: > 0 } given ? given : string.Create(CultureInfo.InvariantCulture, $"Column {i + 1}");
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++)
                unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({n})");
            names.Add(unique);
        }

        return names;
    }

    /// <summary>The line <c>sep=;</c>, whole or cut by the separator that it names.</summary>
    private static bool IsDeclaration(CsvReader rows) =>
        rows.Line == 1 && rows[0].StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
            && ((rows.Count == 1 && rows[0].Length == 5) || (rows.Count == 2 && rows[0].Length == 4 && rows[1].IsEmpty));
}
