using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>Two people draw on one draft, or a program writes it while somebody draws: whoever comes second sees both sides and chooses, and undo brings back what was given up.</summary>
public sealed class TwoHandsStory(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Path = "/journeys/shared?view=canvas";

    [Fact]
    public async Task Draft_DrawnByTwoAtOnce_LosesNothingUnsaid()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        await PutAsync(api, "2d");
        var (first, second) = (await OpenAsync(studio), await OpenAsync(studio));

        await AddAsync(first, "Add a step after Welcome", "Email");
        await ExpectSavedAsync(first);
        await AddAsync(second, "Add a step after 2 days", "Split by rule");

        var clash = second.Locator("dialog.j-clash");
        await Expect(clash.GetByRole(AriaRole.Heading, new() { Level = 2 })).ToContainTextAsync("changed this draft at the same time");
        await Expect(clash.Locator("section").Nth(0)).ToContainTextAsync("Added: Rule still to be drawn");
        await Expect(clash.Locator("section").Nth(1)).ToContainTextAsync("Added: Email");
        await Expect(second.GetByText("Not saved: two drafts stand against each other")).ToBeVisibleAsync();
        await second.PictureAsync("story-journey-clash");
        await second.ExpectAccessibleAsync("journey, two drafts");

        // Nobody gets past it without choosing, and a reload forgets neither side.
        await second.Keyboard.PressAsync("Escape");
        await Expect(clash).ToBeVisibleAsync();
        await second.ReloadAsync();
        await Expect(clash.Locator("section").Nth(0)).ToContainTextAsync("Added: Rule still to be drawn");

        await clash.GetByRole(AriaRole.Button, new() { Name = "Keep mine" }).ClickAsync();
        await ExpectSavedAsync(second);
        Assert.Equal(["branch", "entry", "exit", "wait"], await KindsAsync(api));

        // The first one had not heard of it, and gives up now; undo has what was given up.
        await AddAsync(first, "Add a step after 2 days", "Wait");
        await first.Locator("dialog.j-clash").GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Expect(first.Locator(".j-card")).ToHaveCountAsync(4);
        await ExpectSavedAsync(first);
        await first.GetByRole(AriaRole.Button, new() { Name = "Undo: take the other draft" }).ClickAsync();
        await Expect(first.Locator(".j-card")).ToHaveCountAsync(5);
        await ExpectSavedAsync(first);
        Assert.Equal(["email", "entry", "exit", "wait", "wait"], await KindsAsync(api));
    }

    [Fact]
    public async Task Draft_WrittenByAProgramMeanwhile_IsNotDrawnOverUnsaid()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        await PutAsync(api, "2d");
        var page = await OpenAsync(studio);

        await PutAsync(api, "5d");
        await AddAsync(page, "Add a step after Welcome", "Email");

        var clash = page.Locator("dialog.j-clash");
        await Expect(clash.Locator("section").Nth(0)).ToContainTextAsync("Added: Email");
        await Expect(clash.Locator("section").Nth(1)).ToContainTextAsync("Changed: 5 days");
        Assert.Equal("5d", await WaitAsync(api));

        await clash.GetByRole(AriaRole.Button, new() { Name = "Take theirs" }).ClickAsync();
        await Expect(page.Locator(".react-flow__node[data-id=w]")).ToContainTextAsync("5 days");
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(3);
        await ExpectSavedAsync(page);

        // The program says which version it saw, so it draws over nobody either.
        var version = (int)(await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/shared"))!["version"]!;
        await AddAsync(page, "Add a step after Welcome", "Email");
        await ExpectSavedAsync(page);
        var refused = await api.SendAsync(HttpMethod.Put, "/api/v1/journeys/shared", Body("9d", version), System.Net.HttpStatusCode.Conflict);
        Assert.Contains(refused!["present"]!["definition"]!["steps"]!.AsArray(), s => (string)s!["kind"]! == "email");
    }

    private async Task<IPage> OpenAsync(StudioProcess studio)
    {
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        await page.GotoAsync(Path);
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(3);
        return page;
    }

    private static async Task AddAsync(IPage page, string place, string kind)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = place }).ClickAsync();
        await page.GetByRole(AriaRole.Menu, new() { Name = "Add a step here" }).GetByRole(AriaRole.Menuitem, new() { Name = kind }).ClickAsync();
    }

    private static Task ExpectSavedAsync(IPage page) => Expect(page.GetByText("All changes saved")).ToBeVisibleAsync();

    private static async Task PutAsync(StudioApi api, string wait)
    {
        var exists = (await api.SendAsync(HttpMethod.Get, "/api/v1/journeys"))!["items"]!.AsArray().Count > 0;
        await api.SendAsync(HttpMethod.Put, "/api/v1/journeys/shared", Body(wait), exists ? System.Net.HttpStatusCode.OK : System.Net.HttpStatusCode.Created);
    }

    private static JsonObject Body(string wait, int? version = null)
    {
        var definition = JsonNode.Parse(
            $$"""
            {"version":1,"steps":[{"id":"start","kind":"entry","name":"Welcome","event":"Signed Up"},{"id":"w","kind":"wait","for":"{{wait}}"},{"id":"end","kind":"exit"}],
             "edges":[{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"end"}]}
            """);
        var body = new JsonObject { ["name"] = "Shared", ["definition"] = definition };
        if (version is { } seen) body["version"] = seen;
        return body;
    }

    private static async Task<IEnumerable<string>> KindsAsync(StudioApi api) =>
        (await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/shared"))!["definition"]!["steps"]!.AsArray().Select(s => (string)s!["kind"]!).Order(StringComparer.Ordinal);

    private static async Task<string> WaitAsync(StudioApi api) =>
        (string)(await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/shared"))!["definition"]!["steps"]!.AsArray().Single(s => (string)s!["id"]! == "w")!["for"]!;
}
