using System.Globalization;
using CdpStudio.Core.Segments.Export;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace CdpStudio.Core.Tests.Segments.Export;

public sealed class ExcelBookTests
{
    private static readonly ExcelSheet s_people = new("People", [20], ["What"]);

    public static TheoryData<string> HostileTexts =>
    [
        "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "\0zero", "bell\a", "line\nbreak", "cr\r\nlf", " spaced ", "half\ud800pair", "😀",
        "<b>&amp;</b>", "خرید", "\uFFFE",
    ];

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task Write_AnyText_IsReadBackAsThatTextAndNoFormula(string text)
    {
        using var book = await ReadBackAsync([[new ExcelCell.Text(text)]]);

        var cell = book.Worksheet("People").Cell(2, 1);
        Assert.False(cell.HasFormula);
        Assert.Equal(XLDataType.Text, cell.DataType);
        Assert.Equal(text.Replace('\ud800', '\uFFFD'), cell.GetString(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("_x0041_", "_x005F_x0041_")]
    [InlineData("\u0007_x", "_x0007__x")]
    [InlineData("a_b", "a_b")]
    public void Encode_TextThatLooksEncoded_IsNotDecodedByAReader(string text, string encoded) => Assert.Equal(encoded, ExcelText.Encode(text));

    [Fact]
    public void Encode_TextLongerThanACell_IsCutBetweenCharacters()
    {
        var encoded = ExcelText.Encode(new string('x', ExcelText.MaxLength - 1) + "😀");

        Assert.Equal(ExcelText.MaxLength - 1, encoded.Length);
    }

    [Fact]
    public async Task Write_TypedCells_AreReadBackWithTheirTypes()
    {
        using var book = await ReadBackAsync(
        [
            [new ExcelCell.Number(-12.5m)],
            [new ExcelCell.Number(9_007_199_254_740_993m)],
            [new ExcelCell.Boolean(true)],
            [new ExcelCell.Day(new DateOnly(2026, 11, 22))],
            [new ExcelCell.Moment(new DateTime(2026, 11, 22, 8, 30, 15))],
            [new ExcelCell.Day(new DateOnly(1850, 1, 1))],
            [ExcelCell.None],
        ]);

        var sheet = book.Worksheet("People");
        Assert.Equal(-12.5, sheet.Cell(2, 1).GetValue<double>());
        Assert.Equal("9007199254740993", sheet.Cell(3, 1).GetString());
        Assert.Equal(XLDataType.Text, sheet.Cell(3, 1).DataType);
        Assert.True(sheet.Cell(4, 1).GetBoolean());
        Assert.Equal(new DateTime(2026, 11, 22), sheet.Cell(5, 1).GetDateTime());
        Assert.Equal(new DateTime(2026, 11, 22, 8, 30, 15), sheet.Cell(6, 1).GetDateTime(), TimeSpan.FromMilliseconds(1));
        Assert.Equal("1850-01-01", sheet.Cell(7, 1).GetString());
        Assert.True(sheet.Cell(8, 1).IsEmpty());
    }

    [Fact]
    public async Task Write_Header_IsFrozenFilteredAndWide()
    {
        using var book = await ReadBackAsync([[new ExcelCell.Text("a")], [new ExcelCell.Text("b")]]);

        var sheet = book.Worksheet("People");
        Assert.Equal("What", sheet.Cell(1, 1).GetString());
        Assert.True(sheet.Cell(1, 1).Style.Font.Bold);
        Assert.Equal(1, sheet.SheetView.SplitRow);
        Assert.Equal("A1:A3", sheet.AutoFilter.Range.RangeAddress.ToString());
        Assert.InRange(sheet.Column(1).Width, 19, 20);
    }

    [Fact]
    public async Task Write_MoreRowsThanASheetHolds_GoOnInTheNext()
    {
        using var book = await ReadBackAsync([.. Enumerable.Range(1, 7).Select(i => (IReadOnlyList<ExcelCell>)[new ExcelCell.Number(i)])], maxRows: 4);

        Assert.Equal(["People", "People 2", "People 3"], book.Worksheets.Select(s => s.Name));
        Assert.All(book.Worksheets, s => Assert.Equal("What", s.Cell(1, 1).GetString()));
        Assert.Equal(
            Enumerable.Range(1, 7).Select(i => (double)i),
            book.Worksheets.SelectMany(s => s.RowsUsed().Skip(1).Select(r => r.Cell(1).GetValue<double>())));
    }

    [Fact]
    public async Task Write_NoRows_IsAWorkbookWithItsHeader()
    {
        using var book = await ReadBackAsync([]);

        Assert.Equal("A1:A1", book.Worksheet("People").AutoFilter.Range.RangeAddress.ToString());
    }

    [Theory]
    [InlineData(0, "A7")]
    [InlineData(25, "Z7")]
    [InlineData(26, "AA7")]
    [InlineData(701, "ZZ7")]
    [InlineData(702, "AAA7")]
    public void Cell_AnyColumn_IsNamedAsSpreadsheetsDo(int column, string place) => Assert.Equal(place, ExcelPlaces.Cell(column, 7));

    [Fact]
    public async Task Write_AnyBook_IsValidForOffice()
    {
        using var file = await WriteAsync([[new ExcelCell.Text("a")], [new ExcelCell.Moment(new DateTime(2026, 1, 1))]], 2);
        using var document = SpreadsheetDocument.Open(file, isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(document).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
    }

    [Fact]
    public async Task Write_UnderAnotherCulture_IsTheSameFile()
    {
        IReadOnlyList<IReadOnlyList<ExcelCell>> rows = [[new ExcelCell.Number(3.5m)], [new ExcelCell.Day(new DateOnly(2026, 1, 2))]];
        using var here = await WriteAsync(rows, 10);
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("fa-IR");
        try
        {
            using var there = await WriteAsync(rows, 10);

            using var book = new XLWorkbook(there);
            Assert.Equal(3.5, book.Worksheet("People").Cell(2, 1).GetValue<double>());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static async Task<XLWorkbook> ReadBackAsync(IReadOnlyList<IReadOnlyList<ExcelCell>> rows, int maxRows = ExcelPlaces.MaxRows) =>
        new(await WriteAsync(rows, maxRows));

    private static async Task<MemoryStream> WriteAsync(IReadOnlyList<IReadOnlyList<ExcelCell>> rows, int maxRows)
    {
        var file = new MemoryStream();
        using (var book = new ExcelBook(new ForwardOnlyStream(file)))
        {
            await book.WriteAsync(s_people, rows, maxRows, default);
            await book.CompleteAsync(default);
        }

        file.Position = 0;
        return file;
    }
}
