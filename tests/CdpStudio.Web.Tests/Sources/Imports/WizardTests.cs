using System.Globalization;
using System.Security.Claims;
using Bunit;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.DryRuns;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Web.Sources.Imports;
using CdpStudio.Web.Tests.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

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

        Assert.Equal(["File", "Reading", "Columns", "Dry run", "Import"], steps.FindAll("li > span:nth-child(2)").Select(s => s.TextContent));
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
    public void Reading_TableThatBeginsLowerDown_AsksForAnotherReading()
    {
        GivenReading? asked = null;
        var step = Render<ReadingStep>(p => p.Add(s => s.Choices, s_people).Add(s => s.Next, "/next").Add(s => s.OnChange, given => asked = given));

        step.Find("input[type=number]").Change("4");
        Assert.Equal((4, null, ';'), (asked!.FirstRow, asked.HasHeader, asked.Separator));

        asked = null;
        step.Find("input[type=number]").Change("0");
        Assert.Null(asked);
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
    public void Failure_OfEveryProblem_IsSaidInTheReadersWords()
    {
        var texts = Services.GetRequiredService<IStringLocalizer<ImportTexts>>();

        Assert.All(Enum.GetValues<FileProblem>(), problem =>
        {
            var e = new UnreadableFileException(problem, "line 7. Save it");
            var read = Assert.IsType<ImportFailure.BadFile>(ImportFailure.Read(e.Message));
            Assert.Equal(problem, read.Problem);
            Assert.Equal(texts[$"Problem.{problem}", read.Detail].Value, ReasonText.Of(e.Message, texts));
        });
        Assert.Equal("The disk is full.", ReasonText.Of("The disk is full.", texts));
        Assert.Null(ReasonText.Of(null as string, texts));
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
    public void Columns_MisfitsOfAWorkbook_AreNamedByTheirRow()
    {
        var check = new CheckedMapping([.. s_people.Columns.Select(c => new CheckedColumn(c.From, [], 1, 1, [new("viel", 88)]))], 1, IsWhole: true);

        var step = Columns(s_people with { Format = "xlsx", Encoding = null, Separator = null }, check);

        Assert.Contains("‘viel’ row 88", step.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_ChangeOfValues_IsAddedFilledMovedAndRemoved()
    {
        var choices = s_people;
        var check = new CheckedMapping(
            [.. s_people.Columns.Select(c => new CheckedColumn(c.From, [], 9, 0, []) { Changes = [new(" 1,50", "1.50")], Outliers = 2 })], 9, IsWhole: true);
        var step = Columns(choices, check, onChange: c => choices = c);
        void Again() => step.Render(p => p.Add(s => s.Choices, choices));

        step.Find("button[aria-label$='Changes of the values of Umsatz']").Click();
        step.Find(".add").Change("outliers");
        Again();
        step.Find(".add").Change("trim");
        Again();
        // Bounds stay last, and there is one pair of them.
        Assert.Equal(["trim", "outliers"], choices.Columns[2].Steps.Select(s => s.Is));
        Assert.DoesNotContain("outliers", step.FindAll(".add option").Select(o => o.GetAttribute("value")));
        step.FindAll("tr.changes input[type=number]")[1].Change("99.5");
        Again();
        Assert.Equal((null, 99.5m, "flag"), (choices.Columns[2].Steps[1].Least, choices.Columns[2].Steps[1].Most, choices.Columns[2].Steps[1].Then));
        Assert.IsType<MappingReading.Read>(choices.ToMapping());
        Assert.Contains("2 values outside the bounds", step.Markup, StringComparison.Ordinal);
        Assert.Equal([" 1,50", "1.50"], step.FindAll("tr.changes td.mono").Select(t => t.TextContent));

        step.Find("button[aria-label='Remove: Trim spaces']").Click();
        Assert.Equal(["outliers"], choices.Columns[2].Steps.Select(s => s.Is));
    }

    [Fact]
    public void Columns_ListOfValues_IsTakenByTheLineAndRefusedInWords()
    {
        var choices = s_people with { Columns = [s_people.Columns[0], s_people.Columns[1].With([new DraftStep("values") { Else = "keep" }])] };
        var step = Columns(choices, onChange: c => choices = c);
        step.Find("button[aria-label$='Changes of the values of Ort']").Click();

        step.Find("textarea").Change("K = Köln\nnothing");
        Assert.Contains("Each line needs", step.Find("tr.changes .error").TextContent, StringComparison.Ordinal);
        Assert.Null(choices.Columns[1].Steps[0].Map);

        step.Find("textarea").Change("K = Köln\n m=München ");
        Assert.Equal(["K=Köln", "m=München"], choices.Columns[1].Steps[0].Map!.Select(v => $"{v.Key}={v.Value}"));
    }

    [Theory]
    [InlineData("trim")]
    [InlineData("case")]
    [InlineData("split")]
    [InlineData("fill")]
    [InlineData("phone")]
    public void Columns_ChangeThatAsksForNothing_IsWholeAtOnce(string name)
    {
        var choices = s_people;
        var step = Columns(choices, onChange: c => choices = c);
        step.Find("button[aria-label$='Changes of the values of Ort']").Click();

        step.Find(".add").Change(name);

        Assert.Equal(name, Assert.Single(choices.Columns[1].Steps).Is);
        Assert.IsType<MappingReading.Read>(choices.ToMapping());
    }

    [Fact]
    public void Columns_RuleForKnownPeople_IsKeptAndNotAskedOfEvents()
    {
        DraftChoices? changed = null;
        var step = Columns(s_people, onChange: c => changed = c);

        step.Find("input[type=radio][value=gaps]").Change(true);
        Assert.Equal("gaps", changed!.Conflict);
        step.Find("input[type=radio][value=both]").Change(true);
        Assert.Null(changed.Conflict);
        Assert.Empty(Columns(s_people with { Kind = "events" }).FindAll("input[name=conflict]"));
    }

    [Fact]
    public void DryRun_ThatHasEnded_CountsRowsAndShowsBeforeAndAfter()
    {
        var view = Render<DryRunView>(p => p.Add(v => v.Choices, s_people).Add(v => v.Result, new DryRunResult(
            10,
            new Dictionary<RowEffect, long> { [RowEffect.New] = 4, [RowEffect.Changed] = 3, [RowEffect.Merging] = 1 },
            [new RejectCount(RejectReason.NoIdentifier, null, 2)],
            [
                new RowDifference(2, RowEffect.Changed, [new("user_id", "7")], [new(1)], [new("city", "\"Köln\"", "\"Bonn\"")]),
                new RowDifference(3, RowEffect.Merging, [new("user_id", "7"), new("email", "a@x")], [new(1), new(2)], []),
            ],
            100, 100, IsDone: true, Problem: null) { Outliers = [new OutlierCount("Umsatz", 2)] }));

        Assert.Contains("Umsatz: 2 values outside the bounds", view.Markup, StringComparison.Ordinal);
        Assert.Equal(["New 4", "Changed 3", "Unchanged 0", "Merging 1", "Rejected 2"], view.FindAll(".counts > div").Select(d => $"{d.Children[0].TextContent} {d.Children[1].TextContent.Trim()}"));
        Assert.Equal("2 have no identifier", view.FindAll(".reasons li")[0].TextContent);
        Assert.Equal(("before: Köln", "then: Bonn"), (view.Find("del").TextContent, view.Find("ins").TextContent));
        Assert.Contains("joins 2 known people", view.FindAll("tbody tr")[1].TextContent, StringComparison.Ordinal);
        Assert.Empty(view.FindAll("progress"));
    }

    [Fact]
    public void DryRun_WhileItReads_SaysHowFarItIs()
    {
        var view = Render<DryRunView>(p => p.Add(v => v.Choices, s_people).Add(v => v.Result, new DryRunResult(
            10, new Dictionary<RowEffect, long> { [RowEffect.New] = 10 }, [], [], 50, 200, IsDone: false, Problem: null)));

        Assert.Equal(("50", "200"), (view.Find("progress").GetAttribute("value"), view.Find("progress").GetAttribute("max")));
        Assert.Contains("10 rows tried", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Chip_ImportThatIsPausedOrTakenBack_SaysSo()
    {
        string Chip(ImportStatus import) => Render<ImportChip>(p => p.Add(c => c.Import, import)).Markup;

        Assert.Contains("Paused", Chip(Status(ImportState.Cancelled) with { IsPaused = true }), StringComparison.Ordinal);
        Assert.Contains("Being undone", Chip(Status(ImportState.Completed) with { IsUndoing = true }), StringComparison.Ordinal);
        Assert.Contains("Undone", Chip(Status(ImportState.Completed) with { UndoneAt = Now }), StringComparison.Ordinal);
    }

    [Fact]
    public void Lasting_WhatStays_NamesTheJourneyAndHowMany()
    {
        var list = Render<LastingList>(p => p.Add(l => l.Lasting, [new(LastingKind.Mails, "Welcome", "welcome", 3), new(LastingKind.PeopleInJourney, "Welcome", "welcome", 1)]));

        Assert.Equal(["3 mails were sent by Welcome", "1 person stays in Welcome"], list.FindAll("li").Select(l => l.TextContent));
        Assert.Equal("/journeys/welcome", list.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void Lasting_MailsOfACampaign_NameItAndWhomTheyWentTo()
    {
        var list = Render<LastingList>(p => p.Add(l => l.Lasting, [new(LastingKind.CampaignMails, "Spring", "8d0f", 2)]));

        Assert.Equal("2 mails went to people of this file by Spring", list.Find("li").TextContent);
        Assert.Equal("/campaigns/8d0f", list.Find("a").GetAttribute("href"));
    }

    [Fact]
    public void Columns_DoNotStartJourneys_IsKeptAndIsNotTheRule()
    {
        var choices = s_people;
        var step = Columns(choices, onChange: c => choices = c);
        Assert.False(step.Find("input[name=quiet]").HasAttribute("checked"));

        step.Find("input[name=quiet]").Change(true);
        Assert.False(Assert.IsType<MappingReading.Read>(choices.ToMapping()).Mapping.StartsJourneys);
        Assert.True(DraftChoices.Read(choices.Write()).IsQuiet);

        step.Render(p => p.Add(s => s.Choices, choices));
        step.Find("input[name=quiet]").Change(false);
        Assert.True(Assert.IsType<MappingReading.Read>(choices.ToMapping()).Mapping.StartsJourneys);
    }

    [Fact]
    public void Undo_ThatFailed_SaysWhyAndOffersToTryAgain()
    {
        var part = FailedUndo("The disk is full.");

        Assert.Contains("The disk is full.", part.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Try undo again"], part.FindAll("button").Select(b => b.TextContent.Trim()));
    }

    [Theory]
    [InlineData(
        "An error of the program stopped it (IOException). The log of the server has the details.",
        "Lỗi của chương trình đã làm việc này dừng lại (IOException). Chi tiết nằm trong nhật ký của máy chủ.")]
    [InlineData(null, "Lượt nhập chưa được hoàn tác")]
    [InlineData("The disk is full.", "The disk is full.")]
    public void Undo_ThatFailed_SaysWhyInTheReadersLanguage(string? kept, string said)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi");

        Assert.Equal(said, FailedUndo(kept).Find("[role=alert] p").TextContent);
    }

    [Fact]
    public void Columns_FileThatCannotBeRead_IsRefusedInTheReadersLanguage()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("vi");

        var step = Columns(s_people, refused: new MappingReading.Refused("", "The file is empty."));

        Assert.Contains("Không thể bắt đầu nhập: Tệp này trống.", step.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_ValuesThatCanBeReadInTwoWays_AreAskedForBeforeAnythingGoesOn()
    {
        var choices = s_people with { Columns = [s_people.Columns[0], new("Geburtstag", "attribute:birthday", "datetime", "d/M/yyyy"), new("Umsatz", "attribute:total", "number", "de-DE")] };
        var check = new CheckedMapping(
            [
                new("Nr", [], 9, 0, []),
                new("Geburtstag", [], 9, 0, []) { Doubt = new("03/04/2026", new("d/M/yyyy", "\"2026-04-03\""), new("M/d/yyyy", "\"2026-03-04\"")) },
                new("Umsatz", [], 9, 0, []) { Doubt = new("1,250", new("de-DE", "1.250"), new("en-US", "1250")) },
            ],
            9, IsWhole: true);
        var started = false;
        var step = Columns(choices, check, onChange: c => choices = c, onStart: () => started = true);
        Assert.Contains("2 questions first", step.Markup, StringComparison.Ordinal);
        Assert.Equal(
            ["Wednesday, March 4, 2026", "Friday, April 3, 2026", "1.25", "1,250"], step.FindAll(".questions label").Select(l => l.TextContent));
        Assert.Empty(step.FindAll(".questions input[checked]"));

        step.FindAll("button").Single(b => b.TextContent == "Go on: dry run").Click();
        step.FindAll("button").Single(b => b.TextContent == "Import this file").Click();
        Assert.False(started);
        Assert.Contains("2 questions above have no answer yet.", step.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        step.FindAll(".questions input")[0].Change(true);
        step.Render(p => p.Add(s => s.Choices, choices));
        step.FindAll(".questions input")[3].Change(true);
        step.Render(p => p.Add(s => s.Choices, choices));

        Assert.Equal(["M/d/yyyy", "en-US"], choices.Columns.Skip(1).Select(c => c.Format));
        Assert.Equal(2, step.FindAll(".questions input[checked]").Count);
        Assert.Empty(step.FindAll("[role=alert]"));
        // What was answered is no part of the mapping.
        Assert.IsType<MappingReading.Read>(choices.ToMapping());
        step.FindAll("button").Single(b => b.TextContent == "Import this file").Click();
        Assert.True(started);
    }

    [Fact]
    public void Columns_ValueThatDoesNotFit_IsCorrectedFromItsExample()
    {
        var choices = s_people;
        var check = new CheckedMapping(
            [new("Nr", [], 9, 0, []), new("Ort", [], 9, 0, []), new("Umsatz", [], 9, 2, [new("viel", 88), new(new string('x', 200) + "…", 90)]), new("Rest", [], 0, 0, [])], 9, IsWhole: true);
        var step = Columns(choices, check, onChange: c => choices = c);

        // Of the other only the beginning is known.
        var correct = Assert.Single(step.FindAll("button[aria-label^=Correct]"));
        correct.Click();
        step.Find("input[aria-label='What ‘viel’ should be, wherever the column has it']").Change(" 100 ");

        Assert.Equal("values", choices.Columns[2].Steps.Single().Is);
        Assert.Equal("100", choices.Columns[2].Steps[0].Map!["viel"]);
        Assert.IsType<MappingReading.Read>(choices.ToMapping());
        Assert.Empty(step.FindAll("input[aria-label^='What ‘viel’']"));
    }

    [Fact]
    public void Reading_HiddenRowsAndMergedCells_AreSaidAndAskedFor()
    {
        GivenReading? asked = null;
        var sheet = s_people with { Format = "xlsx", Encoding = null, Separator = null, Sheet = "März" };
        var step = Render<ReadingStep>(p => p
            .Add(s => s.Choices, sheet)
            .Add(s => s.Check, new CheckedMapping([], 9, IsWhole: true) { HiddenRows = 2, MergedRanges = 1 })
            .Add(s => s.Next, "/next")
            .Add(s => s.OnChange, given => asked = given));

        Assert.Equal(
            ["2 rows are hidden in Excel.", "1 merged range: only its first cell has the value, the others are read as empty."], step.FindAll(".note p").Select(n => n.TextContent));
        step.FindAll("input[type=checkbox]")[1].Change(false);
        Assert.False(asked!.HiddenRows);
        Assert.Empty(Render<ReadingStep>(p => p.Add(s => s.Choices, sheet).Add(s => s.Check, new CheckedMapping([], 9, IsWhole: true)).Add(s => s.Next, "/next")).FindAll(".note"));
    }

    [Theory]
    [InlineData(null, ImportStep.Columns)]
    [InlineData("reading", ImportStep.Reading)]
    [InlineData("columns", ImportStep.Columns)]
    [InlineData("check", ImportStep.Check)]
    public void Draft_ThatIsComeBackTo_OpensWhereItWasLeft(string? step, ImportStep opened) =>
        Assert.Equal(opened, ImportFilePage.StepOf(DraftChoices.Read((s_people with { Step = step }).Write()).Step));

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
        DraftChoices choices, CheckedMapping? check = null, MappingReading.Refused? refused = null, Action<DraftChoices>? onChange = null, Action? onStart = null) =>
        Render<ColumnsStep>(p => p
            .Add(s => s.Choices, choices)
            .Add(s => s.Check, check)
            .Add(s => s.Refused, refused)
            .Add(s => s.OnChange, c => onChange?.Invoke(c))
            .Add(s => s.OnStart, () => onStart?.Invoke()));

    private IRenderedComponent<UndoPart> FailedUndo(string? error)
    {
        Services.AddScoped(_ => new UndoImportHandler(
            null!, null!, null!, [], Options.Create(new ImportOptions()), TimeProvider.System, NullLogger<UndoImportHandler>.Instance)); // none of them is asked here

        return Render<UndoPart>(p => p
            .Add(u => u.Import, Status(ImportState.Completed) with { UndoFailed = true, UndoError = error, UndoUntil = Now })
            .AddCascadingValue(Task.FromResult(new AuthenticationState(new ClaimsPrincipal()))));
    }

    private static ImportStatus Status(ImportState state) => new(
        new ImportRunId(7), JobRunId.New(), "people.csv", state, 5_000, 4_988, 0, 12, 1024 * 1024, 512 * 1024, null, "Linh", Now, Now, null);
}
