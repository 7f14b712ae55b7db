using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>An app sent dates as people write them. What it sent is found, repaired by a rule and counted: by mouse, then by keyboard.</summary>
public sealed class QuarantineStory(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly LocatorAssertionsToBeVisibleOptions s_whenReplayed = new() { Timeout = 60_000 };

    [Fact]
    public async Task Quarantine_OfABatchWithWrongDates_IsRepairedReplayedAndCounted()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Web shop");
        var batch = new JsonArray(Paid("m1", "05.02.2026 10:30"), Paid("m2", "06.02.2026 11:45"), Paid("m3", "soon"), Paid("m4", "2026-02-07T10:00:00Z"));
        (await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = batch })).EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();
        var source = (await api.SendAsync(HttpMethod.Get, "/api/v1/sources"))!["items"]!.AsArray().Single(s => s!["name"]!.GetValue<string>() == "Web shop")!["id"]!.GetValue<int>();
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();

        await page.GotoAsync($"/sources/{source}");
        await ExpectFigureAsync(page, "In quarantine", 3);
        await page.GetByRole(AriaRole.Link, new() { Name = "Show the quarantine" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Unreadable time" }).First.ClickAsync();
        // A row that is pressed before the list is the chosen one's leads to a message among all of them.
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Repair all 3" })).ToBeVisibleAsync(s_whenReplayed);
        await page.Locator("tbody a").First.ClickAsync();
        await Expect(page.Locator("aside mark")).ToContainTextAsync("soon");
        await page.PictureAsync("story-quarantine-message");
        await page.ExpectAccessibleAsync("quarantine, message");
        await page.Locator("aside.panel > header button").ClickAsync();
        await Expect(page.Locator("aside.panel")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Link, new() { Name = "Repair all 3" }).ClickAsync();
        await page.GetByLabel("Form").FillAsync("dd.MM.yyyy HH:mm");
        await page.GetByLabel("Time zone").FillAsync("Europe/Berlin");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(page.GetByText("2 messages would be accepted")).ToBeVisibleAsync();
        await Expect(page.GetByText("2026-02-06T10:45:00")).ToBeVisibleAsync();
        await page.PictureAsync("story-quarantine-preview");
        await page.ExpectAccessibleAsync("quarantine, preview");
        await page.GetByRole(AriaRole.Button, new() { Name = "Repair and replay 3 messages" }).ClickAsync();
        await Expect(page.Locator(".chip").GetByText("Done")).ToBeVisibleAsync(s_whenReplayed);
        await page.PictureAsync("story-quarantine-done");
        await page.ExpectAccessibleAsync("quarantine, done");

        await page.GotoAsync($"/sources/{source}");
        await ExpectFigureAsync(page, "In quarantine", 1);
        await ExpectFigureAsync(page, "Stored", 3);
        await ExpectFigureAsync(page, "Received", 4);

        await RepairTheLastByKeyboardAsync(page, source);
        await page.GotoAsync($"/sources/{source}");
        await ExpectFigureAsync(page, "In quarantine", 0);
        await ExpectFigureAsync(page, "Stored", 4);
        await studio.UntilCaughtUpAsync();
        Assert.Equal(1, await api.CountAsync("""{"event":"Paid","op":"eq","value":4}"""));
    }

    [Fact]
    public async Task Quarantine_OnAPhoneFromRightToLeft_FitsAndIsAccessible()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Web shop");
        (await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = new JsonArray(Paid("m1", "05.02.2026 10:30"), Paid("m2", "soon")) })).EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();
        var page = await chromium.OpenAsync(studio.Address, Screen.Phone);
        await page.SignInAsync();
        await page.ChooseLanguageAsync("fa");

        foreach (var (name, address) in new[]
        {
            ("list", "/quarantine?reason=BadTimestamp"), ("message", "/quarantine?message=1"), ("repair", "/quarantine/repair?reason=BadTimestamp"),
            ("history", "/quarantine/repairs"),
        })
        {
            await page.GotoAsync(address);
            await page.UntilStillAsync();
            await page.PictureAsync($"story-quarantine-{name}-fa");
            await page.ExpectAccessibleAsync($"quarantine, {name}, fa");
            await page.ExpectNoSidewaysScrollAsync($"quarantine, {name}, fa");
        }

        await page.GotoAsync("/quarantine/repair?reason=BadTimestamp");
        await page.UntilStillAsync();
        await page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".sample").First).ToBeVisibleAsync();
        await page.PictureAsync("story-quarantine-preview-fa");
        await page.ExpectAccessibleAsync("quarantine, preview, fa");
        await page.ExpectNoSidewaysScrollAsync("quarantine, preview, fa");
    }

    private static async Task RepairTheLastByKeyboardAsync(IPage page, int source)
    {
        await page.GotoAsync($"/quarantine?source={source}&reason=NotRepaired");
        await page.UntilStillAsync();
        await page.TabToAsync("link", "Repair all 1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Repair", Level = 1 })).ToBeVisibleAsync();
        await page.TabToAsync("select", "What to do");
        await page.Keyboard.TypeAsync("Drop");
        await page.TabToAsync("textbox", "Field");
        await page.Keyboard.TypeAsync("timestamp");
        await page.TabToAsync("button", "Preview");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("1 message would be accepted")).ToBeVisibleAsync();
        await page.TabToAsync("button", "Repair and replay 1 message");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".chip").GetByText("Done")).ToBeVisibleAsync(s_whenReplayed);
    }

    private static Task ExpectFigureAsync(IPage page, string name, int value) =>
        Expect(page.Locator("dl.figures > div").Filter(new() { Has = page.GetByText(name, new() { Exact = true }) }).Locator("dd")).ToHaveTextAsync(
            value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static JsonObject Paid(string id, string timestamp) => new()
    {
        ["type"] = "track", ["messageId"] = id, ["userId"] = "ann", ["event"] = "Paid", ["timestamp"] = timestamp,
    };
}
