using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>Typing at a person's pace on a line where every answer is several keys behind: nothing typed is lost or reordered.</summary>
public sealed class TypingStory(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly TimeSpan s_far = TimeSpan.FromMilliseconds(150);

    // There and back, and a search's pause before it tells. What is waited for is that nothing happens, which nothing announces.
    private static readonly float s_settled = (float)(4 * s_far.TotalMilliseconds) + 500;

    [Fact]
    public async Task EveryField_TypedInFasterThanThePageAnswers_HoldsWhatWasTyped()
    {
        await using var studio = await StudioProcess.StartAsync();
        await FillAsync(studio);
        var page = await chromium.OpenAsync(studio.Address);
        await page.DelayCircuitAsync(s_far);
        await page.SignInAsync();

        await page.GotoAsync("/profiles");
        await TypeAsync(page, page.GetByLabel("Find by email"), "customer.7@kilim.example");

        await page.GotoAsync("/segments/new");
        await TypeAsync(page, page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }), "Regulars who went quiet");
        await page.GetByRole(AriaRole.Button, new() { Name = "Attribute", Exact = true }).ClickAsync();
        await TypeAsync(page, page.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" }), "country");
        await page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, page.GetByRole(AriaRole.Combobox, new() { Name = "Value" }), "Germany and Austria");
        await page.GetByRole(AriaRole.Button, new() { Name = "Event", Exact = true }).ClickAsync();
        await TypeAsync(page, page.GetByRole(AriaRole.Combobox, new() { Name = "Event" }), "Order Completed");
        await page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, page.GetByRole(AriaRole.Spinbutton, new() { Name = "Value" }), "1234567");
    }

    [Fact]
    public async Task Page_TypedInAsSoonAsItIsThere_LeavesTheFocusWhereItIs()
    {
        await using var studio = await StudioProcess.StartAsync();
        await FillAsync(studio);
        var page = await chromium.OpenAsync(studio.Address);
        await page.DelayCircuitAsync(s_far);
        await page.SignInAsync();

        await page.GotoAsync("/profiles");
        var search = page.GetByLabel("Find by email");
        await search.FocusAsync();
        await page.WaitForTimeoutAsync(s_settled);

        await Expect(search).ToBeFocusedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Segments" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Segments", Level = 1 })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Name_OfASegment_IsChangedInPlaceByKeyboard()
    {
        await using var studio = await StudioProcess.StartAsync();
        await FillAsync(studio);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();
        await page.GotoAsync("/segments/loyal");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Loyal regulars", Level = 1 })).ToBeVisibleAsync();

        await page.TabToAsync("button", "Rename Loyal regulars");
        await page.Keyboard.PressAsync("Enter");
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = "Name" });
        await Expect(field).ToBeFocusedAsync();
        await page.ExpectAccessibleAsync("segment, its name opened");
        await page.Keyboard.TypeAsync("Mistaken"); // all of the name was chosen, so it is typed over
        await Expect(page.GetByText("Unsaved changes")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Rename Loyal regulars" })).ToBeFocusedAsync();
        await Expect(page.GetByText("Unsaved changes")).ToBeHiddenAsync();

        await page.Keyboard.PressAsync("Enter");
        await Expect(field).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Regulars of the shop");
        await page.PictureAsync("story-rename");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Regulars of the shop", Level = 1 })).ToBeVisibleAsync();
        await page.TabToAsync("button", "Save");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true })).ToBeDisabledAsync();

        await page.GotoAsync("/segments");
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^Regulars of the shop") })).ToBeVisibleAsync();
    }

    // Besides what the field holds in the end, what it held meanwhile is looked at: text may only have grown.
    private static async Task TypeAsync(IPage page, ILocator field, string text)
    {
        await field.FillAsync("");
        await page.WaitForTimeoutAsync(s_settled);
        await field.EvaluateAsync(
            """
            field => {
              field.heldBefore = '';
              field.tookBack = [];
              field.watch = setInterval(() => {
                if (!field.value.startsWith(field.heldBefore)) field.tookBack.push(`${field.heldBefore} became ${field.value}`);
                field.heldBefore = field.value;
              }, 5);
            }
            """);
        await field.PressSequentiallyAsync(text, new() { Delay = 40 });
        await page.WaitForTimeoutAsync(s_settled);

        Assert.Empty(await field.EvaluateAsync<string[]>("field => { clearInterval(field.watch); return field.tookBack; }"));
        Assert.Equal(text, await field.InputValueAsync());
    }

    private static async Task FillAsync(StudioProcess studio)
    {
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Web shop");
        var messages = new JsonArray(
        [
            .. Enumerable.Range(0, 10).Select(person => new JsonObject
            {
                ["type"] = "identify",
                ["userId"] = $"customer-{person}",
                ["traits"] = new JsonObject { ["email"] = $"customer.{person}@kilim.example", ["country"] = "Germany" },
            }),
            new JsonObject { ["type"] = "track", ["userId"] = "customer-1", ["event"] = "Order Completed" },
        ]);
        using var response = await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = messages });
        response.EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();
        var rule = JsonNode.Parse("""{"attribute":"country","op":"in","value":["Germany"]}""");
        await api.SendAsync(
            HttpMethod.Put, "/api/v1/segments/loyal", new JsonObject { ["key"] = "loyal", ["name"] = "Loyal regulars", ["rule"] = rule },
            System.Net.HttpStatusCode.Created);
    }
}
