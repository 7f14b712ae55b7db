using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;

public sealed class SheetReaderTests
{
    private const string Strings = """
        <si><t>Ann</t></si><si><t xml:space="preserve"> two  blanks </t></si>
        <si><r><t>Jür</t></r><r><rPr><b/></rPr><t>gen</t></r></si>
        <si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>
        <si/><si><t/></si><si><t>a_x000D_b_x005F_x000D_</t></si><si><t>&lt;&amp;&#x1F600;<![CDATA[<b>]]></t></si>
        """;

    private static readonly string[] s_formats =
    [
        "dd.mm.yyyy", "[$-407]d/ mmmm yyyy hh:mm:ss;@", "h:mm AM/PM", "[h]:mm:ss", "0.00\"days\"", "#,##0.00 [$€-407]", "yyyy\"年\"m\"月\"d\"日\"", "mm:ss.0", "0.00E+00", "General", "[Red]-0;\\d0",
    ];

    [Theory]
    // Texts.
    [InlineData("""<c t="s"><v>0</v></c>""", "Ann", CellKind.Text)]
    [InlineData("""<c t="s"><v>1</v></c>""", " two  blanks ", CellKind.Text)]
    [InlineData("""<c t="s"><v>2</v></c>""", "Jürgen", CellKind.Text)]
    [InlineData("""<c t="s"><v>3</v></c>""", "東京", CellKind.Text)]
    [InlineData("""<c t="s"><v>4</v></c>""", "", CellKind.Text)]
    [InlineData("""<c t="s"><v>5</v></c>""", "", CellKind.Text)]
    [InlineData("""<c t="s"><v>6</v></c>""", "a\rb_x000D_", CellKind.Text)]
    [InlineData("""<c t="s"><v>7</v></c>""", "<&😀<b>", CellKind.Text)]
    [InlineData("""<c t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b</t></r></is></c>""", "a b", CellKind.Text)]
    [InlineData("""<c t="inlineStr"><is><t xml:space="preserve">  </t></is></c>""", "  ", CellKind.Text)]
    [InlineData("""<c t="str"><f>A1&amp;"x"</f><v>Annx</v></c>""", "Annx", CellKind.Text)]
    [InlineData("""<c t="str"><f>""</f><v></v></c>""", "", CellKind.Text)]
    // Numbers.
    [InlineData("""<c><v>007</v></c>""", "7", CellKind.SheetNumber)]
    [InlineData("""<c><v>123456789012345</v></c>""", "123456789012345", CellKind.SheetNumber)]
    [InlineData("""<c><v>4.9171123456789E13</v></c>""", "49171123456789", CellKind.SheetNumber)]
    [InlineData("""<c><v>1.2345678901234501E18</v></c>""", "1234567890123450000", CellKind.RoundedNumber)]
    [InlineData("""<c><v>0.30000000000000004</v></c>""", "0.30000000000000004", CellKind.SheetNumber)]
    [InlineData("""<c><v>-1.5E-7</v></c>""", "-0.00000015", CellKind.SheetNumber)]
    [InlineData("""<c s="5"><v>12.5</v></c>""", "12.5", CellKind.SheetNumber)]
    [InlineData("""<c s="6"><v>1234.56</v></c>""", "1234.56", CellKind.SheetNumber)]
    [InlineData("""<c s="9"><v>45000</v></c>""", "45000", CellKind.SheetNumber)]
    [InlineData("""<c s="10"><v>45000</v></c>""", "45000", CellKind.SheetNumber)]
    [InlineData("""<c s="11"><v>45000</v></c>""", "45000", CellKind.SheetNumber)]
    [InlineData("""<c s="99"><v>45000</v></c>""", "45000", CellKind.SheetNumber)]
    [InlineData("""<c t="n"><f>1+1</f><v>2</v></c>""", "2", CellKind.SheetNumber)]
    // Dates of the system of 1900, with the day that never was.
    [InlineData("""<c s="1"><v>1</v></c>""", "1900-01-01", CellKind.Date)]
    [InlineData("""<c s="1"><v>59</v></c>""", "1900-02-28", CellKind.Date)]
    [InlineData("""<c s="1"><v>60</v></c>""", "1900-02-29", CellKind.Date)]
    [InlineData("""<c s="1"><v>61</v></c>""", "1900-03-01", CellKind.Date)]
    [InlineData("""<c s="1"><v>45000</v></c>""", "2023-03-15", CellKind.Date)]
    [InlineData("""<c s="1"><v>45000.75</v></c>""", "2023-03-15T18:00:00", CellKind.Date)]
    [InlineData("""<c s="1"><v>2958465</v></c>""", "9999-12-31", CellKind.Date)]
    [InlineData("""<c s="1"><v>2958465.9999999999</v></c>""", "2958466", CellKind.SheetNumber)]
    [InlineData("""<c s="1"><v>-1</v></c>""", "-1", CellKind.SheetNumber)]
    [InlineData("""<c s="2"><v>45000</v></c>""", "2023-03-15T00:00:00", CellKind.Date)]
    [InlineData("""<c s="2"><v>45000.541666666664</v></c>""", "2023-03-15T13:00:00", CellKind.Date)]
    [InlineData("""<c s="7"><v>45000</v></c>""", "2023-03-15", CellKind.Date)]
    [InlineData("""<c s="12"><v>45000</v></c>""", "2023-03-15", CellKind.Date)]
    [InlineData("""<c s="3"><v>0.5</v></c>""", "12:00:00", CellKind.Date)]
    [InlineData("""<c s="8"><v>0.000011574074</v></c>""", "00:00:01", CellKind.Date)]
    [InlineData("""<c s="4"><v>1.5</v></c>""", "36:00:00", CellKind.Text)]
    [InlineData("""<c t="d"><v>2023-03-15T18:00:00</v></c>""", "2023-03-15T18:00:00", CellKind.Date)]
    // The rest.
    [InlineData("""<c t="b"><v>1</v></c>""", "true", CellKind.Boolean)]
    [InlineData("""<c t="b"><v>0</v></c>""", "false", CellKind.Boolean)]
    [InlineData("""<c t="e"><f>1/0</f><v>#DIV/0!</v></c>""", "#DIV/0!", CellKind.Error)]
    [InlineData("""<c><f>NOW()</f></c>""", "#VALUE MISSING", CellKind.Error)]
    [InlineData("""<c><v>twelve</v></c>""", "twelve", CellKind.Error)]
    [InlineData("""<c/>""", "", CellKind.Text)]
    [InlineData("""<c s="1"><v/></c>""", "", CellKind.Text)]
    public async Task ReadAsync_Cell_IsItsValue(string cell, string expected, CellKind kind)
    {
        var row = (await ReadAsync($"<row>{cell}<c t=\"inlineStr\"><is><t>end</t></is></c></row>")).Rows.Single();

        Assert.Equal((expected, "end"), (row.Cells[0], row.Cells[1]));
        Assert.Equal(kind, row.Kinds[0]);
    }

