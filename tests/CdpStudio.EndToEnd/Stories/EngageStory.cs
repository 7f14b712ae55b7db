using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Mail;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// From a segment to people in one go, on an empty workspace: demo data to look around in, a campaign to a thousand people through a
/// real mail server, one of them leaves its topic and then all mail, a journey is drawn, rehearsed and published, people walk it by what they do, and a month
/// passes while the product is off.
/// </summary>
public sealed partial class EngageStory(Chromium chromium) : IClassFixture<Chromium>
{
    private const int Members = 1_000;
    private const string CampaignSubject = "Spring is here";
    private const string FirstSubject = "We have not seen you";

    private static readonly LocatorAssertionsToBeVisibleOptions s_whenLoaded = new() { Timeout = 240_000 };
    private static readonly LocatorAssertionsToBeVisibleOptions s_whenSent = new() { Timeout = 120_000 };

    [Fact]
    public async Task Engage_FromAnEmptyWorkspace_ToPeopleWhoWereWrittenToOnce()
    {
        await using var mail = await MailServer.StartAsync();
        await using var studio = await StudioProcess.StartAsync(EmailSetup.Environment);
        var api = new StudioApi(studio);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();

        await LoadDemoAsync(page);
        var writeKey = await BringMembersAsync(studio, api);
        await page.SetUpEmailAsync(mail, studio.Address, connections: 8);
        await SendCampaignAsync(page);
        var sent = mail.Journal().Select(d => d.Recipient).ToList();
        Assert.True(Members == sent.Count, $"{sent.Count} mails came: {(await api.SendAsync(HttpMethod.Get, "/api/v1/campaigns"))!["items"]![0]!["counts"]}");
        Assert.All(mail.Journal(), d => Assert.Equal(CampaignSubject, d.Subject));
        Assert.Equal(Members, sent.Distinct().Count());

        await UnsubscribeAsync(studio, api, mail, AddressOf(1));
        await DrawJourneyAsync(page);
        await WalkAsync(studio, api, writeKey, mail);
        await PassAMonthAsync(studio, page, mail);
    }

    private static string AddressOf(int member) => $"member-{member}@club.example";

    private static async Task LoadDemoAsync(IPage page)
    {
        await page.GotoAsync("/profiles");
        await page.GetByRole(AriaRole.Button, new() { Name = "Explore with demo data" }).ClickAsync();
        await Expect(page.GetByText("a shop that does not exist")).ToBeVisibleAsync(s_whenLoaded);
    }

