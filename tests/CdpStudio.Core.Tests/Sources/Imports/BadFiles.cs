using System.IO.Compression;
using System.Text;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Tests.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;

namespace CdpStudio.Core.Tests.Sources.Imports;

/// <summary>One file of the catalogue of bad input and what becomes of it.</summary>
/// <param name="Line">Of the catalogue's section 'CSV / XLSX / JSON import'.</param>
/// <param name="Mapping">The column v's own part, such as <c>"type":"number"</c>; or a mapping as a whole.</param>
internal sealed record BadFile(int Line, string Name, Func<byte[]> Content, FileOutcome Outcome, string Mapping = "")
{
    public BadFile(int line, string name, string text, FileOutcome outcome, string mapping = "")
        : this(line, name, () => Encoding.UTF8.GetBytes(text), outcome, mapping)
    {
    }

    public string MappingJson => Mapping.StartsWith('{')
        ? Mapping
        : $$"""{"kind":"profiles","columns":[{"from":"id","to":"identifier:user_id"},{"from":"v","to":"attribute:v"{{(Mapping.Length > 0 ? "," + Mapping : "")}}}]}""";
}

internal abstract record FileOutcome
{
    private FileOutcome()
    {
    }

    /// <summary>Before anything is imported, with these words.</summary>
    public sealed record Refused(string Words) : FileOutcome;

    /// <summary>The import ends in this place with these words; rows before it are kept.</summary>
    public sealed record Broken(string Words) : FileOutcome;

    /// <param name="Values">What v is of the people that came of it, as JSON, in their order and without repetitions; null asks nothing.</param>
    public sealed record Imported(long Rows, RejectReason[] Rejected, string? Values = null, long Duplicates = 0) : FileOutcome;
}

/// <summary>Every line of the section, each with at least one file.</summary>
internal static class BadFiles
{
    private const string German = "\"type\":\"number\",\"format\":\"de-DE\"";
    private const string Number = "\"type\":\"number\"";
    private const string Date = "\"type\":\"datetime\"";

    public static IReadOnlyList<BadFile> All { get; } =
    [
        new(35, "an empty file", "", Refused("is empty")),
        new(35, "line ends only", "\n\r\n\n", Refused("holds no rows")),
        new(35, "a header only", "id,v\n", Imported(0)),
        new(35, "no header", "1,a\n2,b\n", Imported(2, "a b"), NoHeader),
        new(35, "no header, though one was named", "1,a\n2,b\n", Refused("'id'")),

        new(36, "a mark of UTF-8", () => [0xEF, 0xBB, 0xBF, .. "id,v\n1,a\n"u8], Imported(1, "a")),
        new(36, "UTF-16 with a mark", () => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("id,v\n1,張\n")], Imported(1, "張")),
        new(36, "UTF-16 the other way round, without a mark", () => Encoding.BigEndianUnicode.GetBytes("id,v\n1,Köln\n2,Bonn\n3,Trier\n"), Imported(3, "Köln Bonn Trier")),
        new(36, "Windows-1252", () => As("cp1252", "id;v\n1;Köln\n2;Düsseldorf\n3;überall\n"), Imported(3, "Köln Düsseldorf überall")),
        new(36, "GBK", () => As("gb18030", "id,v\n1,张伟上海\n2,王芳北京\n3,李娜广州\n"), Imported(3, "张伟上海 王芳北京 李娜广州")),
        new(36, "Big5", () => As("big5", "id,v\n1,林志明臺北\n2,陳美玲高雄\n"), Imported(2, "林志明臺北 陳美玲高雄")),
        new(36, "Windows-1256", () => As("cp1256", "id,v\n1,محمد علي القاهرة\n2,فاطمة حسن بغداد\n"), Imported(2, "محمد علي القاهرة|فاطمة حسن بغداد")),
        new(36, "bytes that the named encoding does not have", () => [.. "id,v\n1,a\n2,"u8, 0xE9, (byte)'\n'], Imported(1, "a", RejectReason.Undecodable), With("\"encoding\":\"utf-8\"")),

        new(37, "semicolons", "id;v\n1;1,5\n2;2,5\n", Imported(2, "1.5 2.5"), German),
        new(37, "tabs", "id\tv\n1\ta\n", Imported(1, "a")),
        new(37, "bars", "id|v\n1|a,b\n", Imported(1, "a,b")),
        new(37, "all line ends at once and none at the end", "id,v\r\n1,a\n2,b\r3,c\r\n4,d", Imported(4, "a b c d")),

