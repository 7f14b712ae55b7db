using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports;

public sealed class ImportTemplateTests
{
    [Fact]
    public async Task Prepare_ColumnsOfAnEarlierFile_MeanWhatTheyMeantThen()
    {
        await using var rig = await ImportRig.StartAsync();
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        var first = await PreparedAsync(rig, preparation, "Nr;Ort;Stadt\n1;Ulm;\n");
        Assert.Null(first.Template);
        var chosen = first.Choices with
        {
            Columns =
            [
                new DraftColumn("Nr", "identifier:user_id"), new DraftColumn("Ort", "attribute:place").With([new DraftStep("fill") { From = "Stadt" }]), new DraftColumn("Stadt", null),
            ],
            Conflict = "gaps",
            StartJourneys = false,
            MessageId = ["Nr"],
        };
        await StartAsync(rig, chosen);

        var again = await PreparedAsync(rig, preparation, "NR,ORT,Stadt\n2,Hue,x\n");

        Assert.Equal("people.csv", again.Template!.FileName);
        Assert.Equal((",", "gaps", true), (again.Choices.Separator, again.Choices.Conflict, again.Choices.IsQuiet));
        Assert.Equal(["NR identifier:user_id", "ORT attribute:place", "Stadt "], again.Choices.Columns.Select(c => $"{c.From} {c.To}"));
        Assert.Equal(("NR", "Stadt"), (Assert.Single(again.Choices.MessageId), Assert.Single(again.Choices.Columns[1].Steps).From));
        Assert.IsType<MappingReading.Read>(again.Choices.ToMapping());
    }

    [Fact]
    public async Task Prepare_FormatThatWasGuessed_IsAskedForWhenOtherValuesLeaveADoubt_AndOneThatWasSaidIsNot()
    {
        await using var rig = await ImportRig.StartAsync();
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        var first = (await PreparedAsync(rig, preparation, "Kundennr;Umsatz;Seit\n1;100;31/12/2025\n")).Choices;
        await StartAsync(rig, first with { Columns = [first.Columns[0], first.Columns[1], first.Columns[2] with { Sure = true }] });

        var again = (await PreparedAsync(rig, preparation, "Kundennr;Umsatz;Seit\n1;1.250;03/04/2026\n")).Choices;

        Assert.Equal([null, null, true], again.Columns.Select(c => c.Sure));
        Assert.Equal("d/M/yyyy", again.Columns[2].Format);
    }

    [Theory]
    [InlineData("Line in the file,Why it was not imported")]
    [InlineData("文件中的行,未导入的原因")]
    [InlineData("Line in the file,Why it was not imported,line in the file (2),why it was not imported (2)")]
    public async Task Prepare_FileOfRejectedRows_MeansWhatItsOriginalMeantAndNothingMore(string added)
    {
        await using var rig = await ImportRig.StartAsync();
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        var text = $"Kundennr,Ort,{added}\n1,Ulm,{string.Join(',', added.Split(',').Select(_ => "x"))}\n";
        var guessed = await PreparedAsync(rig, preparation, text);
        Assert.All(guessed.Choices.Columns.Skip(2), c => Assert.Null(c.To));

        var first = await PreparedAsync(rig, preparation, "Kundennr,Ort\n1,Ulm\n");
        await StartAsync(rig, first.Choices with { Columns = [first.Choices.Columns[0], new DraftColumn("Ort", "attribute:home")] });

        var again = await PreparedAsync(rig, preparation, text);

        Assert.NotNull(again.Template);
        Assert.Equal("attribute:home", again.Choices.Columns[1].To);
        Assert.Equal(text.Split('\n')[0].Split(','), again.Choices.Columns.Select(c => c.From));
        Assert.All(again.Choices.Columns.Skip(2), c => Assert.Null(c.To));
        Assert.IsType<MappingReading.Read>(again.Choices.ToMapping());
    }

    [Theory]
    [InlineData("Ort,Kundennr\nUlm,1\n")]
    [InlineData("Kundennr,Ort,Land\n1,Ulm,DE\n")]
    [InlineData("Kundennr,Orte\n1,Ulm\n")]
    public async Task Prepare_OtherColumns_AreGuessed(string text)
    {
        await using var rig = await ImportRig.StartAsync();
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        await StartAsync(rig, (await PreparedAsync(rig, preparation, "Kundennr,Ort\n1,Ulm\n")).Choices);

        Assert.Null((await PreparedAsync(rig, preparation, text)).Template);
    }

    [Fact]
    public async Task Prepare_LastImportWithTheseColumns_IsTheOneThatCounts()
    {
        await using var rig = await ImportRig.StartAsync();
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        var choices = (await PreparedAsync(rig, preparation, "Kundennr,Ort\n1,Ulm\n")).Choices;
        await StartAsync(rig, choices);
        await StartAsync(rig, choices with { Columns = [choices.Columns[0], new DraftColumn("Ort", "attribute:home")] });

        Assert.Equal("attribute:home", (await PreparedAsync(rig, preparation, "Kundennr,Ort\n2,Hue\n")).Choices.Columns[1].To);
    }

    [Theory]
    [InlineData("Report of May\n\nby Linh;;\nKundennr;Ort\n1;Ulm\n2;Hue\n", 4)]
    [InlineData("\"a\nb\";x\nKundennr;Ort\n1;Ulm\n2;Hue\n", 3)]
    public async Task Prepare_TableThatBeginsLowerDown_IsReadFromThere(string text, int row)
    {
        await using var rig = await ImportRig.StartAsync();
        var preparation = new ImportPreparation(rig.Files, rig.Templates);
        var draft = await DraftAsync(rig, text);

        var prepared = await preparation.DetectAsync(draft, new GivenReading(Separator: ';') { FirstRow = row }, default);

        Assert.Equal(["Kundennr", "Ort"], prepared.Choices.Columns.Select(c => c.From));
        Assert.Equal((true, (int?)row), (prepared.Choices.Header, prepared.Choices.FirstRow));
        var preview = await preparation.PreviewAsync(draft, prepared.Choices.Reading, default);
        Assert.Equal([row + 1L, row + 2L], preview.Rows.Select(r => r.Line));
        var status = await rig.ImportAsync(text, MappingJson.Write(Assert.IsType<MappingReading.Read>(prepared.Choices.ToMapping()).Mapping));
        Assert.Equal((2L, 2L), (status.RowsRead, status.RowsImported));
    }

    private static async Task StartAsync(ImportRig rig, DraftChoices choices)
    {
        var mapping = Assert.IsType<MappingReading.Read>(choices.ToMapping()).Mapping;
        var names = string.Join(choices.Separator, choices.Columns.Select(c => c.From));
        await rig.Start.HandleAsync(new StartImport(await rig.UploadAsync(names + "\n1" + string.Concat(Enumerable.Repeat(choices.Separator + "x", choices.Columns.Count - 1)) + "\n"), mapping) { Choices = choices }, default);
    }

    private static async Task<PreparedDraft> PreparedAsync(ImportRig rig, ImportPreparation preparation, string text) =>
        await preparation.PrepareAsync(await DraftAsync(rig, text), default);

    private static async Task<ImportDraft> DraftAsync(ImportRig rig, string text)
    {
        var id = await rig.Drafts.AddAsync(await rig.UploadAsync(text), "linh", default);
        return (await rig.Drafts.FindAsync(id, "linh", default))!;
    }
}