    private static async Task<string> BringMembersAsync(StudioProcess studio, StudioApi api)
    {
        var writeKey = await api.CreateSourceAsync("Club");
        foreach (var chunk in Enumerable.Range(0, Members).Chunk(250))
        {
            var batch = new JsonArray([.. chunk.Select(m => new JsonObject
            {
                ["type"] = "identify",
                ["userId"] = $"member-{m}",
                ["traits"] = new JsonObject { ["email"] = AddressOf(m), ["club"] = "yes", ["country"] = m == 2 ? "DE" : "VN" },
            })]);
            using var response = await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = batch });
            response.EnsureSuccessStatusCode();
        }
        await studio.UntilCaughtUpAsync();
        await api.SendAsync(
            HttpMethod.Put, "/api/v1/segments/club",
            JsonNode.Parse("""{"name":"Club members","rule":{"attribute":"club","op":"eq","value":"yes"}}"""), HttpStatusCode.Created);
        await api.SendAsync(
            HttpMethod.Put, "/api/v1/topics/club-letter",
            JsonNode.Parse("""{"name":"Club letter","description":"Once a month","names":{"vi":"Thư câu lạc bộ"}}"""), HttpStatusCode.Created);
        return writeKey;
    }

    private static async Task SendCampaignAsync(IPage page)
    {
        await page.GotoAsync("/campaigns");
        await page.GetByRole(AriaRole.Button, new() { Name = "New campaign" }).First.ClickAsync();
        await page.GetByLabel("Subject").FillAsync(CampaignSubject);
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("New kilims have come.");
        await page.GetByLabel("Topic").SelectOptionAsync("club-letter");
        await Expect(page.GetByText("Saved", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Audience", Exact = true }).ClickAsync();
        await page.GetByLabel("Segment", new() { Exact = true }).SelectOptionAsync("club");
        await Expect(page.GetByText("of 1,000 people in Club members,")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Check and send" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Send to 1,000 people" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start at once" }).ClickAsync();
        // By its own header: a task that has ended says 'Finished', too.
        await Expect(page.Locator("main header").First.GetByText("Finished", new() { Exact = true })).ToBeVisibleAsync(s_whenSent);
    }

    // Without a session, as the person who got the mail has none.
    private async Task UnsubscribeAsync(StudioProcess studio, StudioApi api, MailServer mail, string address)
    {
        var link = UnsubscribeLink().Match(mail.RawMailTo(address)).Groups["link"].Value;
        var page = await chromium.OpenAsync(studio.Address);
        await page.GotoAsync(link);
        await page.PictureAsync("engage-unsubscribe");
        await page.ExpectAccessibleAsync("unsubscribe");
        Assert.Equal("unknown", await StateOfAsync(api, address));

        await page.GetByRole(AriaRole.Button, new() { Name = "No more of ‘Club letter’" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("You are unsubscribed");
        Assert.Equal(("unknown", "unsubscribed"), (await StateOfAsync(api, address), await StateOfAsync(api, address, "club-letter")));

        await page.GetByRole(AriaRole.Link, new() { Name = "Choose what you get" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "Club letter" })).Not.ToBeCheckedAsync();
        await page.PictureAsync("engage-choices");
        await page.ExpectAccessibleAsync("choices");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Club letter" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "No e-mail at all" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Saved");
        Assert.Equal(("unsubscribed", "subscribed"), (await StateOfAsync(api, address), await StateOfAsync(api, address, "club-letter")));
        await page.Context.CloseAsync();
    }

    private static async Task<string> StateOfAsync(StudioApi api, string address, string topic = "")
    {
        var profile = await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=email:{address}");
        return profile!["consents"]!.AsArray().FirstOrDefault(c => c!["channel"]!.GetValue<string>() == "email" && c["topic"]!.GetValue<string>() == topic)?["state"]!.GetValue<string>() ?? "unknown";
    }

    private static async Task DrawJourneyAsync(IPage page)
    {
        await page.GotoAsync("/journeys");
        await page.GetByRole(AriaRole.Link, new() { Name = "New journey" }).First.ClickAsync();
        await page.GetByLabel("Name").FillAsync("Club win back");
        await page.GetByRole(AriaRole.Radio, new() { Name = "Win back" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        await Expect(page.Locator(".j-card")).ToHaveCountAsync(6);

        await page.Locator(".react-flow__node[data-id=entry]").ClickAsync();
        var entry = page.GetByRole(AriaRole.Combobox, new() { Name = "Event" });
        await entry.FillAsync("Club Left");
        await entry.PressAsync("Enter");
        await page.Locator(".react-flow__node[data-id=back]").ClickAsync();
        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Settings of Came back?" });
        await panel.GetByRole(AriaRole.Button, new() { Name = "Attribute", Exact = true }).ClickAsync();
        await panel.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" }).FillAsync("country");
        await panel.GetByRole(AriaRole.Combobox, new() { Name = "Attribute" }).PressAsync("Enter");
        await panel.GetByRole(AriaRole.Combobox, new() { Name = "Value" }).FillAsync("DE");
        await panel.GetByRole(AriaRole.Combobox, new() { Name = "Value" }).PressAsync("Enter");
        await page.Locator(".react-flow__node[data-id=missed]").ClickAsync();
        await page.Locator(".panel").GetByLabel("Subject").FillAsync(FirstSubject);
        // Nobody has left the club yet, which is worth a warning and no more.
        await Expect(page.Locator(".react-flow__node[data-id=entry]")).ToContainTextAsync("1 warning");
        await Expect(page.GetByText("All changes saved")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Simulate" }).ClickAsync();
        var simulation = page.GetByRole(AriaRole.Complementary, new() { Name = "Simulate" });
        await simulation.GetByRole(AriaRole.Combobox, new() { Name = "Who walks" }).FillAsync(AddressOf(3));
        await page.Keyboard.PressAsync("Enter");
        await Expect(simulation.GetByText("The end is reached.")).ToBeVisibleAsync();
        await page.PictureAsync("engage-simulation");
        await simulation.GetByRole(AriaRole.Button, new() { Name = "End the simulation" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Publish version 1" }).ClickAsync();
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Publish version 1" }).ClickAsync();
        await Expect(page.GetByText("Version 1 live")).ToBeVisibleAsync();
    }

    // Member 1 has unsubscribed, 2 is in Germany, 3 is neither.
    private static async Task WalkAsync(StudioProcess studio, StudioApi api, string writeKey, MailServer mail)
    {
        foreach (var member in new[] { 1, 2, 3 })
        {
            using var response = await api.TrackAsync(writeKey, "/v1/track", new JsonObject { ["userId"] = $"member-{member}", ["event"] = "Club Left" });
            response.EnsureSuccessStatusCode();
        }

        await studio.UntilAsync(
            async () =>
            {
                var numbers = await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/club-win-back/numbers");
                var first = numbers!["steps"]!.AsArray().Single(s => s!["step"]!.GetValue<string>() == "missed")!["mails"];
                return numbers["inside"]!.GetValue<int>() == 3 && first?["sent"]!.GetValue<int>() == 2 && first["skipped"]!.GetValue<int>() == 1;
            },
            TimeSpan.FromSeconds(60), () => studio.HasExited, "let three people in", CancellationToken.None);
        Assert.Equal([AddressOf(2), AddressOf(3)], mail.Journal().Where(d => d.Subject == FirstSubject).Select(d => d.Recipient).Order());
    }

    private static async Task PassAMonthAsync(StudioProcess studio, IPage page, MailServer mail)
    {
        await studio.KillAsync();
        var api = new StudioApi(studio);
        await studio.StartAgainAsync(new() { ["CDP_CLOCK_OFFSET"] = "30.00:00:00" });
        await studio.UntilAsync(
            async () => (await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/club-win-back/numbers"))!["completed"]!.GetValue<int>() == 3
                && mail.Journal().Count(d => d.Subject is not (CampaignSubject or FirstSubject)) == 1,
            TimeSpan.FromSeconds(60), () => studio.HasExited, "let a month pass", CancellationToken.None);
        Assert.Equal(AddressOf(3), mail.Journal()[^1].Recipient);
        Assert.Equal(Members + 3, mail.Journal().Count);

        var found = await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=email:{AddressOf(3)}");
        // A session ends in a month, too.
        await page.SignInAsync();
        await page.GotoAsync($"/profiles/{found!["id"]}");
        await Expect(page.Locator("details.walk")).ToContainTextAsync("7 days");
        await page.PictureAsync("engage-path");
    }

    [GeneratedRegex(@"List-Unsubscribe: <(?<link>http[^>]+)>", RegexOptions.ExplicitCapture)]
    private static partial Regex UnsubscribeLink();
}