        new(38, "a quote that is opened in line 501 and never closed", LongWithAQuote(), Imported(999, null, RejectReason.UnclosedQuote)),
        new(38, "a quote that is closed too early", "id,v\n1,\"a\"b\n2,c\n", Imported(1, "c", RejectReason.StrayQuote)),

        new(39, "line ends in quotes", "id,v\n1,\"a\nb\"\n2,\"c\r\nd\"\n", Imported(2, "a\\nb c\\r\\nd")),

        new(40, "more cells", "id,v\n1,a,b\n2,c,\n", Imported(1, "c", RejectReason.TooManyCells)),
        new(40, "fewer cells", "id,v,w\n1,a\n2\n", Imported(1, "a", RejectReason.TooFewCells)),

        new(41, "a name that comes twice", "id,v,v\n1,a,b\n", Imported(1, "a")),
        new(41, "a name that is empty", "id,,v\n1,x,a\n", Imported(1, "a")),
        new(41, "2,000 columns", Wide(2_000), Imported(1, "a")),
        new(41, "2,001 columns", Wide(2_001), Refused("columns")),

        new(42, "names in Persian", "شناسه,شهر\n1,تهران\n", Imported(1, "تهران"), Columns("شناسه", "شهر")),
        new(42, "names in Chinese", "编号,城市\n1,北京\n", Imported(1, "北京"), Columns("编号", "城市")),

        new(43, "ten thousand rows", string.Concat(Enumerable.Range(0, 10_001).Select(n => n == 0 ? "id,v\n" : $"p{n % 50},{n % 3}\n")), Imported(10_000)),

        new(44, "a day or a month first", "id,v\n1,03/04/2026\n", Imported(0, null, RejectReason.BadValue), Date),
        new(44, "a day or a month first, decided", "id,v\n1,03/04/2026\n2,31/04/2026\n", Imported(1, "2026-04-03", RejectReason.BadValue), Date + ",\"format\":\"dd/MM/yyyy\""),
        new(44, "a year of two digits", "id,v\n1,03.04.26\n", Imported(0, null, RejectReason.BadValue), Date),
        new(44, "a Persian year", "id,v\n1,1405/01/01\n", Imported(1, "2026-03-21"), Date + ",\"format\":\"yyyy/MM/dd\",\"culture\":\"fa-IR\""),
        new(44, "a workbook's day that is shown as a number", () => Sheet("""<c t="str"><v>1</v></c><c><v>45000</v></c>"""), Imported(0, null, RejectReason.BadValue), Date),
        new(44, "a workbook's day", () => Sheet("""<c t="str"><v>1</v></c><c s="1"><v>45000</v></c>"""), Imported(1, "2023-03-15"), Date),
        new(44, "a workbook's day counted from 1904", () => Sheet("""<c t="str"><v>1</v></c><c s="1"><v>43538</v></c>""", is1904: true), Imported(1, "2023-03-15"), Date),

        new(45, "1.234,56", "id;v\n1;1.234,56\n2;1,234.56\n", Imported(1, "1234.56", RejectReason.BadValue), German),
        new(45, "1,234.56", "id;v\n1;1,234.56\n2;1.234,56\n", Imported(1, "1234.56", RejectReason.BadValue), "\"type\":\"number\",\"format\":\"en-US\""),
        new(45, "digits of Persian", "id,v\n1,۱۲۳\n", Imported(1, "123"), "\"type\":\"number\",\"format\":\"fa-IR\""),
        new(45, "signs that are guesswork", "id,v\n1,(5)\n2,5-\n3,5%\n4,1 2\n5,7\n", Imported(1, "7", RejectReason.BadValue, RejectReason.BadValue, RejectReason.BadValue, RejectReason.BadValue), Number),
        new(45, "signs of currencies", "id;v\n1;5,00 €\n2;$6\n", Imported(2, "5.00 6"), German),
        new(45, "zeros and letters in ids", "id,v\n007,a\n1E5,b\n", Imported(2, "a b")),
        new(45, "an id that Excel has rounded", () => Sheet("""<c><v>1.23456789012346E18</v></c><c t="str"><v>a</v></c>"""), Imported(0, null, RejectReason.RoundedNumber)),

