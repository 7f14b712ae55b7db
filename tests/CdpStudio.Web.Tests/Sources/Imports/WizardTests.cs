using Bunit;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Web.Sources.Imports;
using CdpStudio.Web.Tests.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Tests.Sources.Imports;

public sealed class WizardTests : ComponentTest
{
    private static readonly DraftChoices s_people = new()
    {
        Encoding = "windows-1252",
        Separator = ";",
        Header = true,
        Kind = "profiles",
        Columns = [new("Nr", "identifier:user_id"), new("Ort", "attribute:city"), new("Umsatz", "attribute:total", "number", "de-DE"), new("Rest", null)],
    };

    [Fact]
    public void Steps_InTheMiddle_SayWhatIsDoneAndWhereOneIs()
    {
        var steps = Render<ImportSteps>(p => p.Add(s => s.At, ImportStep.Columns));

        Assert.Equal(["File", "Reading", "Columns", "Import"], steps.FindAll("li > span:nth-child(2)").Select(s => s.TextContent));
        Assert.Contains("Columns", steps.Find("[aria-current=step]").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, steps.FindAll("li.done").Count);
    }

    [Fact]
    public void Reading_AnotherSeparator_AsksForAnotherReading()
    {
        GivenReading? asked = null;
        var step = Render<ReadingStep>(p => p
            .Add(s => s.Choices, s_people)
            .Add(s => s.Next, "/next")
            .Add(s => s.OnChange, given => asked = given));

        step.FindAll("select")[2].Change("tab");

        Assert.Equal(new GivenReading(TableFormat.Csv, TextEncoding.Find("cp1252")!, '\t', HasHeader: true), asked);
    }

    [Fact]
    public void Reading_AnySign_CanSeparate()
    {
        GivenReading? asked = null;
        var step = Render<ReadingStep>(p => p.Add(s => s.Choices, s_people).Add(s => s.Next, "/next").Add(s => s.OnChange, given => asked = given));

        step.FindAll("select")[2].Change("other");
        step.Find("input[type=text]").Change("x");
        Assert.Null(asked);
        step.Find("input[type=text]").Change("~");

        Assert.Equal('~', asked!.Separator);
    }

    [Fact]
    public void Reading_Workbook_OffersItsSheetsAndNamesTheHiddenOnes()
    {
        GivenReading? asked = null;
        var step = Render<ReadingStep>(p => p
            .Add(s => s.Choices, s_people with { Format = "xlsx", Encoding = null, Separator = null, Sheet = "März", Entry = "a.xlsx" })
            .Add(s => s.Contents, new FileContents(["a.xlsx", "b.csv"], [new("März", IsHidden: false), new("Lookup", IsHidden: true)]))
            .Add(s => s.Preview, new FilePreview(["Nr"], [new(7, ["1"], RowFault.None)]))
            .Add(s => s.Next, "/next")
            .Add(s => s.OnChange, given => asked = given));

        Assert.Equal(["a.xlsx", "b.csv", "März", "Lookup (hidden)"], step.FindAll("option").Select(o => o.TextContent));
        Assert.Equal("Row", step.Find("th.num").TextContent);
        step.FindAll("select")[1].Change("Lookup");
        Assert.Equal(new GivenReading(TableFormat.Xlsx, Sheet: "Lookup", Entry: "a.xlsx"), asked);
        step.FindAll("select")[0].Change("b.csv");
        Assert.Equal(new GivenReading(Entry: "b.csv"), asked);
    }

    [Fact]
    public void Reading_Json_AsksForNoSeparatorAndNoHeader()
    {
        GivenReading? asked = null;
        var step = Render<ReadingStep>(p => p
            .Add(s => s.Choices, s_people with { Format = "jsonl", Encoding = "utf-8", Separator = null })
            .Add(s => s.Next, "/next")
            .Add(s => s.OnChange, given => asked = given));

        Assert.Equal(2, step.FindAll("select").Count);
        Assert.Empty(step.FindAll("input"));
        step.FindAll("select")[0].Change("csv");
        Assert.Equal(new GivenReading(TableFormat.Csv, TextEncoding.Utf8), asked);
    }

    [Fact]
    public void Texts_OfEveryProblem_AreThere()
    {
        var texts = Services.GetRequiredService<IStringLocalizer<ImportTexts>>();

        Assert.All(Enum.GetValues<FileProblem>(), p => Assert.False(texts[$"Problem.{p}", "x"].ResourceNotFound));
    }

