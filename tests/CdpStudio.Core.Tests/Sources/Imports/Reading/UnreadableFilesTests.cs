using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

/// <summary>What people hand in, and what is made to do harm: each is refused at once and in words.</summary>
public sealed class UnreadableFilesTests
{
    private const string Rows = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    private const string Csv = "id,name\n1,Ann\n";

    private static readonly Dictionary<string, (FileProblem Problem, Func<byte[]> Content)> s_files = new()
    {
        ["nothing"] = (FileProblem.Empty, () => []),
        ["a PDF called xlsx"] = (FileProblem.Pdf, () => "%PDF-1.7"u8.ToArray()),
        ["a picture"] = (FileProblem.OtherBinary, () => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10]),
        ["a rar archive"] = (FileProblem.OtherBinary, () => "Rar!\u001a"u8.ToArray()),
        ["a tar archive"] = (FileProblem.OtherBinary, () => [.. new byte[257], .. "ustar\0"u8, .. new byte[300]]),
        ["a workbook of Excel 2003"] = (FileProblem.OldWorkbook, () => Ole("Workbook")),
        ["a locked workbook"] = (FileProblem.LockedWorkbook, () => Ole("EncryptedPackage")),
        ["a locked workbook in gzip"] = (FileProblem.LockedWorkbook, () => TestFiles.Gzip(Ole("EncryptedPackage"))),
        ["a binary workbook"] = (FileProblem.BinaryWorkbook, () => TestFiles.Zip(("[Content_Types].xml", []), ("xl/workbook.bin", [1]))),
        ["an OpenDocument sheet"] = (FileProblem.OpenDocument, () => TestFiles.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", [1]))),
        ["a Word document"] = (FileProblem.OtherDocument, () => TestFiles.Zip(("[Content_Types].xml", []), ("word/document.xml", [1]))),
        ["a Numbers document"] = (FileProblem.OtherDocument, () => TestFiles.Zip("Index/Document.iwa", "x")),

        ["gzip of nothing"] = (FileProblem.Empty, () => TestFiles.Gzip([])),
        ["gzip in gzip"] = (FileProblem.NestedArchive, () => TestFiles.Gzip(TestFiles.Gzip("a"u8.ToArray()))),
        ["gzip cut off in its head"] = (FileProblem.BrokenGzip, () => TestFiles.Gzip("a"u8.ToArray())[..6]),
        ["gzip that is none"] = (FileProblem.BrokenGzip, () => [0x1F, 0x8B, .. "nonsense, nonsense, nonsense"u8]),
        ["a gzip bomb"] = (FileProblem.PackedTooTightly, () => TestFiles.Gzip([.. "id\n"u8, .. new byte[80 << 20]], CompressionLevel.SmallestSize)),

        ["a zip of nothing"] = (FileProblem.NoDataFile, () => TestFiles.Zip()),
        ["a zip with what a Mac adds only"] = (FileProblem.NoDataFile, () => TestFiles.Zip(("__MACOSX/._a.csv", [1]), ("a/.DS_Store", [1]), ("empty.csv", []))),
        ["a zip with several files"] = (FileProblem.SeveralFiles, () => TestFiles.Zip(("a.csv", [1]), ("b.csv", [1]))),
        ["a zip in a zip"] = (FileProblem.NestedArchive, () => TestFiles.Zip(("a.zip", TestFiles.Zip("a.csv", Csv)))),
        ["a gzip in a zip"] = (FileProblem.NestedArchive, () => TestFiles.Zip(("a.csv.gz", TestFiles.Gzip("a"u8.ToArray())))),
        ["a zip cut off"] = (FileProblem.BrokenArchive, () => TestFiles.Zip("a.csv", Csv)[..^5]),
        ["a zip without its first half"] = (FileProblem.BrokenArchive, () => [.. "PK\u0003\u0004"u8, .. TestFiles.Zip("a.csv", Csv)[60..]]),
        ["a zip of too many files"] = (FileProblem.TooManyEntries, ManyEntries),
        ["a zip that says it has 65,000 files"] = (FileProblem.TooManyEntries, () => Changed(TestFiles.Zip("a.csv", Csv), EndAt + 10, 65_000, 2)),
        ["a zip that says it has more files than it has"] = (FileProblem.BrokenArchive, () => Changed(TestFiles.Zip("a.csv", Csv), EndAt + 10, 2, 2)),
        ["a zip whose file lies elsewhere"] = (FileProblem.BrokenArchive, () => Changed(TestFiles.Zip("a.csv", Csv), ListAt + 42, 7, 4)),
        ["a zip with a password"] = (FileProblem.LockedArchive, () => Changed(TestFiles.Zip("a.csv", Csv), ListAt + 8, 1, 2)),
        ["a zip of unknown compression"] = (FileProblem.UnknownCompression, () => Changed(TestFiles.Zip("a.csv", Csv), ListAt + 10, 14, 2)),
        ["a zip that says it is huge"] = (FileProblem.PackedTooTightly, () => Changed(TestFiles.Zip("a.csv", Csv), ListAt + 24, uint.MaxValue - 1, 4)),
        ["a zip bomb"] = (FileProblem.PackedTooTightly, () => TestFiles.Zip(("a.csv", [.. "id\n"u8, .. new byte[80 << 20]]))),

        ["a workbook without a sheet"] = (FileProblem.NoSheet, () => new WorkbookFile().ToBytes()),
        ["a workbook that ends in its rows"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().SheetPart("<worksheet><sheetData><row>").ToBytes()),
        ["a workbook without rows"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().SheetPart("<worksheet/>").ToBytes()),
        ["a workbook that is no XML"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet(Rows).Part("xl/workbook.xml", "sheets").ToBytes()),
        ["a workbook that lacks its sheet"] = (FileProblem.BrokenWorkbook, () => TestFiles.Zip(("[Content_Types].xml", [1]))),
        ["a workbook with an entity"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().SheetPart("""<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>""").ToBytes()),
        ["a workbook of a billion laughs"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile { Strings = "<si><t>&lol9;</t></si>" }.Sheet("""<row><c t="s"><v>0</v></c></row>""").ToBytes()),
        ["a workbook bomb"] = (FileProblem.PackedTooTightly, () => new WorkbookFile().Sheet(new string(' ', 80 << 20)).ToBytes()),
        ["a tag without end"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet($"""<row><c t="{new string('n', 20 << 20)}"><v>1</v></c></row>""").ToBytes()),
        ["elements in elements"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet(string.Concat(Enumerable.Repeat("<row><c>", 100))).ToBytes()),
        ["a million names"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet(string.Concat(Enumerable.Range(0, 20_000).Select(n => $"<n{n}/>"))).ToBytes()),
        ["a cell at ZZZ99999999"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet("""<row r="1"><c r="ZZZ99999999"><v>1</v></c></row>""").ToBytes()),
        ["a cell at ZZZZZZZZZZZZZZ1"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet("""<row r="1"><c r="ZZZZZZZZZZZZZZ1"><v>1</v></c></row>""").ToBytes()),
        ["cells in no order"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet("""<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>""").ToBytes()),
        ["a row number that is none"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet("""<row r="x"><c><v>1</v></c></row>""").ToBytes()),
        ["a shared text that is not there"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile { Strings = "<si><t>a</t></si>" }.Sheet("""<row><c t="s"><v>1</v></c></row>""").ToBytes()),
        ["a shared text without texts"] = (FileProblem.BrokenWorkbook, () => new WorkbookFile().Sheet("""<row><c t="s"><v>0</v></c></row>""").ToBytes()),
        ["a workbook of 16,384 columns"] = (FileProblem.TooManyColumns, () => new WorkbookFile().Sheet("""<row><c r="XFD1"><v>1</v></c></row>""").ToBytes()),

        ["a text of 100,000 columns"] = (FileProblem.TooManyColumns, () => Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 100_000)))),
        ["an object of 3,000 members"] = (FileProblem.TooManyColumns, () => Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Range(0, 3_000).Select(n => $"\"m{n}\":1"))}}}")),
        ["a JSON list of nothing"] = (FileProblem.NoRows, () => "[]"u8.ToArray()),
        ["a JSON list of numbers in objects' place"] = (FileProblem.NoObjects, () => "[{]}, 1, 2]"u8.ToArray()),
    };

    private const int EndAt = -22;
    private const int ListAt = -22 - 46 - 5;

    public static TheoryData<string> Names => [.. s_files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task DetectAsync_WhatCannotBeRead_IsRefusedInWords(string name)
    {
        var (problem, content) = s_files[name];

        Assert.Equal(problem, await ProblemAsync(content()));
    }

    [Theory]
    [InlineData(TableFormat.Xlsx)]
    [InlineData(TableFormat.Json)]
    public async Task DetectAsync_OtherFormatThanWasNamed_IsRefused(TableFormat format)
    {
        var content = format == TableFormat.Xlsx ? Encoding.UTF8.GetBytes(Csv) : new WorkbookFile().Sheet(Rows).ToBytes();

        Assert.Equal(FileProblem.WrongFormat, await TestFiles.ProblemAsync(content, new GivenReading(format)));
    }

    [Fact]
    public async Task DetectAsync_FileChosenInAZip_IsRead()
    {
        var content = TestFiles.Zip(("a/first.csv", Encoding.UTF8.GetBytes(Csv)), ("b.jsonl", "{\"id\":7}"u8.ToArray()), ("__MACOSX/x", [1]));
        using var file = new TemporaryFile(content);

        Assert.Equal(["a/first.csv", "b.jsonl"], FileContents.Of(file.Path, "b.jsonl").Entries);
        Assert.Equal("1|Ann", (await TestFiles.ReadAsync(content, new GivenReading(Entry: "a/first.csv"))).Text);
        Assert.Equal("7", (await TestFiles.ReadAsync(content, new GivenReading(Entry: "b.jsonl"))).Text);
        Assert.Equal(FileProblem.EntryMissing, await TestFiles.ProblemAsync(content, new GivenReading(Entry: "../b.jsonl")));
    }

    [Fact]
    public void Message_OfEveryProblem_IsThere() =>
        Assert.All(Enum.GetValues<FileProblem>(), p => Assert.EndsWith(".", new UnreadableFileException(p, "x").Message, StringComparison.Ordinal));

    /// <summary>Wherever in reading it is found: at the first look, at the header or at a row.</summary>
    private static async Task<FileProblem> ProblemAsync(byte[] content)
    {
        try
        {
            var table = await TestFiles.ReadAsync(content);
            return Assert.IsType<UnreadableFileException>(table.Broken).Problem;
        }
        catch (UnreadableFileException e)
        {
            return e.Problem;
        }
    }

    private static byte[] Ole(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1016], .. Encoding.Unicode.GetBytes("Root Entry"), .. Encoding.Unicode.GetBytes(stream), .. new byte[512]];

    private static byte[] Changed(byte[] zip, int fromEnd, uint value, int bytes)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(number, value);
        number.AsSpan(0, bytes).CopyTo(zip.AsSpan(zip.Length + fromEnd));
        return zip;
    }

    private static byte[] ManyEntries()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            for (var i = 0; i < 10_001; i++) zip.CreateEntry(i.ToString(System.Globalization.CultureInfo.InvariantCulture), CompressionLevel.NoCompression);
        }

        return packed.ToArray();
    }
}
