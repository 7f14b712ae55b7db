using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments.Export;
using CdpStudio.Core.Tests.Testing;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;

namespace CdpStudio.Core.Tests.Segments.Export;

[Collection(nameof(Alone))]
public sealed class ExportMembersTests : IDisposable
{
    private readonly SegmentsFixture _segments = new();

    [Fact]
    public async Task Export_Segment_HasACoverAndOneRowAPerson()
    {
        _segments.Audience.Say("Paid", 3, 5);
        await _segments.SaveAsync("paid", """{"event":"Paid"}""");

        using var book = new XLWorkbook(await FileAsync([new ExportColumn.Id(), new ExportColumn.Identifiers("email"), new ExportColumn.Attribute("city", DataType.Text)]));

        Assert.Equal(["About", "People"], book.Worksheets.Select(s => s.Name));
        Assert.Equal(("Rule", """{"event":"Paid"}"""), (book.Worksheet("About").Cell(1, 1).GetString(), book.Worksheet("About").Cell(1, 2).GetString()));
        var people = book.Worksheet("People");
        Assert.Equal(["Id", "Email", "City"], people.Row(1).CellsUsed().Select(c => c.GetString()));
        Assert.Equal([3d, 5d], [people.Cell(2, 1).GetValue<double>(), people.Cell(3, 1).GetValue<double>()]);
        Assert.Equal(("p5@example.com", "city 5"), (people.Cell(3, 2).GetString(), people.Cell(3, 3).GetString()));
    }

    public static TheoryData<string, DataType, ExcelCell> Values => new()
    {
        { "\"12.5\"", DataType.Number, new ExcelCell.Number(12.5m) },
        { "12.5", DataType.Text, new ExcelCell.Text("12.5") },
        { "true", DataType.Boolean, new ExcelCell.Boolean(true) },
        { "\"no number\"", DataType.Number, ExcelCell.None },
        { "[\"a\",2]", DataType.List, new ExcelCell.Text("a, 2") },
        { "\"=1+1\"", DataType.Text, new ExcelCell.Text("=1+1") },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Of_AnyValue_IsACellOfTheAttributesType(string json, DataType type, ExcelCell cell) => Assert.Equal(cell, Cell(json, type));

    [Fact]
    public void Of_Dates_AreDaysOrMomentsOfTheWorkspace()
    {
        Assert.Equal(new ExcelCell.Day(new DateOnly(2026, 1, 31)), Cell("\"2026-01-31\"", DataType.DateTime));
        Assert.Equal(new ExcelCell.Moment(new DateTime(2026, 1, 31, 19, 0, 0)), Cell("\"2026-01-31T12:00:00Z\"", DataType.DateTime));
        Assert.Equal(new ExcelCell.Moment(new DateTime(1976, 1, 1, 7, 0, 0)), Cell("189302400", DataType.DateTime));
    }

    [FullTierFact]
    public async Task Write_MorePeopleThanASheetHolds_IsTwoSheetsInLittleMemory()
    {
        const int People = 1_048_576 + 1_000;
        var members = Enumerable.Range(1, People).Select(i => new AudienceMember(
            new ProfileId(i), [new Identifier("email", FormattableString.Invariant($"p{i}@example.com"))], ["\"Bonn\"", "12.5", "\"2026-01-31\""]));
        ExportColumn[] columns =
        [
            new ExportColumn.Id(), new ExportColumn.Identifiers("email"), new ExportColumn.Attribute("city", DataType.Text),
            new ExportColumn.Attribute("total", DataType.Number), new ExportColumn.Attribute("since", DataType.DateTime),
        ];
        await _segments.SaveAsync("all", """{"everyone":true}""");
        var row = (await _segments.List.ReadAsync(SegmentsFixture.Key("all"), default))!;
        var cells = new MemberCells(columns, WorkspaceZone.Utc);
        var file = new MembersFile(
            row, new Core.Rules.Rule.Everyone(), new AudienceMembers(new AudienceCount(People, People, 1, default), members), cells, ExcelPlaces.MaxRows);
        var path = Path.GetTempFileName();
        try
        {
            await using (var stream = File.Create(path))
            {
                var before = GC.GetTotalMemory(forceFullCollection: true);
                await file.WriteAsync(new ForwardOnlyStream(stream), Words(columns.Length), default);
                Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 30_000_000);
            }

            using var document = SpreadsheetDocument.Open(path, isEditable: false);
            Assert.Equal([1, 1_002, ExcelPlaces.MaxRows], document.WorkbookPart!.WorksheetParts.Select(CountRows).Order());
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => _segments.Dispose();

    private static int CountRows(WorksheetPart part)
    {
        using var reader = DocumentFormat.OpenXml.OpenXmlReader.Create(part);
        var rows = 0;
        while (reader.Read())
        {
            if (reader.ElementType == typeof(DocumentFormat.OpenXml.Spreadsheet.Row) && reader.IsStartElement) rows++;
        }

        return rows;
    }

    private static ExcelCell Cell(string json, DataType type)
    {
        WorkspaceZone.TryFind("Asia/Ho_Chi_Minh", out var zone);
        return new MemberCells([new ExportColumn.Attribute("x", type)], zone!).Of(new AudienceMember(new ProfileId(1), [], [json]))[0];
    }

    private static FileWords Words(int columns) => new(
        "About", [new CoverLine("Rule", new ExcelCell.Prose("""{"event":"Paid"}"""))], "People", [.. new[] { "Id", "Email", "City", "Total", "Since" }.Take(columns)]);

    private async Task<Stream> FileAsync(IReadOnlyList<ExportColumn> columns)
    {
        var handler = new ExportMembersHandler(_segments.List, _segments.Rules, _segments.Audience, _segments.Audience);
        var file = await handler.HandleAsync(new ExportMembers(SegmentsFixture.Key("paid"), columns), default) ?? throw new UnreachableException();
        var stream = new MemoryStream();
        await file.WriteAsync(new ForwardOnlyStream(stream), Words(columns.Count), default);
        stream.Position = 0;
        return stream;
    }
}
