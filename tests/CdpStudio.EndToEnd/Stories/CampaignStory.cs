using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using ClosedXML.Excel;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// A first campaign in one go: written, looked at as somebody, sent now, taken back, sent again and started at once; the mail trap has
/// everybody's mail once, the report adds up, and the process may be killed in between.
/// </summary>
public sealed partial class CampaignStory(Chromium chromium) : IClassFixture<Chromium>
{
    private const int People = 60;
    private const int WithoutAddress = 3;

    private static readonly LocatorAssertionsToBeVisibleOptions s_whenSent = new() { Timeout = 60_000 };

    [Fact]
    public async Task Campaign_WrittenAndSent_ReachesEverybodyOnce()
    {
        await using var studio = await StudioProcess.StartAsync();
        await FillAsync(studio);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();

        await WriteAsync(page);
        await ChooseAudienceAsync(page);
        await SendAndTakeBackAsync(page);
        await SendAsync(page);
        await CheckTrapAsync(page);
    }

    // The audience is being written down when the process dies; what comes back goes on with the same people.
    [Theory]
    [InlineData("campaign.planned_chunk:kill@1")]
    [InlineData("campaign.planned:kill@1")]
    public async Task Campaign_KilledWhilePlanning_ReachesEverybodyOnce(string failpoint)
    {
        await using var studio = await StudioProcess.StartAsync(new() { ["CDP_FAILPOINTS"] = failpoint });
        await FillAsync(studio);
        var api = new StudioApi(studio);
        var content = new JsonObject { ["version"] = 1, ["subject"] = "Hello {{firstName|there}}", ["text"] = "Spring is here." };
        var audience = new JsonObject { ["version"] = 1, ["segment"] = "everybody" };
        var made = await api.SendAsync(
            HttpMethod.Post, "/api/v1/campaigns", new JsonObject { ["name"] = "Spring", ["content"] = content, ["audience"] = audience }, HttpStatusCode.Created);
        var path = $"/api/v1/campaigns/{made!["id"]}";
        var soon = TimeProvider.System.GetUtcNow().AddSeconds(3).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await api.SendAsync(HttpMethod.Post, $"{path}/schedule", new JsonObject { ["at"] = soon });

        await studio.UntilDeadAsync();
        await studio.StartAgainAsync(new() { ["CDP_FAILPOINTS"] = "" });
        JsonNode? counts = null;
        await studio.UntilAsync(
            async () =>
            {
                var campaign = await api.SendAsync(HttpMethod.Get, path);
                counts = campaign!["counts"];
                return campaign["state"]!.GetValue<string>() == "finished";
            },
            TimeSpan.FromSeconds(60), () => studio.HasExited, "finish the campaign", CancellationToken.None);

        Assert.Equal((People, People - WithoutAddress, WithoutAddress), (counts!["planned"]!.GetValue<int>(), counts["sent"]!.GetValue<int>(), counts["skipped"]!.GetValue<int>()));
    }

