using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// Journeys as they are drawn: five steps by keyboard alone, a step dragged from the palette and taken back, settings beside the canvas,
/// a rehearsal, a version published, people counted; then the same draft as an outline. Whatever was drawn is there after a reload.
/// </summary>
public sealed class JourneyStory(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Journey_DrawnByKeyboard_IsSavedAndUndone()
    {
        await using var studio = await StudioProcess.StartAsync();
        var page = await OpenAsync(studio);

        await CreateAsync(page, "By keyboard", "Empty");
        await AddByKeyboardAsync(page, "Starts with", "Email");
        await AddByKeyboardAsync(page, "Email", "Wait");
        await AddByKeyboardAsync(page, "Wait", "Split by rule");
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(5);
        await ExpectSavedAsync(page);
        await page.PictureAsync("story-journey-keyboard");
        await page.ExpectAccessibleAsync("journey, drawn by keyboard");

        // The settings by keyboard: Enter opens them, Escape closes them.
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of" })).ToBeVisibleAsync();
        await Expect(page.Locator(".panel > header h2")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".panel")).ToHaveCountAsync(0);

        await page.Locator(".react-flow__node").Filter(new() { HasText = "1 day" }).FocusAsync();
        await page.Keyboard.PressAsync("Delete");
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(4);
        await page.Keyboard.PressAsync("Control+z");
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(5);
        await page.Keyboard.PressAsync("Control+y");
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(4);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: delete" }).ClickAsync();
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(5);

        await ExpectSavedAsync(page);
        // What cannot be published is not asked about: the first error is shown instead.
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish version 1" }).ClickAsync();
        await Expect(page.GetByText("There are errors left. Mend them first.")).ToBeVisibleAsync();
        await Expect(page.Locator(".panel :focus")).ToHaveCountAsync(1);
        await Expect(page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(5);
        await Expect(page.Locator(".react-flow__edge")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Journey_DrawnByMouse_IsRehearsedPublishedAndCounted()
    {
        await using var studio = await StudioProcess.StartAsync();
        await FillAsync(studio);
        var page = await OpenAsync(studio);

        await CreateAsync(page, "Win back", "Win back");
        await DragAsync(page);
        await SettleStepsAsync(page);
        await RehearseAsync(page);
        await PublishAsync(page);
        await OutlineAsync(page);
    }

    private async Task<IPage> OpenAsync(StudioProcess studio)
    {
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        return page;
    }

    private static async Task CreateAsync(IPage page, string name, string template)
    {
        await page.GotoAsync("/journeys");
        await page.GetByRole(AriaRole.Link, new() { Name = "New journey" }).First.ClickAsync();
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByRole(AriaRole.Radio, new() { Name = template }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(page.Locator(".j-card").First).ToBeVisibleAsync();
    }

    /// <summary>Plus on the step that has the focus, the kind by its first letters' place in the menu, Enter.</summary>
    private static async Task AddByKeyboardAsync(IPage page, string after, string kind)
    {
        var node = page.Locator(".react-flow__node").Filter(new() { HasText = after }).First;
        if (!await node.EvaluateAsync<bool>("n => n === document.activeElement")) await TabToNodeAsync(page, after);
        var before = await page.Locator(".j-card").CountAsync();
        await page.Keyboard.PressAsync("+");
        var menu = page.GetByRole(AriaRole.Menu, new() { Name = "Add a step here" });
        await Expect(menu).ToBeVisibleAsync();
        while (!await menu.GetByRole(AriaRole.Menuitem, new() { Name = kind }).EvaluateAsync<bool>("i => i === document.activeElement"))
            await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(before + 1);
        await Expect(page.Locator(".react-flow__node:focus")).ToContainTextAsync(kind == "Split by rule" ? "Split" : kind);
    }

    private static async Task TabToNodeAsync(IPage page, string text)
    {
        for (var press = 0; press < 60; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("text => document.activeElement.matches('.react-flow__node') && document.activeElement.innerText.includes(text)", text)) return;
        }

        throw new InvalidOperationException($"Tab never reached the step '{text}'.");
    }

    private static Task ExpectSavedAsync(IPage page) => Expect(page.GetByText("All changes saved")).ToBeVisibleAsync();

    private static async Task DragAsync(IPage page)
    {
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(6);
        await page.GetByRole(AriaRole.Button, new() { Name = "Wait", Exact = true })
            .DragToAsync(page.GetByRole(AriaRole.Button, new() { Name = "Add a step after We have not seen you for a while" }));
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(7);
        await Expect(page.Locator(".react-flow__edge")).ToHaveCountAsync(7);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo: add 1 day" }).ClickAsync();
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(6);
    }

    private static async Task SettleStepsAsync(IPage page)
    {
        // A problem leads to where it is mended.
        await page.Locator("summary[aria-label^='2 errors']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Choose what lets people in" }).ClickAsync();
        await page.GetByLabel("Whoever enters a segment").CheckAsync();
        await page.GetByLabel("Segment", new() { Exact = true }).SelectOptionAsync("loyal");
        await page.GetByLabel("Also those who are in it already").CheckAsync();

        await page.Locator(".react-flow__node[data-id=back]").ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Came back?" });
        await panel.GetByRole(AriaRole.Button, new() { Name = "Attribute", Exact = true }).ClickAsync();
        await panel.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" }).PressSequentiallyAsync("coun");
        await panel.GetByRole(AriaRole.Option, new() { Name = "country" }).ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" })).ToHaveValueAsync("country");
        await panel.GetByRole(AriaRole.Combobox, new() { Name = "Value" }).PressSequentiallyAsync("Germany");
        await Expect(panel.GetByRole(AriaRole.Combobox, new() { Name = "Value" })).ToHaveValueAsync("Germany");
        await Expect(panel.GetByRole(AriaRole.Region, new() { Name = "How many people" })).ToContainTextAsync("5 people");
        await page.ExpectAccessibleAsync("journey, rule");

        await page.Locator(".react-flow__node[data-id=missed]").ClickAsync();
        var mail = page.Locator(".panel"); // its name follows the subject
        await mail.GetByLabel("Subject").FillAsync("We miss you, ");
        await mail.GetByText("Insert a value").ClickAsync();
        await mail.GetByLabel("What stands there when somebody has no value").FillAsync("friend");
        await mail.Locator("button[data-inserts=firstName]").ClickAsync();
        await Expect(mail.GetByLabel("Subject")).ToHaveValueAsync("We miss you, {{firstName|friend}}");
        await Expect(mail.GetByRole(AriaRole.Region, new() { Name = "What they see" })).ToContainTextAsync("We miss you, friend");
        await page.PictureAsync("story-journey-mail");
        await page.ExpectAccessibleAsync("journey, mail");
        await Expect(page.GetByText("Ready to publish")).ToBeVisibleAsync();
        await mail.GetByRole(AriaRole.Button, new() { Name = "Close the settings" }).ClickAsync();
    }

    private static async Task RehearseAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Simulate" }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Simulate" });
        await panel.GetByRole(AriaRole.Combobox, new() { Name = "Who walks" }).FillAsync("customer.1@kilim.example");
        await page.Keyboard.PressAsync("Enter");
        await Expect(panel.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "whose country is Germany" }).First).ToContainTextAsync("Türkiye");
        await Expect(panel.GetByText("The end is reached.")).ToBeVisibleAsync();
        await Expect(panel.GetByText("Would be sent to customer.1@kilim.example.").First).ToBeVisibleAsync();
        await Expect(page.Locator(".j-card.walked")).ToHaveCountAsync(6);
        await page.PictureAsync("story-journey-simulate");
        await page.ExpectAccessibleAsync("journey, simulation");
        await panel.GetByRole(AriaRole.Button, new() { Name = "End the simulation" }).ClickAsync();
        await Expect(page.Locator(".j-card.walked")).ToHaveCountAsync(0);
    }

    private static async Task PublishAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish version 1" }).ClickAsync();
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Publish version 1" }).ClickAsync();
        await Expect(page.GetByText("Version 1 live")).ToBeVisibleAsync();
        // Ten loyal people come in, and the numbers follow by themselves.
        await Expect(page.Locator(".react-flow__node[data-id=week]")).ToContainTextAsync("10 waiting", new() { Timeout = 30_000 });
        await page.PictureAsync("story-journey-numbers");
        await Expect(page.GetByText("Same as version 1")).ToBeVisibleAsync();
        await page.SetViewportSizeAsync(390, 844);
        await page.PictureAsync("story-journey-numbers.390");
        await page.ExpectNoSidewaysScrollAsync("journey, numbers on a phone");
        await page.SetViewportSizeAsync(1440, 900);

        await page.Locator(".react-flow__node[data-id=week]").ClickAsync();
        await page.GetByRole(AriaRole.Definition).GetByRole(AriaRole.Link, new() { Name = "10" }).Last.ClickAsync();
        await page.Locator(".panel a[href^='/profiles/']").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/profiles/"));
        await Expect(page.Locator("details.walk")).ToContainTextAsync("7 days");
        await page.ExpectAccessibleAsync("profile, inside a journey");
    }

    private static async Task OutlineAsync(IPage page)
    {
        await page.GotoAsync("/journeys/win-back?view=outline");
        var outline = page.GetByRole(AriaRole.Region, new() { Name = "Outline" });
        await Expect(outline.GetByRole(AriaRole.Button, new() { Name = "Wait 7 days" })).ToBeVisibleAsync();
        await page.ExpectAccessibleAsync("journey, outline");

        await outline.Locator("summary[aria-label='Add, move or delete: 7 days']").ClickAsync();
        await outline.Locator("details[open]").GetByRole(AriaRole.Button, new() { Name = "Wait", Exact = true }).ClickAsync();
        await Expect(outline.GetByRole(AriaRole.Button, new() { Name = "Wait 1 day" })).ToBeVisibleAsync();
        await outline.Locator("summary[aria-label='Add, move or delete: 1 day']").ClickAsync();
        await outline.Locator("details[open]").GetByRole(AriaRole.Button, new() { Name = "Move up" }).ClickAsync();
        // Without a mouse: the focus stays with the step, its settings are one key away and Escape leads back.
        var moved = outline.GetByRole(AriaRole.Button, new() { Name = "Wait 1 day" });
        await Expect(moved).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".panel > header h2")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".panel")).ToHaveCountAsync(0);
        await Expect(moved).ToBeFocusedAsync();
        await ExpectSavedAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Canvas" }).ClickAsync();
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(7);
        await Expect(page.GetByText("Draft of version 2")).ToBeVisibleAsync();
        await Expect(page.Locator(".j-card.new")).ToContainTextAsync("1 day");
        await CopyAsync(page);
    }

    /// <summary>From list to list, so that the page stays: what is drawn in the copy must not reach the original.</summary>
    private static async Task CopyAsync(IPage page)
    {
        var outline = page.GetByRole(AriaRole.Region, new() { Name = "Outline" });
        await page.GotoAsync("/journeys/win-back?view=outline");
        await page.Locator(".bar summary[aria-label=More]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a copy" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/journeys/copy-of-win-back"));
        await Expect(page.GetByText("Draft", new() { Exact = true })).ToBeVisibleAsync();
        await outline.Locator("summary[aria-label='Add, move or delete: 1 day']").ClickAsync();
        await outline.Locator("details[open]").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(outline.GetByRole(AriaRole.Button, new() { Name = "Wait 1 day" })).ToHaveCountAsync(0);
        await ExpectSavedAsync(page);

        await page.GotoAsync("/journeys/win-back?view=outline");
        await Expect(outline.GetByRole(AriaRole.Button, new() { Name = "Wait 1 day" })).ToBeVisibleAsync();
    }

    private static async Task FillAsync(StudioProcess studio)
    {
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Web shop");
        var messages = new JsonArray();
        for (var person = 0; person < 20; person++)
        {
            messages.Add(new JsonObject
            {
                ["type"] = "identify",
                ["userId"] = $"customer-{person}",
                ["traits"] = new JsonObject
                {
                    ["firstName"] = "Ann", ["email"] = $"customer.{person}@kilim.example",
                    ["country"] = (person % 4) switch { 0 => "Germany", 1 => "Türkiye", _ => "Iran" },
                },
            });
        }

        using var response = await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = messages });
        response.EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();
        var rule = JsonNode.Parse("""{"all":[{"attribute":"country","op":"in","value":["Germany","Türkiye"]}]}""");
        await api.SendAsync(HttpMethod.Put, "/api/v1/segments/loyal", new JsonObject { ["key"] = "loyal", ["name"] = "Loyal regulars", ["rule"] = rule }, HttpStatusCode.Created);
    }
}