    [Fact]
    public void Reading_UnsureEncodingAndBrokenRow_SaySo()
    {
        var step = Render<ReadingStep>(p => p
            .Add(s => s.Choices, s_people)
            .Add(s => s.Next, "/next")
            .Add(s => s.Sure, false)
            .Add(s => s.Preview, new FilePreview(["Nr", "Ort"], [new(2, ["1", "Köln"], RowFault.None), new(3, ["2;\"x"], RowFault.UnclosedQuote)])));

        Assert.Contains("a guess", step.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Equal("1 of these rows would be rejected: it breaks the format.", step.Find("footer [role=status]").TextContent);
        Assert.Contains("breaks the format", step.Find("td.bad").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_WithMisfits_ShowShareAndExamples()
    {
        var step = Columns(s_people, check: new CheckedMapping(
            [new("Nr", ["1"], 1000, 0, []), new("Ort", ["Köln"], 900, 0, []), new("Umsatz", ["1,5"], 1000, 17, [new("viel", 88)]), new("Rest", [], 0, 0, [])],
            1000, IsWhole: true));

        Assert.Contains("17 values do not fit", step.Find("header").TextContent + step.FindAll(".chip").Aggregate("", (a, c) => a + c.TextContent), StringComparison.Ordinal);
        Assert.Contains("98.3%", step.FindAll("tbody tr")[2].TextContent.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("‘viel’ line 88", step.Markup, StringComparison.Ordinal);
        Assert.Contains("not read", step.FindAll("tbody tr")[3].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_AnotherTarget_ChangesThatColumnAlone()
    {
        DraftChoices? changed = null;
        var step = Columns(s_people, onChange: c => changed = c);

        step.Find("select[aria-label='Where Rest goes']").Change("identifier:email");

        Assert.Equal("identifier:email", changed!.Columns[3].To);
        Assert.Equal(s_people.Columns.Take(3), changed.Columns.Take(3));
    }

    [Fact]
    public void Columns_SomethingAPersonDid_TurnsAttributesIntoProperties()
    {
        DraftChoices? changed = null;
        var step = Columns(s_people, onChange: c => changed = c);

        step.Find("input[type=radio][value=events]").Change(true);

        Assert.Equal(["identifier:user_id", "property:city", "property:total", null], changed!.Columns.Select(c => c.To));
    }

    [Fact]
    public void Columns_RefusedStart_NamesTheColumnAndWhatToDo()
    {
        var choices = s_people with { Columns = [s_people.Columns[0], s_people.Columns[3], s_people.Columns[2] with { Format = "xx-nowhere" }] };
        var refused = Assert.IsType<MappingReading.Refused>(choices.ToMapping());

        var step = Columns(choices, refused: refused);

        Assert.Contains("Umsatz: the format does not make sense", step.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Key_ChosenColumns_AreKept()
    {
        DraftChoices? changed = null;
        var key = Render<KeyFields>(p => p.Add(k => k.Choices, s_people).Add(k => k.OnChange, c => changed = c));

        key.FindAll("input[type=radio]")[1].Change(true);
        key.FindAll("input[type=checkbox]")[0].Change(true);

        Assert.Equal(["Nr"], changed!.MessageId);
    }

    [Fact]
    public void Result_WithRejectedRows_SaysWhyAndOffersThem()
    {
        var result = Render<ImportResult>(p => p
            .Add(r => r.Import, Status(ImportState.Completed))
            .Add(r => r.Rejects, [new RejectCount(RejectReason.NoIdentifier, null, 9), new RejectCount(RejectReason.BadValue, "Umsatz", 3)]));

        Assert.Equal(["9 have no identifier", "3 have a value in Umsatz that does not fit"], result.FindAll("li").Select(l => l.TextContent));
        Assert.Contains("12 rows were rejected:", result.Markup, StringComparison.Ordinal);
        Assert.Equal("/sources/imports/7/rejects.csv", result.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void Progress_WhileReading_HasNumbersAndSaysItGoesOn()
    {
        var progress = Render<RunProgress>(p => p.Add(r => r.Import, Status(ImportState.Running)));

        Assert.Equal(("524288", "1048576"), (progress.Find("progress").GetAttribute("value"), progress.Find("progress").GetAttribute("max")));
        Assert.Contains("512 KB of 1.0 MB read", progress.Markup, StringComparison.Ordinal);
        Assert.Contains("it goes on", progress.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_OfEveryReason_AreThere()
    {
        foreach (var reason in Enum.GetValues<RejectReason>())
        {
            var result = Render<ImportResult>(p => p
                .Add(r => r.Import, Status(ImportState.Completed))
                .Add(r => r.Rejects, [new RejectCount(reason, "Ort", 1), new RejectCount(reason, "Ort", 2)]));

            Assert.All(result.FindAll("li"), l => Assert.DoesNotContain("Count.", l.TextContent, StringComparison.Ordinal));
        }
    }

    private IRenderedComponent<ColumnsStep> Columns(
        DraftChoices choices, CheckedMapping? check = null, MappingReading.Refused? refused = null, Action<DraftChoices>? onChange = null) =>
        Render<ColumnsStep>(p => p
            .Add(s => s.Choices, choices)
            .Add(s => s.Check, check)
            .Add(s => s.Refused, refused)
            .Add(s => s.OnChange, c => onChange?.Invoke(c)));

    private static ImportStatus Status(ImportState state) => new(
        new ImportRunId(7), JobRunId.New(), "people.csv", state, 5_000, 4_988, 0, 12, 1024 * 1024, 512 * 1024, null, "Linh", Now, Now, null);
}
