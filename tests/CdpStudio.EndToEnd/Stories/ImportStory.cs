using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using ClosedXML.Excel;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// A messy Excel file: a title above the table, a salutation to translate, a broken address. Tried, imported, undone, mended, and
/// imported and undone again: by mouse, then by keyboard.
/// </summary>
public sealed class ImportStory(Chromium chromium) : IClassFixture<Chromium>
{
    private const string SpreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly LocatorAssertionsToBeVisibleOptions s_whenDone = new() { Timeout = 60_000 };

    [Fact]
    public async Task Import_OfAMessyWorkbook_IsTriedImportedUndoneMendedAndImportedAgain()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();

        await ReadByMouseAsync(page);
        await TryByMouseAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import this file" }).ClickAsync();
        await Expect(page.GetByText("3 rows were imported.")).ToBeVisibleAsync(s_whenDone);
        await page.PictureAsync("story-import-undo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo this import" }).ClickAsync();
        await page.ExpectAccessibleAsync("import, undo");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the import", Exact = true }).ClickAsync();
        await Expect(page.GetByText("This import was undone")).ToBeVisibleAsync(s_whenDone);
        Assert.Equal(0, await api.CountAsync("""{"attribute":"Anrede","op":"eq","value":"female"}"""));

        await ImportMendedByKeyboardAsync(page);
        await studio.UntilCaughtUpAsync();
        Assert.Equal(2, await api.CountAsync("""{"attribute":"Anrede","op":"eq","value":"female"}"""));
        await UndoByKeyboardAsync(page);
        Assert.Equal(0, await api.CountAsync("""{"attribute":"Anrede","op":"eq","value":"female"}"""));
    }

    [Fact]
    public async Task Import_OfPastedCells_AsksWhatOnlyAPersonKnowsAndCorrectsWhatDoesNotFit()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        var rows = string.Concat(Enumerable.Range(0, 20).Select(i => $"u{i}\t03/04/2026\t{(i == 7 ? "twelve" : "12")}\n"));

        await page.GotoAsync("/sources/import");
        await Expect(page.GetByLabel("File to import")).ToBeVisibleAsync();
        await page.EvaluateAsync(
            """
            text => {
              const data = new DataTransfer();
              // As a sheet puts it there, with a picture of the cells.
              data.items.add(new File(["x"], "image.png", { type: "image/png" }));
              data.setData("text/plain", text);
              document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """,
            "id\tborn\tage\n" + rows);
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on: columns" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Go on: dry run" }).ClickAsync();
        await Expect(page.GetByText("1 question above has no answer yet.")).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync("import, questions");
        await page.PictureAsync("story-import-questions");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Wednesday, March 4, 2026" }).CheckAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Correct ‘twelve’" }).ClickAsync();
        var correction = page.GetByLabel("What ‘twelve’ should be, wherever the column has it");
        await correction.FillAsync("12");
        await correction.PressAsync("Enter");
        await Expect(page.GetByText("1 value does not fit")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on: dry run" }).ClickAsync();
        await ExpectFigureAsync(page, "New", 20);

        // Whoever leaves comes back to where they were.
        await page.GotoAsync("/sources/import");
        await page.GetByRole(AriaRole.Link, new() { Name = "pasted.txt" }).ClickAsync();
        await ExpectFigureAsync(page, "New", 20);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import this file" }).ClickAsync();
        await Expect(page.GetByText("20 rows were imported.")).ToBeVisibleAsync(s_whenDone);

        await studio.UntilCaughtUpAsync();
        Assert.Equal(20, await api.CountAsync("""{"attribute":"age","op":"eq","value":12}"""));
    }

    private static async Task ReadByMouseAsync(IPage page)
    {
        await UploadAsync(page, Workbook("no mail"));
        var row = page.GetByLabel("Table begins in row");
        await row.FillAsync("4");
        await row.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Kundennr" })).ToBeVisibleAsync();
        await page.PictureAsync("story-import-reading");
        await page.ExpectAccessibleAsync("import, reading");
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on: columns" }).ClickAsync();
    }

    private static async Task TryByMouseAsync(IPage page)
    {
        await page.GetByLabel("Where Mobil goes").SelectOptionAsync("identifier:phone");
        await page.GetByRole(AriaRole.Button, new() { Name = "Changes of the values of Mobil" }).ClickAsync();
        await page.GetByLabel("Add a change…").SelectOptionAsync("phone");
        await page.GetByLabel("Numbers without a country code are from").SelectOptionAsync("DE");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "+4915123456789" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Changes of the values of Mobil" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Changes of the values of Anrede" }).ClickAsync();
        await page.GetByLabel("Add a change…").SelectOptionAsync("values");
        await page.GetByLabel("Values, one per line").FillAsync("Fr. = female\nHr. = male");
        await page.GetByLabel("Values, one per line").PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Cell, new() { Name = "female" })).ToBeVisibleAsync();
        await page.PictureAsync("story-import-steps");
        await page.ExpectAccessibleAsync("import, changes of values");

        await page.GetByRole(AriaRole.Link, new() { Name = "Go on: dry run" }).ClickAsync();
        await ExpectFigureAsync(page, "New", 3);
        await ExpectFigureAsync(page, "Rejected", 1);
        await page.PictureAsync("story-import-dry-run");
        await page.ExpectAccessibleAsync("import, dry run");
    }

    private static async Task ImportMendedByKeyboardAsync(IPage page)
    {
        await UploadAsync(page, Workbook("cleo@example.com"));
        await Expect(page.GetByLabel("Table begins in row")).ToBeVisibleAsync();
        await page.TabToAsync("textbox", "Table begins in row");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("4");
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Kundennr" })).ToBeVisibleAsync();
        await page.TabToAsync("link", "Go on: columns");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("A file with these columns was imported before")).ToBeVisibleAsync();
        await page.TabToAsync("link", "Go on: dry run");
        await page.Keyboard.PressAsync("Enter");
        await ExpectFigureAsync(page, "New", 4);
        await ExpectFigureAsync(page, "Rejected", 0);
        await page.TabToAsync("button", "Import this file");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("4 rows were imported.")).ToBeVisibleAsync(s_whenDone);
    }

    private static async Task UndoByKeyboardAsync(IPage page)
    {
        await page.TabToAsync("button", "Undo this import");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Undo the import of 4 rows?" })).ToBeVisibleAsync();
        await page.TabToAsync("button", "Undo the import");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("This import was undone")).ToBeVisibleAsync(s_whenDone);
    }

    private static async Task UploadAsync(IPage page, byte[] workbook)
    {
        await page.GotoAsync("/sources/import");
        await page.GetByLabel("File to import").SetInputFilesAsync(new FilePayload { Name = "kunden.xlsx", MimeType = SpreadsheetType, Buffer = workbook });
    }

    private static Task ExpectFigureAsync(IPage page, string name, int value) =>
        Expect(page.Locator("dl.counts > div").Filter(new() { Has = page.Locator("dt").GetByText(name, new() { Exact = true }) }).Locator("dd").First).ToHaveTextAsync(
            value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static byte[] Workbook(string cleo)
    {
        using var workbook = new XLWorkbook();
        var sheet = workbook.AddWorksheet("Mai");
        sheet.Cell(1, 1).Value = "Kunden im Mai";
        sheet.Cell(2, 1).Value = "Stand 31.05.";
        string[][] rows =
        [
            ["Kundennr", "E-Mail", "Mobil", "Anrede"], ["K1", "anna@example.com", "0151 23456789", "Fr."], ["K2", "ben@example.com", "+43 664 1234567", "Hr."],
            ["K3", cleo, "", "Fr."], ["K4", "dirk@example.com", "", "Hr."],
        ];
        foreach (var (row, cells) in rows.Index())
        {
            foreach (var (column, cell) in cells.Index()) sheet.Cell(row + 4, column + 1).Value = cell;
        }

        using var stream = new MemoryStream();
        workbook.SaveAs(stream);
        return stream.ToArray();
    }
}
