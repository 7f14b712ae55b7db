using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// A folder is watched from now on: set up by keyboard with the columns of a file that was imported before. Files put into it are taken;
/// one that can't be read says why, is tried again and comes mended.
/// </summary>
public sealed class RecurringStory(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private const string Mapping = """{"kind":"profiles","columns":[{"from":"nr","to":"identifier:user_id"},{"from":"mail","to":"identifier:email"}]}""";

    private static readonly LocatorAssertionsToBeVisibleOptions s_whenTaken = new() { Timeout = 60_000 };
    private static readonly LocatorAssertionsToHaveCountOptions s_whenTriedAgain = new() { Timeout = 60_000 };

    private readonly string _root = Directory.CreateTempSubdirectory("watched-").FullName;

    [Fact]
    public async Task Folder_WatchedFromNowOn_TakesItsFilesAndSaysWhatIsBroken()
    {
        await using var studio = await StudioProcess.StartAsync(new() { ["Recurring__Root"] = _root, ["Recurring__QuietTime"] = "00:00:01" });
        var api = new StudioApi(studio);
        await api.UntilImportedAsync(await api.ImportAsync("example.csv", "nr,mail\nK1,anna@example.com\n"u8.ToArray(), Mapping), TimeSpan.FromSeconds(60));
        Directory.CreateDirectory(Path.Combine(_root, "shop"));
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();

        await SetUpByKeyboardAsync(page);
        Put("people.csv", "nr,mail\nK2,ben@example.com\nK3,cleo@example.com\n");
        Put("broken.csv", "number,mail\nK4,dirk@example.com\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Look now" }).ClickAsync();
        await Expect(Files(page, "people.csv", "Imported")).ToBeVisibleAsync(s_whenTaken);
        await Expect(Files(page, "broken.csv", "Failed")).ToContainTextAsync("can’t be read with these columns");
        await page.PictureAsync("story-recurring");
        await page.ExpectAccessibleAsync("recurring import");

        await TryAgainByKeyboardAsync(page);
        await PauseAndResumeAsync(page);
        await ReadLogAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "people.csv" }).ClickAsync();
        await Expect(page.GetByText("2 rows were imported.")).ToBeVisibleAsync();
        await studio.UntilCaughtUpAsync();
        Assert.Equal(4, await api.CountAsync("""{"all":[]}"""));
        Assert.Equal(["broken.csv", "mended.csv", "people.csv"], Directory.GetFiles(_root, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static async Task SetUpByKeyboardAsync(IPage page)
    {
        await page.GotoAsync("/sources");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Recurring import" })).ToBeVisibleAsync();
        await page.TabToAsync("link", "Recurring import");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Columns as in")).ToBeVisibleAsync();
        await page.TabToAsync("textbox", "Name");
        await page.Keyboard.TypeAsync("Daily export");
        // Past the choice of a kind, which is one stop.
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("shop");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Folder" })).ToHaveValueAsync("shop");
        await page.TabToAsync("select", "Columns as in");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.PictureAsync("story-recurring-new");
        await page.ExpectAccessibleAsync("recurring import, new");
        await page.TabToAsync("button", "Make recurring import");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Daily export", Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByText("No files yet")).ToBeVisibleAsync();
    }

    // Nothing was changed about it, so it fails again; meanwhile somebody has mended a copy.
    private async Task TryAgainByKeyboardAsync(IPage page)
    {
        Put("mended.csv", "nr,mail\nK4,dirk@example.com\n");
        await page.TabToAsync("button", "Try again: broken.csv");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Files(page, "mended.csv", "Imported")).ToBeVisibleAsync(s_whenTaken);
        await Expect(Files(page, "broken.csv", "Failed")).ToHaveCountAsync(2, s_whenTriedAgain);
    }

    private static async Task PauseAndResumeAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Resume" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Look now" })).ToBeDisabledAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Pause" })).ToBeVisibleAsync();
    }

    private static async Task ReadLogAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Log", Exact = true }).ClickAsync();
        await Expect(page.Locator("ol.log")).ToBeAttachedAsync();
        // The panel hears keys once the focus is in it, which is a round trip after it was drawn.
        await Expect(page.Locator("aside.panel h2")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("ol.log")).ToHaveCountAsync(0);
    }

    private static ILocator Files(IPage page, string name, string state) =>
        page.GetByRole(AriaRole.Row).Filter(new() { HasText = name }).Filter(new() { HasText = state });

    private void Put(string name, string text) => File.WriteAllText(Path.Combine(_root, "shop", name), text);
}