        new(46, "yes in five languages", "id,v\n1,yes\n2,ja\n3,да\n4,是\n5,بله\n6,maybe\n", Imported(5, "true", RejectReason.BadValue), "\"type\":\"boolean\""),

        new(47, "a list in a cell", "id,v\n1,a;b; ;c\n", Imported(1, "[\"a\",\"b\",\"c\"]"), "\"type\":\"list\""),

        new(48, "what a sheet would compute", "id,v\n1,=1+1\n2,+1\n3,-1\n4,@a\n5,\"\ta\"\n6,\"\ra\"\n", Imported(6, "=1+1|+1|-1|@a|\\ta|\\ra")),

        new(49, "the same key twice", "id,v\n1,a\n1,b\n", Imported(1, "a", duplicates: 1), With("\"messageId\":[\"id\"]")),
        new(49, "the same person twice", "id,v\n1,a\n1,b\n", Imported(2, "b")),

        new(50, "no key", "id,v\n1,\n2,b\n", Imported(1, "b", RejectReason.NoKey), With("\"messageId\":[\"v\"]")),
        new(50, "nobody", "id,v\n,a\n \u00A0,b\n", Imported(0, null, RejectReason.NoIdentifier, RejectReason.NoIdentifier)),

        new(51, "a row of two people", "id,v\n1,a@example.com\n2,b@example.com\n1,b@example.com\n", Imported(3), Columns("id", "v", "identifier:email")),

        new(52, "xls", () => Ole("Workbook"), Refused("Excel 2003")),
        new(52, "a locked xlsx", () => Ole("EncryptedPackage"), Refused("password")),
        new(52, "xlsb", () => TestFiles.Zip(("[Content_Types].xml", []), ("xl/workbook.bin", [1])), Refused("xlsb")),
        new(52, "ods", () => TestFiles.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", [1])), Refused("OpenDocument")),
        new(52, "numbers", () => TestFiles.Zip("Index/Document.iwa", "x"), Refused("document")),
        new(52, "a PDF called xlsx", () => "%PDF-1.7"u8.ToArray(), Refused("PDF")),

        new(53, "a bomb", () => new WorkbookFile().Sheet(new string(' ', 80 << 20)).ToBytes(), Refused("times as large")),
        new(53, "500 sheets", ManySheets, Imported(1, "a")),
        new(53, "a cell at ZZZ99999999", () => Sheet("""<c r="ZZZ99999999"><v>1</v></c>"""), Broken("broken")),
        new(53, "a dimension that lies", () => Sheet("""<c t="str"><v>1</v></c><c t="str"><v>a</v></c>"""), Imported(1, "a")),
        new(53, "a shared text that is not there", () => Sheet("""<c t="s"><v>9</v></c><c t="str"><v>a</v></c>"""), Broken("broken")),
        new(53, "an entity of a file", () => new WorkbookFile().SheetPart("""<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&e;</v></c></row></sheetData></worksheet>""").ToBytes(), Refused("broken")),
        new(53, "links to other workbooks and macros", () => People().Part("xl/externalLinks/externalLink1.xml", "<externalLink/>").Part("xl/vbaProject.bin", "Sub AutoOpen()").ToBytes(), Imported(1, "a")),
        new(53, "merged cells", () => Sheet("""<c t="str"><v>1</v></c><c t="str"><v>a</v></c><c/>"""), Imported(1, "a")),
        new(53, "a hidden sheet before", () => new WorkbookFile().Sheet(WorkbookFile.Row(1, "secret"), "Lookup", "veryHidden").Sheet(WorkbookFile.Row(1, "id", "v") + WorkbookFile.Row(2, "1", "a"), "People").ToBytes(), Imported(1, "a")),
        new(53, "a formula with its value", () => Sheet("""<c t="str"><v>1</v></c><c t="str"><f>WEBSERVICE("http://evil.example")</f><v>a</v></c>"""), Imported(1, "a")),
        new(53, "a formula without its value", () => Sheet("""<c t="str"><v>1</v></c><c><f>NOW()</f></c>"""), Imported(0, null, RejectReason.CellError)),
        new(53, "an error in a cell", () => Sheet("""<c t="e"><v>#N/A</v></c><c t="str"><v>a</v></c>"""), Imported(0, null, RejectReason.CellError)),

        new(54, "a name that climbs", () => TestFiles.Zip("../../../tmp/people.csv", "id,v\n1,a\n"), Imported(1, "a")),
        new(54, "a link", LinkInAZip, Refused("'id'")),
        new(54, "an archive in an archive", () => TestFiles.Zip(("a.zip", TestFiles.Zip("a.csv", "id,v\n1,a\n"))), Refused("archive inside")),
        new(54, "several files", () => TestFiles.Zip(("a.csv", "id,v\n1,a\n"u8.ToArray()), ("b.csv", "id,v\n1,a\n"u8.ToArray())), Refused("several files")),

        new(55, "one bad line of JSON", "{\"id\":1,\"v\":\"a\"}\n{\"id\":2,\n{\"id\":3,\"v\":\"c\"}\n", Imported(2, "a c", RejectReason.BrokenJson)),
        new(55, "a long list", $"[{string.Join(',', Enumerable.Range(0, 5_000).Select(n => $"{{\"id\":{n % 20},\"v\":1}}"))}]", Imported(5_000)),
        new(55, "a list that is cut off", "[{\"id\":1,\"v\":\"a\"},{\"id\":2", Broken("not closed")),

