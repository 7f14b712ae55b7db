using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>What somebody left half drawn is there again, and a journey that was wrong can be stopped with everybody in it.</summary>
public sealed class JourneyCareStory(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Branch_LeftHalfDrawn_IsThereAgainAndLeadsToItsField()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Web shop");
        (await api.TrackAsync(writeKey, "/v1/track", new JsonObject { ["userId"] = "ann", ["event"] = "Signed Up" })).EnsureSuccessStatusCode();
        (await api.TrackAsync(writeKey, "/v1/identify", new JsonObject { ["userId"] = "ann", ["traits"] = new JsonObject { ["country"] = "Germany" } })).EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();
        await PutAsync(
            api,
            """[{"id":"start","kind":"entry","event":"Signed Up"},{"id":"b","kind":"branch","name":"From here?"},{"id":"end","kind":"exit"}]""",
            """[{"from":"start","outcome":"next","to":"b"},{"from":"b","outcome":"yes","to":"end"},{"from":"b","outcome":"no","to":"end"}]""");
        var page = await OpenAsync(studio);
        await page.Locator(".react-flow__node[data-id=b]").ClickAsync();
        await page.Locator(".panel").GetByRole(AriaRole.Button, new() { Name = "Attribute", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" }).FillAsync("country");

        // Left by the key that closes, with the name not even confirmed.
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".panel")).ToHaveCountAsync(0);
        await Expect(page.Locator(".react-flow__node[data-id=b] .j-badge.bad")).ToBeVisibleAsync();
        await Expect(page.GetByText("All changes saved")).ToBeVisibleAsync();
        await page.ReloadAsync();

        await LeadAsync(page);
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" })).ToHaveValueAsync("country");
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Value" })).ToBeFocusedAsync();
        await page.PictureAsync("story-journey-half-drawn");
        await page.ExpectAccessibleAsync("journey, half-drawn rule");

        await page.GetByRole(AriaRole.Button, new() { Name = "Publish version 1" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Value" })).ToBeFocusedAsync();
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Expect(page.GetByText("Version 1 live")).ToHaveCountAsync(0);

        // The outline shows and mends the same.
        await page.GotoAsync("/journeys/careful?view=outline");
        await LeadAsync(page);
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Value" }).FillAsync("Germany");
        await Expect(page.Locator("summary[aria-label^='1 error']")).ToHaveCountAsync(0);
        await Expect(page.GetByText("All changes saved")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Journey_StoppedWithPeopleInside_TakesThemOutAndSaysSo()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        await PutAsync(
            api,
            """[{"id":"start","kind":"entry","event":"Signed Up"},{"id":"w","kind":"wait","for":"9d"},{"id":"end","kind":"exit"}]""",
            """[{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"end"}]""");
        await api.SendAsync(HttpMethod.Post, "/api/v1/journeys/careful/publish");
        var writeKey = await api.CreateSourceAsync("Web shop");
        foreach (var person in new[] { "ann", "bea", "cem" })
            (await api.TrackAsync(writeKey, "/v1/track", new JsonObject { ["userId"] = person, ["event"] = "Signed Up" })).EnsureSuccessStatusCode();
        var page = await OpenAsync(studio);
        await Expect(page.Locator(".react-flow__node[data-id=w]")).ToContainTextAsync("3 waiting", new() { Timeout = 30_000 });

        await page.Locator("summary[aria-label=More]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Stop: take everybody out" }).ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await Expect(dialog).ToContainTextAsync("3 people are inside and leave at once");
        await Expect(dialog).ToContainTextAsync("0 mails are planned");
        await page.PictureAsync("story-journey-stop");
        await page.ExpectAccessibleAsync("journey, stop");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Stop: take everybody out" }).ClickAsync();

        await Expect(page.GetByText("Version 1 closed")).ToBeVisibleAsync();
        await Expect(page.Locator(".react-flow__node[data-id=w]")).Not.ToContainTextAsync("waiting", new() { Timeout = 30_000 });
        await Expect(page.GetByText("Everybody is being taken out. Wait")).ToHaveCountAsync(0);
        var profile = (long)(await api.SendAsync(HttpMethod.Get, "/api/v1/profiles?identifier=user_id:ann"))!["id"]!;
        await page.GotoAsync($"/profiles/{profile}");
        await Expect(page.Locator("details.walk")).ToContainTextAsync("Taken out: the journey was stopped.");
    }

    private static async Task LeadAsync(IPage page)
    {
        await page.Locator("summary[aria-label^='1 error']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "A line of the rule is unfinished" }).ClickAsync();
    }

    private async Task<IPage> OpenAsync(StudioProcess studio)
    {
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        await page.GotoAsync("/journeys/careful?view=canvas");
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(3);
        return page;
    }

    private static Task PutAsync(StudioApi api, string steps, string edges) => api.SendAsync(
        HttpMethod.Put,
        "/api/v1/journeys/careful",
        new JsonObject { ["name"] = "Careful", ["definition"] = new JsonObject { ["version"] = 1, ["steps"] = JsonNode.Parse(steps), ["edges"] = JsonNode.Parse(edges) } },
        HttpStatusCode.Created);
}
