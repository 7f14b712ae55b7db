using System.Text;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Sources.Imports.Reading;
using CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;

namespace CdpStudio.Core.Tests.Sources.Imports;

/// <summary>From an upload to choices that are kept, as the browser's steps go.</summary>
public sealed class ImportPreparationTests
{
    private static readonly byte[] s_workbook = new WorkbookFile { Formats = ["dd.mm.yyyy"] }
        .Sheet(WorkbookFile.Row(1, "hidden"), "Codes", "hidden")
        .Sheet(
            WorkbookFile.Row(2, "Kundennr", "E-Mail", "Geburtstag", "Umsatz")
            + string.Concat(Enumerable.Range(4, 12).Select(r => $"""<row r="{r}"><c><v>{r}</v></c><c t="str"><v>a{r}@x.de</v></c><c s="1"><v>32216</v></c><c><v>1234.5</v></c></row>"""))
            + """<row r="20"><c><v>20</v></c><c t="str"><v>b@x.de</v></c><c s="1"><v>60</v></c><c t="e"><v>#N/A</v></c></row>""",
            "Kunden")
        .ToBytes();

    [Fact]
    public async Task PrepareAsync_Workbook_GuessesFromTheSheetThatIsShown()
    {
        await using var rig = await ImportRig.StartAsync();
        var draft = await DraftAsync(rig, s_workbook, "kunden.xlsx");
        var preparation = new ImportPreparation(rig.Files, rig.Templates);

        var choices = (await preparation.PrepareAsync(draft, default)).Choices;

        Assert.Equal(("xlsx", "Kunden", null, null, true), (choices.Format, choices.Sheet, choices.Encoding, choices.Separator, choices.Header));
        Assert.Equal(["identifier:user_id", "identifier:email", "attribute:birthday", "attribute:Umsatz"], choices.Columns.Select(c => c.To));
        Assert.Equal([null, null, "datetime", "number"], choices.Columns.Select(c => c.Type));
        Assert.Equal([("Codes", true), ("Kunden", false)], preparation.ContentsOf(draft, choices.Entry).Sheets.Select(s => (s.Name, s.IsHidden)));
    }

    [Fact]
    public async Task CheckAsync_Workbook_NamesMisfitsByTheRowsThatExcelShows()
    {
        await using var rig = await ImportRig.StartAsync();
        var draft = await DraftAsync(rig, s_workbook, "kunden.xlsx");
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        var choices = (await preparation.PrepareAsync(draft, default)).Choices;

        var check = await preparation.CheckAsync(draft, choices, default);

        Assert.Equal([0L, 0, 1, 1], check.Columns.Select(c => c.Misfits));
        Assert.Equal(("1900-02-29", 20L), (check.Columns[2].Examples[0].Value, check.Columns[2].Examples[0].Line));
        Assert.Equal(("#N/A", 20L), (check.Columns[3].Examples[0].Value, check.Columns[3].Examples[0].Line));
        Assert.Equal([.. Enumerable.Range(4, 12).Select(r => (long)r), 20L], (await preparation.PreviewAsync(draft, choices.Reading, default)).Rows.Select(r => r.Line));
    }

    [Theory]
    [InlineData("03/04/2026,05/06/2026", "03/04/2026", "d/M/yyyy", "\"2026-04-03\"", "M/d/yyyy", "\"2026-03-04\"")]
    [InlineData("05.05.2026,1.2.2026 ", "1.2.2026 ", "d.M.yyyy", "\"2026-02-01\"", "M.d.yyyy", "\"2026-01-02\"")]
    [InlineData("03/04/2026,13/04/2026", null)]
    [InlineData("03/04/2026,04/13/2026", null)]
    [InlineData("05/05/2026,06/06/2026", null)] // the same either way
    [InlineData("2026-03-04,2026-05-06", null)]
    [InlineData("2026/3/4,2026/5/6", null)] // nobody writes year, day, month
    [InlineData("\"1,250\",\"2,500\"", "1,250", "de-DE", "1.250", "en-US", "1250")]
    [InlineData("1.250,2.500", "1.250", null, "1.250", "de-DE", "1250")]
    [InlineData("1.250,0.125", null)] // thousands do not begin with a zero
    [InlineData("\"1,250\",\"1,250.50\"", null)]
    [InlineData("1250,2500", null)]
    [InlineData("1.5,2.25", null)]
    public async Task CheckAsync_ValuesThatCanBeReadInTwoWays_AsksWhichIsMeant(
        string values, string? value, string? givenFormat = null, string? given = null, string? otherFormat = null, string? other = null)
    {
        await using var rig = await ImportRig.StartAsync();
        var rows = string.Concat(values.Split(values[0] == '"' ? "\"," : ",").Select((v, i) => $"u{i},{(v[0] == '"' ? v.TrimEnd('"') + "\"" : v)}\n"));
        var draft = await DraftAsync(rig, Encoding.UTF8.GetBytes("id,field\n" + rows), "a.csv");
        var preparation = new ImportPreparation(rig.Files, rig.Templates);

        var choices = (await preparation.PrepareAsync(draft, default)).Choices;
        var doubt = (await preparation.CheckAsync(draft, choices, default)).Columns[1].Doubt;

        Assert.Equal(value is null ? null : new FormatDoubt(value, new FormatReading(givenFormat, given!), new FormatReading(otherFormat, other!)), doubt);
    }