        new(56, "a file that was cut off at its end", () => TestFiles.Gzip(Encoding.UTF8.GetBytes("id,v\n1,a\n"))[..^1], Broken("cut off")),
    ];

    private const string NoHeader = """{"format":"csv","header":false,"kind":"profiles","columns":[{"from":"Column 1","to":"identifier:user_id"},{"from":"Column 2","to":"attribute:v"}]}""";

    private static FileOutcome.Refused Refused(string words) => new(words);

    private static FileOutcome.Broken Broken(string words) => new(words);

    private static FileOutcome.Imported Imported(long rows, string? values = null, params RejectReason[] rejected) => new(rows, rejected, values);

    private static FileOutcome.Imported Imported(long rows, string values, long duplicates) => new(rows, [], values, duplicates);

    private static string With(string member) =>
        $$"""{{{member}},"kind":"profiles","columns":[{"from":"id","to":"identifier:user_id"},{"from":"v","to":"attribute:v"}]}""";

    private static string Columns(string id, string value, string to = "attribute:v") =>
        $$"""{"kind":"profiles","columns":[{"from":"{{id}}","to":"identifier:user_id"},{"from":"{{value}}","to":"{{to}}"}]}""";

    private static byte[] As(string encoding, string text) => TextEncoding.Find(encoding)!.Create().GetBytes(text);

    private static string LongWithAQuote() => string.Concat(Enumerable.Range(0, 1_001).Select(n => n switch { 0 => "id,v\n", 500 => "500,\"x\n", _ => $"{n % 20},a\n" }));

    private static string Wide(int columns) =>
        $"id,v,{string.Join(',', Enumerable.Range(3, columns - 2).Select(n => $"c{n}"))}\n1,a{new string(',', columns - 2)}\n";

    private static WorkbookFile People(string? cells = null, bool is1904 = false) => new WorkbookFile { Formats = ["dd.mm.yyyy"], Is1904 = is1904, Strings = "<si><t>a</t></si>" }
        .Sheet(WorkbookFile.Row(1, "id", "v") + (cells is null ? WorkbookFile.Row(2, "1", "a") : $"<row r=\"2\">{cells}</row>"));

    private static byte[] Sheet(string cells, bool is1904 = false) => People(cells, is1904).ToBytes();

    private static byte[] ManySheets()
    {
        var file = new WorkbookFile();
        for (var n = 0; n < 500; n++) file.Sheet(WorkbookFile.Row(1, "id", "v") + WorkbookFile.Row(2, "1", "a"), $"Sheet{n}");
        return file.ToBytes();
    }

    /// <summary>As Unix programs pack one: its content is where it leads.</summary>
    private static byte[] LinkInAZip()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        {
            var entry = zip.CreateEntry("people.csv");
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using var content = entry.Open();
            content.Write("/etc/passwd\n"u8);
        }

        return packed.ToArray();
    }

    private static byte[] Ole(string stream) =>
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[1016], .. Encoding.Unicode.GetBytes("Root Entry"), .. Encoding.Unicode.GetBytes(stream), .. new byte[512]];
}
