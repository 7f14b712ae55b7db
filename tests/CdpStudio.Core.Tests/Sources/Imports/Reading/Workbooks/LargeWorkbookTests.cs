using System.IO.Compression;
using System.Text;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;

[Collection(nameof(Alone))]
public sealed class LargeWorkbookTests
{
    private const int Rows = 1_000_000;

    /// <summary>The texts alone are 90 MB as letters.</summary>
    [Fact]
    public async Task ReadAsync_AMillionRowsWithTextsOfTheirOwn_HoldsFewOfThem()
    {
        using var file = new TemporaryFile([]);
        Write(file.Path);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var table = await TableFile.OpenAsync(file.Path, new FileReading(TextEncoding.Utf8, ',', true) { Format = TableFormat.Xlsx }, default);
        var held = 0L;
        var rows = 0;
        while (await table.Rows.ReadAsync(default))
        {
            rows++;
            if (rows % 250_000 == 0) held = Math.Max(held, GC.GetTotalMemory(forceFullCollection: true) - before);
            if (rows % 99_991 == 0) Assert.Equal([$"{rows}", $"customer number {rows}", $"street {Rows - rows} of a town"], [table.Rows[0].ToString(), table.Rows[1].ToString(), table.Rows[2].ToString()]);
        }

        Assert.Equal(Rows, rows);
        Assert.InRange(table.BytesRead, new FileInfo(file.Path).Length * 99 / 100, new FileInfo(file.Path).Length);
        Assert.InRange(held, 0, 48 << 20);
        // What did not stay in memory.
        Assert.NotEqual(0, file.Others);
    }

    private static void Write(string path)
    {
        using var empty = new ZipArchive(new MemoryStream(new WorkbookFile().Sheet("").ToBytes()));
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        foreach (var entry in empty.Entries.Where(e => !e.FullName.Contains("sheet1", StringComparison.Ordinal)))
        {
            using var from = entry.Open();
            using var to = zip.CreateEntry(entry.FullName).Open();
            from.CopyTo(to);
        }

        using (var strings = new StreamWriter(zip.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open(), Encoding.UTF8))
        {
            strings.Write("<sst><si><t>id</t></si><si><t>name</t></si><si><t>street</t></si>");
            for (var i = 1; i <= Rows; i++) strings.Write($"<si><t>customer number {i}</t></si><si><t>street {Rows - i} of a town</t></si>");
            strings.Write("</sst>");
        }

        using var sheet = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open(), Encoding.UTF8);
        sheet.Write("<worksheet><sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c></row>");
        for (var i = 1; i <= Rows; i++) sheet.Write($"<row r=\"{i + 1}\"><c><v>{i}</v></c><c t=\"s\"><v>{(i * 2) + 1}</v></c><c t=\"s\"><v>{(i * 2) + 2}</v></c></row>");
        sheet.Write("</sheetData></worksheet>");
    }
}