    [Fact]
    public async Task CheckAsync_TimesOfEventsThatCanBeReadInTwoWays_AsksInWhateverZone()
    {
        await using var rig = await ImportRig.StartAsync();
        var draft = await DraftAsync(rig, "id,at\nu1,03/04/2026 23:30\n"u8.ToArray(), "a.csv");
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        var choices = (await preparation.PrepareAsync(draft, default)).Choices with { Kind = "events", Event = "Order", Timestamp = new DraftTime("at", "d/M/yyyy H:mm", "America/New_York") };

        var doubt = (await preparation.CheckAsync(draft, choices, default)).Columns[1].Doubt;

        Assert.Equal(
            new FormatDoubt("03/04/2026 23:30", new FormatReading("d/M/yyyy H:mm", "\"2026-04-03T23:30:00\""), new FormatReading("M/d/yyyy H:mm", "\"2026-03-04T23:30:00\"")), doubt);
    }

    [Fact]
    public async Task CheckAsync_HiddenRowsAndMergedCells_AreCounted_AndHiddenOnesLeftOutWhereThatIsChosen()
    {
        await using var rig = await ImportRig.StartAsync();
        var hidden = WorkbookFile.Row(3, "u2", "Bob").Replace("<row ", "<row hidden=\"1\" ", StringComparison.Ordinal);
        var draft = await DraftAsync(
            rig,
            new WorkbookFile().Sheet(
                WorkbookFile.Row(1, "id", "name") + WorkbookFile.Row(2, "u1", "Ann") + hidden + WorkbookFile.Row(4, "u3", "Eve"), merged: ["A1:B1", "B2:B3", "A4:B4"]).ToBytes(),
            "a.xlsx");
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        var choices = (await preparation.PrepareAsync(draft, default)).Choices;

        var check = await preparation.CheckAsync(draft, choices, default);
        var without = (await preparation.DetectAsync(draft, choices.Given with { HiddenRows = false }, default)).Choices;

        // A merged title is no loss.
        Assert.Equal((3L, 1L, 2), (check.Rows, check.HiddenRows, check.MergedRanges));
        Assert.Equal((2L, 1L), ((await preparation.CheckAsync(draft, without, default)) is var left ? (left.Rows, left.HiddenRows) : default));
        Assert.Equal([2L, 4], (await preparation.PreviewAsync(draft, without.Reading, default)).Rows.Select(r => r.Line));
        Assert.False(Assert.IsType<MappingReading.Read>(DraftChoices.Read(without.Write()).ToMapping()).Mapping.Reading.HiddenRows);
    }

    [Fact]
    public void Corrected_ValueThatDoesNotFit_IsReplacedWhereverItStands()
    {
        var column = new DraftColumn("Umsatz", "attribute:total", "number").With([new DraftStep("trim")]);

        var once = column.Corrected("viel", "100");
        var twice = once.Corrected("wenig", "1").Corrected("VIEL", "99");

        Assert.Equal(["values", "trim"], once.Steps.Select(s => s.Is));
        Assert.Equal(["values", "trim"], twice.Steps.Select(s => s.Is));
        Assert.Equal(["VIEL=99", "wenig=1"], twice.Steps[0].Map!.Select(m => $"{m.Key}={m.Value}").Order(StringComparer.Ordinal));
        // A list that says what becomes of all others is not added to.
        Assert.Equal(["values", "values"], column.With([new DraftStep("values") { Else = "reject", Map = new Dictionary<string, string> { ["a"] = "b" } }]).Corrected("x", "").Steps.Select(s => s.Is));
    }

