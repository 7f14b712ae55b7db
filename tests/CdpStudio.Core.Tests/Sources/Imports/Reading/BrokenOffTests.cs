using System.IO.Compression;
using System.Text;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

/// <summary>Files that end too early, or too late: what came before is read, and the end is an error and never a shorter file.</summary>
public sealed class BrokenOffTests
{
    private static readonly string s_text = "id,name\n" + string.Concat(Enumerable.Range(1, 3_000).Select(n => $"{n},n{(n * 2654435761L) % 1_000_003}\n"));

    [Fact]
    public async Task Gzip_CutOffAnywhere_GivesWholeRowsAndThenTheError()
    {
        var packed = TestFiles.Gzip(Encoding.UTF8.GetBytes(s_text));
        var whole = await TestFiles.ReadAsync(packed);
        Assert.Null(whole.Broken);
        Assert.Equal(3_000, whole.Rows.Count);

        foreach (var length in new[] { packed.Length - 1, packed.Length - 4, packed.Length - 8, packed.Length - 9, packed.Length - 20, packed.Length / 2, packed.Length / 3 })
        {
            var table = await TestFiles.ReadAsync(packed[..length], new GivenReading(TableFormat.Csv, TextEncoding.Utf8, ',', true));

            Assert.Equal(FileProblem.BrokenGzip, table.Broken?.Problem);
            Assert.Equal(whole.Cells.Take(table.Rows.Count), table.Cells);
        }
    }

    [Fact]
    public async Task Gzip_WithSomethingBehindIt_IsAnError()
    {
        var packed = TestFiles.Gzip(Encoding.UTF8.GetBytes(s_text));

        var table = await TestFiles.ReadAsync([.. packed, .. "and more"u8]);

        Assert.Equal(FileProblem.BrokenGzip, table.Broken?.Problem);
        Assert.Equal(s_text.Split('\n')[1..(table.Rows.Count + 1)], table.Cells.Select(r => string.Join(',', r)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(300)]
    public async Task Gzip_OfSeveralMembers_IsOneFile(int members)
    {
        var bytes = Encoding.UTF8.GetBytes(s_text);
        var packed = bytes.Chunk((bytes.Length / members) + 1).SelectMany(TestFiles.Gzip).ToArray();

        var table = await TestFiles.ReadAsync(packed);

        Assert.Null(table.Broken);
        Assert.Equal(3_000, table.Rows.Count);
    }

    [Fact]
    public async Task Zip_DamagedInItsMiddle_IsAnErrorBehindTheRowsBefore()
    {
        var packed = TestFiles.Zip("a.csv", s_text);
        packed[packed.Length * 3 / 4] ^= 0x10;

        var table = await TestFiles.ReadAsync(packed);

        Assert.Equal(FileProblem.BrokenArchive, table.Broken?.Problem);
        Assert.True(table.Rows.Count <= 3_000);
    }

    [Fact]
    public async Task Zip_StoredWithAWrongLetter_IsAnErrorByItsCheckSum()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("a.csv", CompressionLevel.NoCompression).Open();
            entry.Write(Encoding.UTF8.GetBytes(s_text));
        }

        var packed = stream.ToArray();
        packed[1000] ^= 1;

        Assert.Equal(FileProblem.BrokenArchive, (await TestFiles.ReadAsync(packed)).Broken?.Problem);
    }

    [Theory]
    [InlineData("""[{"id":1},{"id":2}""", FileProblem.ListCutOff, "1")]
    [InlineData("""[{"id":1},{"id":2""", FileProblem.ListCutOff, "1")]
    [InlineData("""[{"id":1},""", FileProblem.ListCutOff, "1")]
    [InlineData("""[{"id":1}] x""", FileProblem.ListTail, "1")]
    [InlineData("""[{"id":1}][{"id":2}]""", FileProblem.ListTail, "1")]
    [InlineData("[{\"id\":1}\n]\n\n{\"id\":2}", FileProblem.ListTail, "1")]
    public async Task JsonList_NotClosedOrWithATail_GivesItsRowsAndThenTheError(string text, FileProblem problem, string first)
    {
        var table = await TestFiles.ReadAsync(Encoding.UTF8.GetBytes(text));

        Assert.Equal(problem, table.Broken?.Problem);
        Assert.Equal(first, table.Rows[0].Cells[0]);
        Assert.All(table.Rows, r => Assert.Equal(RowFault.None, r.Fault));
    }

    [Fact]
    public async Task Workbook_InGzipOrZip_IsReadAndLeavesNothingBehind()
    {
        var workbook = new Workbooks.WorkbookFile().Sheet(Workbooks.WorkbookFile.Row(1, "id") + Workbooks.WorkbookFile.Row(2, "7")).ToBytes();

        foreach (var packed in new[] { TestFiles.Gzip(workbook), TestFiles.Zip(("people.xlsx", workbook)) })
        {
            using var file = new TemporaryFile(packed);
            var reading = (await ReadingDetection.DetectAsync(file.Path, new GivenReading(), default)).Reading;
            using (var table = await TableFile.OpenAsync(file.Path, reading, default))
            {
                Assert.Equal(TableFormat.Xlsx, reading.Format);
                Assert.True(await table.Rows.ReadAsync(default));
                Assert.Equal("7", table.Rows[0].ToString());
            }

            Assert.Equal(0, file.Others);
        }
    }
}
