using System.Globalization;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Files;
using CdpStudio.EndToEnd.Running;
using ClosedXML.Excel;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// A first day in one go: the first administrator, a file of customers with bad rows, one customer looked up, a segment drawn by
/// mouse and another by keyboard, and its people as an Excel file.
/// </summary>
public sealed class FirstDayStory(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly LocatorAssertionsToBeVisibleOptions s_whenImported = new() { Timeout = 60_000 };

    [Fact]
    public async Task FirstDay_FromNothing_ToPeopleInExcel()
    {
        await using var studio = await StudioProcess.StartAsync(bootstrap: false);
        var page = await chromium.OpenAsync(studio.Address);
        await page.MakeFirstAdministratorAsync(studio);

        await ImportAsync(page);
        await FindProfileAsync(page);
        await DrawByMouseAsync(page);
        await TakeAsExcelAsync(page);
        await DrawByKeyboardAsync(page);
    }

    private static async Task ImportAsync(IPage page)
    {
        await page.GotoAsync("/sources/import");
        await page.GetByLabel("File to import").SetInputFilesAsync(
            new FilePayload { Name = "kunden.csv", MimeType = "text/csv", Buffer = CustomersCsv.Bytes() });
        await page.GetByRole(AriaRole.Link, new() { Name = "Go on: columns" }).ClickAsync();
        await page.GetByLabel("Where Kundennr goes").SelectOptionAsync("identifier:user_id");
        await page.PictureAsync("story-import-columns");
        await page.ExpectAccessibleAsync("import, columns");
        await page.GetByRole(AriaRole.Button, new() { Name = "Import this file" }).ClickAsync();

        await Expect(page.GetByText($"{Shown(CustomersCsv.Rows - CustomersCsv.Bad)} rows were imported.")).ToBeVisibleAsync(s_whenImported);
        await Expect(page.GetByText($"{Shown(CustomersCsv.Bad)} rows were rejected:")).ToBeVisibleAsync();
        await page.PictureAsync("story-import-result");
        await page.ExpectAccessibleAsync("import, result");
        var rejects = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = $"Download {CustomersCsv.Bad} rejected rows" }).ClickAsync());
        var lines = await File.ReadAllTextAsync(await rejects.PathAsync());
        Assert.StartsWith(CustomersCsv.Header, lines.TrimStart('\uFEFF').Replace(',', ';'), StringComparison.Ordinal);
    }

    private static async Task FindProfileAsync(IPage page)
    {
        await page.GotoAsync("/profiles");
        await page.GetByLabel("Find by email, phone, name, order number or any other identifier").PressSequentiallyAsync(CustomersCsv.Email(17));
        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await page.Locator("tbody a").First.ClickAsync();
        await Expect(page.GetByText(CustomersCsv.Number(17), new() { Exact = true }).First).ToBeVisibleAsync();
        await page.PictureAsync("story-profile");
    }

    private static async Task DrawByMouseAsync(IPage page)
    {
        await page.GotoAsync("/segments");
        await page.GetByRole(AriaRole.Link, new() { Name = "New segment" }).First.ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Viet Nam");
        await page.GetByRole(AriaRole.Button, new() { Name = "Attribute", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" }).PressSequentiallyAsync("coun");
        await page.GetByRole(AriaRole.Option, new() { Name = "country" }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Value" }).PressSequentiallyAsync("VN");
        await ExpectCountAsync(page, CustomersCsv.GoodIn("VN"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/segments/viet-nam"));
        await page.PictureAsync("story-segment");

        await page.GetByLabel("Email or other identifier").FillAsync(CustomersCsv.Email(17));
        await page.Locator(".hits button").First.ClickAsync();
        await Expect(page.GetByText(CustomersCsv.Country(17) == "VN" ? " is in." : " is not in.")).ToBeVisibleAsync();
        await Expect(page.GetByText("The rule asks for people")).ToBeVisibleAsync();
        await page.PictureAsync("story-person-check");
        await page.ExpectAccessibleAsync("segment, somebody asked about");
    }

    private static async Task TakeAsExcelAsync(IPage page)
    {
        await page.GotoAsync("/segments/viet-nam?tab=people");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Excel file" }).ClickAsync());
        var copy = Path.ChangeExtension(Path.GetTempFileName(), ".xlsx");
        await download.SaveAsAsync(copy);
        try
        {
            using var workbook = new XLWorkbook(copy);
            var people = workbook.Worksheet("People");
            Assert.Equal(CustomersCsv.GoodIn("VN") + 1, people.LastRowUsed().RowNumber());
            Assert.True(people.SheetView.SplitRow == 1, "the heading is not frozen");
            var about = string.Join('\n', workbook.Worksheet("About").CellsUsed().Select(c => c.GetString()));
            Assert.Contains("country", about, StringComparison.Ordinal);
            Assert.Contains("UTC", about, StringComparison.Ordinal);
            Assert.Contains("Ada Lovelace", about, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task DrawByKeyboardAsync(IPage page)
    {
        await page.GotoAsync("/segments/new");
        await Expect(page.GetByLabel("Name", new() { Exact = true })).ToBeVisibleAsync();
        await page.TabToAsync("textbox", "Name");
        await page.Keyboard.TypeAsync("Turkey");
        await page.TabToAsync("button", "Attribute");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("country");
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("combobox", "Value");
        await page.Keyboard.TypeAsync("TR");
        await ExpectCountAsync(page, CustomersCsv.GoodIn("TR"));
        await page.TabToAsync("button", "Save");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/segments/turkey"));
    }

    private static Task ExpectCountAsync(IPage page, int count) =>
        Expect(page.GetByRole(AriaRole.Region, new() { Name = "How many people" })).ToContainTextAsync($"{Shown(count)} people");

    private static string Shown(int count) => count.ToString("N0", CultureInfo.GetCultureInfo("en-GB"));
}