    [Theory]
    [InlineData("""<c s="1"><v>0</v></c>""", "1904-01-01")]
    [InlineData("""<c s="1"><v>43538</v></c>""", "2023-03-15")]
    [InlineData("""<c s="1"><v>2957004</v></c>""", "2957004")]
    public async Task ReadAsync_DateOfTheSystemOf1904_CountsFromThere(string cell, string expected)
    {
        var file = new WorkbookFile { Is1904 = true, Formats = s_formats }.Sheet($"<row>{cell}</row>");

        Assert.Equal(expected, (await TestFiles.ReadAsync(file.ToBytes(), new GivenReading(HasHeader: false))).Text);
    }

    [Fact]
    public async Task ReadAsync_Rows_KeepTheNumbersThatExcelShows()
    {
        var table = await TestFiles.ReadAsync(new WorkbookFile()
            .Sheet(WorkbookFile.Row(3, "id", "", "name") + "<row r=\"4\"/><row r=\"5\"><c r=\"A5\" s=\"1\"/></row>" + WorkbookFile.Row(7, "1", "", "Ann") + WorkbookFile.Row(900, "2") + WorkbookFile.Row(901, "", "", "", "", "more"))
            .ToBytes());

        Assert.Equal(["id", "Column 2", "name"], table.Columns);
        Assert.Equal([7L, 900, 901], table.Rows.Select(r => r.Line));
        // What is empty at a row's end is there, so that it is not taken for the rest of another row.
        Assert.Equal("1||Ann/2||/||||more", table.Text);
    }

    [Fact]
    public async Task ReadAsync_MergedCells_HaveTheirValueOnce() =>
        Assert.Equal("top||x/||y", (await ReadAsync("""<row r="1"><c r="A1" t="str"><v>top</v></c><c r="B1"/><c r="C1" t="str"><v>x</v></c></row><row r="2"><c r="A2"/><c r="B2"/><c r="C2" t="str"><v>y</v></c></row>""")).Text);

    [Fact]
    public async Task ReadAsync_OtherNamespaceAndPrefix_ReadsTheSame()
    {
        var file = new WorkbookFile().SheetPart("""
            <?xml version="1.0"?><!-- a comment --><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData>
              <x:row><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c></x:row>
              <x:row><x:c><x:v>1</x:v></x:c></x:row>
            </x:sheetData></x:worksheet>
            """.Trim());

        Assert.Equal("1", (await TestFiles.ReadAsync(file.ToBytes())).Text);
    }

    [Fact]
    public async Task DetectAsync_SeveralSheets_BeginsWithTheFirstThatIsShown()
    {
        var bytes = new WorkbookFile()
            .Sheet(WorkbookFile.Row(1, "secret"), "Lookup", "veryHidden").Sheet(WorkbookFile.Row(1, "id") + WorkbookFile.Row(2, "1"), "März & Co")
            .Sheet(WorkbookFile.Row(1, "id") + WorkbookFile.Row(2, "2"), "April").ToBytes();
        using var file = new TemporaryFile(bytes);

        Assert.Equal([("Lookup", true), ("März & Co", false), ("April", false)], FileContents.Of(file.Path, null).Sheets.Select(s => (s.Name, s.IsHidden)));
        var first = await TestFiles.ReadAsync(bytes);
        Assert.Equal(("März & Co", "1"), (first.Reading.Sheet, first.Text));
        Assert.Equal("2", (await TestFiles.ReadAsync(bytes, new GivenReading(Sheet: "april"))).Text);
        Assert.Equal(FileProblem.SheetMissing, await TestFiles.ProblemAsync(bytes, new GivenReading(Sheet: "Mai")));
    }

    [Fact]
    public async Task ReadAsync_RowLongerThanMemoryAllows_IsRejectedAloneWithItsNumber()
    {
        var big = new string('x', 600_000);

        var table = await TestFiles.ReadAsync(new WorkbookFile().Sheet(WorkbookFile.Row(1, "a", "b") + WorkbookFile.Row(2, big, big) + WorkbookFile.Row(3, "1", "2")).ToBytes());

        Assert.Equal([(2L, RowFault.TooLong), (3, RowFault.None)], table.Rows.Select(r => (r.Line, r.Fault)));
        Assert.Equal("1|2", string.Join('|', table.Rows[1].Cells));
    }

    private static Task<ReadTable> ReadAsync(string rows) =>
        TestFiles.ReadAsync(new WorkbookFile { Strings = Strings, Formats = s_formats }.Sheet(rows).ToBytes(), new GivenReading(HasHeader: false));
}
