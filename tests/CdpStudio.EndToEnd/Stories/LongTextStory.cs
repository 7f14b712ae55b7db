using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// 40 KB of text, pasted where people paste them. One message of a circuit has at most 32 KB and a longer one ends it, so a page that
/// still answers afterwards took the text another way.
/// </summary>
public sealed class LongTextStory(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly LocatorAssertionsToBeVisibleOptions s_whenBack = new() { Timeout = 60_000 };
    private static readonly string s_html = $"<h1>Spring</h1>{string.Concat(Enumerable.Repeat("<p>Kilims, \u06af\u0644\u06cc\u0645, \u5730\u6bef</p>", 1_400))}";

    [Fact]
    public async Task Html_OfACampaign_IsKeptUndoneAndSurvivesAServerThatDies()
    {
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(s_html) > 40 * 1024);
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var content = new JsonObject { ["version"] = 1, ["subject"] = "Hello", ["text"] = "Spring is here." };
        var made = await api.SendAsync(HttpMethod.Post, "/api/v1/campaigns", new JsonObject { ["name"] = "Spring", ["content"] = content }, HttpStatusCode.Created);
        var id = made!["id"]!.GetValue<string>();
        var page = await OpenAsync(studio, $"/campaigns/{id}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Write HTML instead" }).ClickAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "HTML" });
        await PasteAsync(page, field, s_html);
        await UntilHtmlAsync(studio, api, id, s_html);

        await page.Keyboard.PressAsync("Control+z");
        await Expect(field).ToHaveValueAsync("");
        await page.Keyboard.PressAsync("Control+y");
        await Expect(field).ToHaveValueAsync(s_html);
        await UntilHtmlAsync(studio, api, id, s_html);
        await page.GetByLabel("Subject").FillAsync("Hello again");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What they see" })).ToContainTextAsync("Hello again");

        // A press on the way out waits for what was typed a moment before.
        await field.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync("<p>Last words</p>");
        await page.GetByRole(AriaRole.Link, new() { Name = "Check and send" }).ClickAsync();
        await UntilHtmlAsync(studio, api, id, s_html + "<p>Last words</p>");
        await page.GetByRole(AriaRole.Link, new() { Name = "Message" }).ClickAsync();
        await Expect(field).ToHaveValueAsync(s_html + "<p>Last words</p>");

        await page.RouteAsync("**/ui/long-texts/**", route => route.AbortAsync());
        await field.PressAsync("Control+End");
        await page.Keyboard.InsertTextAsync("<p>Nobody heard this</p>");
        await Expect(page.GetByText("Not saved yet: the server can\u2019t be reached.")).ToBeVisibleAsync();
        await page.PictureAsync("story-long-text-unreachable");
        await page.ExpectAccessibleAsync("campaign, its HTML not saved yet");
        await studio.KillAsync();
        await page.UnrouteAllAsync();
        await studio.StartAgainAsync();

        // The page loads itself again once the server answers.
        await UntilHtmlAsync(studio, api, id, s_html + "<p>Last words</p><p>Nobody heard this</p>");
        await Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync(s_whenBack);
    }

    [Fact]
    public async Task Html_OfAJourneysMail_IsKeptAndFoundAgain()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var definition = JsonNode.Parse("""{"version":1,"steps":[{"id":"start","kind":"entry","event":"Order Completed"},{"id":"m","kind":"email","content":{"version":1,"subject":"Hi","text":"x"}}],"edges":[{"from":"start","outcome":"next","to":"m"}]}""");
        await api.SendAsync(HttpMethod.Put, "/api/v1/journeys/welcome", new JsonObject { ["name"] = "Welcome", ["definition"] = definition }, HttpStatusCode.Created);
        var page = await OpenAsync(studio, "/journeys/welcome?view=canvas&step=m");

        await page.GetByRole(AriaRole.Button, new() { Name = "Write HTML instead" }).ClickAsync();
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "HTML" });
        await PasteAsync(page, field, s_html);
        await studio.UntilAsync(
            async () => (await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/welcome"))!["definition"]!["steps"]!.AsArray().Any(s => s!["content"]?["html"]?.GetValue<string>() == s_html),
            s_patience, () => studio.HasExited, "save the journey", CancellationToken.None);

        // A step that is longer than one message is chosen anew: it comes in pieces.
        await page.Keyboard.PressAsync("Escape");
        await Expect(field).ToBeHiddenAsync();
        await page.GotoAsync("/journeys/welcome?view=canvas&step=start");
        await page.Locator(".react-flow__node").Filter(new() { HasText = "Hi" }).ClickAsync();
        await Expect(field).ToHaveValueAsync(s_html);
        await page.GetByLabel("Subject").FillAsync("Hi again");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What they see" })).ToContainTextAsync("Hi again");
    }

    [Fact]
    public async Task Rule_AsCode_LongerThanAMessage_IsApplied()
    {
        await using var studio = await StudioProcess.StartAsync();
        var page = await OpenAsync(studio, "/segments/new");
        var values = Enumerable.Range(0, 250).Select(i => $"\"city number {i}{new string('x', 160)}\"");
        var rule = $$"""{"attribute":"city","op":"in","value":[{{string.Join(',', values)}}]}""";
        Assert.True(rule.Length > 40 * 1024);

        await page.GetByRole(AriaRole.Button, new() { Name = "As code" }).ClickAsync();
        await PasteAsync(page, page.GetByRole(AriaRole.Textbox, new() { Name = "Rule as JSON" }), rule);
        await page.GetByRole(AriaRole.Button, new() { Name = "Use this rule" }).ClickAsync();

        await Expect(page.GetByText("city number 0").First).ToBeVisibleAsync(s_whenBack);
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "Rule as JSON" })).ToHaveCountAsync(0);
    }

    private async Task<IPage> OpenAsync(StudioProcess studio, string address)
    {
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        await page.GotoAsync(address);
        return page;
    }

    // As a person does: what was there is chosen and written over by one insertion, which the browser can undo.
    private static async Task PasteAsync(IPage page, ILocator field, string text)
    {
        await field.FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.InsertTextAsync(text);
    }

    private static Task UntilHtmlAsync(StudioProcess studio, StudioApi api, string campaign, string html) => studio.UntilAsync(
        async () => (await api.SendAsync(HttpMethod.Get, $"/api/v1/campaigns/{campaign}"))!["content"]?["html"]?.GetValue<string>() == html,
        s_patience, () => studio.HasExited, "save the HTML", CancellationToken.None);
}
