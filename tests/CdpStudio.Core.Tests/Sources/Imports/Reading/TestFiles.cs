using System.IO.Compression;
using System.Text;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

/// <summary>Files made for a test, and what the import reads in them.</summary>
internal static class TestFiles
{
    public static byte[] Gzip(byte[] content) => Gzip(content, CompressionLevel.Fastest);

    public static byte[] Gzip(byte[] content, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level)) gzip.Write(content);
        return packed.ToArray();
    }

    public static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    public static byte[] Zip(string name, string content) => Zip((name, Encoding.UTF8.GetBytes(content)));

    /// <summary>Opens it with what is detected, and what is given.</summary>
    public static async Task<ReadTable> ReadAsync(byte[] content, GivenReading? given = null)
    {
        using var file = new TemporaryFile(content);
        var detected = await ReadingDetection.DetectAsync(file.Path, given ?? new GivenReading(), default);
        using var table = await TableFile.OpenAsync(file.Path, detected.Reading, default);
        var rows = new List<ReadRow>();
        UnreadableFileException? broken = null;
        try
        {
            while (await table.Rows.ReadAsync(default))
            {
                var row = table.Rows;
                rows.Add(new ReadRow(row.Line, row.ToArray(), [.. Enumerable.Range(0, row.Count).Select(row.KindOf)], row.Fault));
            }
        }
        catch (UnreadableFileException e)
        {
            broken = e;
        }

        return new ReadTable(detected.Reading, table.Columns, rows, broken);
    }

    public static async Task<FileProblem> ProblemAsync(byte[] content, GivenReading? given = null)
    {
        var refused = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(content, given));
        Assert.NotEmpty(refused.Message);
        return refused.Problem;
    }
}

internal sealed record ReadRow(long Line, string[] Cells, CellKind[] Kinds, RowFault Fault);

internal sealed record ReadTable(FileReading Reading, IReadOnlyList<string> Columns, List<ReadRow> Rows, UnreadableFileException? Broken)
{
    /// <summary>Rows by /, cells by |.</summary>
    public string Text => string.Join('/', Rows.Select(r => string.Join('|', r.Cells)));

    public IEnumerable<string[]> Cells => Rows.Select(r => r.Cells);
}

internal sealed class TemporaryFile : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("import").FullName;

    public TemporaryFile(byte[] content)
    {
        Path = System.IO.Path.Combine(_folder, "file");
        File.WriteAllBytes(Path, content);
    }

    public string Path { get; }

    /// <summary>Beside it, such as what reading has unpacked.</summary>
    public int Others => Directory.GetFiles(_folder).Length - 1;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