    [Fact]
    public async Task PrepareAsync_ZipOfSeveralFiles_BeginsWithTheFirstAndReadsTheChosenOne()
    {
        await using var rig = await ImportRig.StartAsync();
        var draft = await DraftAsync(rig, TestFiles.Zip(("a.tsv", "id\tname\n1\tAnn\n"u8.ToArray()), ("b.xlsx", s_workbook), ("c.json", "[{\"id\":1,\"tags\":[\"x\"]}]"u8.ToArray())), "all.zip");
        var preparation = new ImportPreparation(rig.Files, rig.Templates);

        var first = (await preparation.PrepareAsync(draft, default)).Choices;
        var workbook = (await preparation.DetectAsync(draft, new GivenReading(Entry: "b.xlsx"), default)).Choices;
        var json = (await preparation.DetectAsync(draft, new GivenReading(Entry: "c.json"), default)).Choices;

        Assert.Equal(("csv", "a.tsv", "tab"), (first.Format, first.Entry, first.Separator));
        Assert.Equal(("xlsx", "b.xlsx", "Kunden"), (workbook.Format, workbook.Entry, workbook.Sheet));
        Assert.Equal(("jsonl", "c.json", "list"), (json.Format, json.Entry, json.Columns[1].Type));
        Assert.Equal(["a.tsv", "b.xlsx", "c.json"], preparation.ContentsOf(draft, first.Entry).Entries);
        foreach (var choices in new[] { first, workbook, json })
        {
            var kept = DraftChoices.Read(choices.Write());
            Assert.Equal(choices.Reading, kept.Reading);
            var mapping = Assert.IsType<MappingReading.Read>(kept.ToMapping()).Mapping;
            Assert.IsType<StartImportResult.Started>(await rig.Start.HandleAsync(new StartImport(new StoredFile(draft.FileName, draft.StoredFile, draft.Bytes), mapping), default));
        }
    }

    [Fact]
    public async Task PrepareAsync_SmallFileOfHugeCells_ShowsAndHoldsOnlyTheirBeginnings()
    {
        await using var rig = await ImportRig.StartAsync();
        var row = new string('x', 900_000) + ";1\n";
        var draft = await DraftAsync(rig, TestFiles.Gzip(Encoding.UTF8.GetBytes("id;n\n" + string.Concat(Enumerable.Repeat(row, 20)))), "tiny.csv.gz");
        var preparation = new ImportPreparation(rig.Files, rig.Templates);

        var choices = (await preparation.PrepareAsync(draft, default)).Choices;
        var preview = await preparation.PreviewAsync(draft, choices.Reading, default);
        var check = await preparation.CheckAsync(draft, choices, default);

        Assert.Equal(20, preview.Rows.Count);
        Assert.All(preview.Rows, r => Assert.All(r.Cells, c => Assert.InRange(c.Length, 1, 201)));
        Assert.All(check.Columns, c => Assert.All(c.Samples, s => Assert.InRange(s.Length, 1, 201)));
    }

    [Fact]
    public async Task PreviewAsync_ThousandsOfColumns_ShowsFewerRows()
    {
        await using var rig = await ImportRig.StartAsync();
        var row = string.Join(',', Enumerable.Range(0, 2_000).Select(i => $"c{i}")) + "\n";
        var draft = await DraftAsync(rig, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, 60))), "wide.csv");
        var preparation = new ImportPreparation(rig.Files, rig.Templates);

        var preview = await preparation.PreviewAsync(draft, (await preparation.PrepareAsync(draft, default)).Choices.Reading, default);

        Assert.Equal((2_000, 5), (preview.Columns.Count, preview.Rows.Count));
    }

    private static async Task<ImportDraft> DraftAsync(ImportRig rig, byte[] content, string name)
    {
        var id = await rig.Drafts.AddAsync(await rig.UploadAsync(content, name), "somebody", default);
        return (await rig.Drafts.FindAsync(id, "somebody", default))!;
    }
}