    private static async Task WriteAsync(IPage page)
    {
        await page.GotoAsync("/campaigns");
        await page.GetByRole(AriaRole.Button, new() { Name = "New campaign" }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(CampaignAddress());
        await page.GetByRole(AriaRole.Button, new() { Name = "Rename New campaign" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Your basket is still here");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("Your basket is still here");

        await page.GetByLabel("Subject").FillAsync("Hello ");
        await page.GetByText("Insert a value").ClickAsync();
        await page.GetByLabel("What stands there when somebody has no value").FillAsync("there");
        await page.GetByRole(AriaRole.Button, new() { Name = "firstName" }).ClickAsync();
        await Expect(page.GetByLabel("Subject")).ToHaveValueAsync("Hello {{firstName|there}}");
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("You left something in your basket.");
        await Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task ChooseAudienceAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Audience", Exact = true }).ClickAsync();
        await page.GetByLabel("Segment", new() { Exact = true }).SelectOptionAsync("everybody");
        await Expect(page.GetByText($"of {People} people in Everybody,")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "have no e-mail address" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = "No e-mail address" }).GetByRole(AriaRole.Link)).ToHaveCountAsync(WithoutAddress);
        await page.ExpectAccessibleAsync("campaign, people of the audience");
        await page.Keyboard.PressAsync("Escape");
    }

    private static async Task SendAndTakeBackAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Check and send" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What they see" })).ToContainTextAsync("Hello ");
        await page.GetByRole(AriaRole.Button, new() { Name = "missing values" }).ClickAsync();
        await Expect(page.GetByText("Hello there", new() { Exact = true })).ToBeVisibleAsync();
        await page.UntilStillAsync();
        await page.PictureAsync("story-campaign-send");
        await page.ExpectAccessibleAsync("campaign, check and send");

        await page.GetByRole(AriaRole.Button, new() { Name = $"Send to {People - WithoutAddress} people" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Timer)).ToContainTextAsync("Nothing has left yet.");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Timer)).ToContainTextAsync("Nothing has left yet.");
        await page.PictureAsync("story-campaign-countdown");
        await page.ExpectAccessibleAsync("campaign, countdown");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Timer)).ToBeHiddenAsync();
        await Expect(page.GetByText("Draft", new() { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task SendAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Send to {People - WithoutAddress} people" }).DblClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start at once" }).ClickAsync();
        await Expect(page.GetByText("Finished", new() { Exact = true })).ToBeVisibleAsync(s_whenSent);

        await page.GetByRole(AriaRole.Link, new() { Name = "See the results" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = SentAll() })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = WithoutAny() }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(WithoutAddress + 1);
        await page.PictureAsync("story-campaign-results");
        await page.ExpectAccessibleAsync("campaign, results");

        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Excel file" }).ClickAsync());
        var copy = Path.ChangeExtension(Path.GetTempFileName(), ".xlsx");
        await download.SaveAsAsync(copy);
        try
        {
            using var workbook = new XLWorkbook(copy);
            Assert.Equal(People + 1, workbook.Worksheet("People").LastRowUsed().RowNumber());
        }
        finally
        {
            File.Delete(copy);
        }
    }

    private static async Task CheckTrapAsync(IPage page)
    {
        await page.GotoAsync("/settings/mail-trap");
        await Expect(page.GetByRole(AriaRole.Row)).Not.ToHaveCountAsync(1);
        var to = await page.Locator("tbody tr td:nth-child(2)").AllInnerTextsAsync();
        Assert.Equal(to.Distinct(), to);
        await page.GotoAsync("/");
        await Expect(page.GetByText("1 campaign was sent")).ToBeVisibleAsync();
    }

    private static async Task FillAsync(StudioProcess studio)
    {
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Web shop");
        var messages = new JsonArray();
        for (var person = 0; person < People; person++)
        {
            var traits = new JsonObject { ["country"] = "Germany" };
            if (person % 7 != 0) traits["firstName"] = $"Name {person}";
            if (person >= WithoutAddress) traits["email"] = $"customer.{person}@kilim.example";
            messages.Add(new JsonObject { ["type"] = "identify", ["userId"] = $"customer-{person:0000}", ["traits"] = traits });
        }

        using var response = await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = messages });
        response.EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();
        await api.SendAsync(
            HttpMethod.Put, "/api/v1/segments/everybody",
            new JsonObject { ["key"] = "everybody", ["name"] = "Everybody", ["rule"] = JsonNode.Parse("""{"attribute":"country","op":"exists"}""") }, HttpStatusCode.Created);
    }

    [GeneratedRegex("/campaigns/[0-9a-f-]{36}")]
    private static partial Regex CampaignAddress();

    [GeneratedRegex("^Sent.*57$")]
    private static partial Regex SentAll();

    [GeneratedRegex("^no e-mail address.*3$")]
    private static partial Regex WithoutAny();
}
