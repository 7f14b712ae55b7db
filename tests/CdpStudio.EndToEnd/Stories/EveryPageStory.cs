using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// Every page with something on it, as people see it: wide and narrow, light and dark, and in the pseudo language, which is long,
/// accented and right to left. axe finds nothing, nothing is wider than the window, and a picture of each is kept to be looked at.
/// </summary>
public sealed class EveryPageStory(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Gallery = "/gallery";
    private const string Pseudo = "qps-plocm";

    // Each change is judged by one shape of each page, another one with another seed.
    private const int ShapesApart = 6;

    private static readonly (string Name, string Address)[] s_pages =
    [
        ("home", "/"),
        ("sources", "/sources"),
        ("import", "/sources/import"),
        ("source", "/sources/2"),
        ("source-mobile", "/sources/2?client=mobile"),
        ("source-live", "/sources/2/live"),
        ("catalogue", "/catalogue"),
        ("quarantine", "/quarantine?reason=NoIdentifier"),
        ("quarantine-message", "/quarantine?message=1"),
        ("quarantine-repair", "/quarantine/repair?reason=NoIdentifier"),
        ("quarantine-repairs", "/quarantine/repairs"),
        ("profiles", "/profiles"),
        ("profile", "/profiles/1"),
        ("profile-changes", "/profiles/1?tab=changes"),
        ("duplicates", "/profiles/duplicates"),
        ("duplicates-settings", "/profiles/duplicates?tab=settings"),
        ("duplicate-gone", "/profiles/duplicates/1"),
        ("decisions", "/profiles/decisions"),
        ("decision", "/profiles/decisions?decision=1"),
        ("held-merges", "/profiles/held"),
        ("held-merges-decided", "/profiles/held?tab=decided"),
        ("segments", "/segments"),
        ("segment-new", "/segments/new"),
        ("segment", "/segments/loyal"),
        ("segment-people", "/segments/loyal?tab=people"),
        ("journeys", "/journeys"),
        ("journey-new", "/journeys?new=yes"),
        ("journey", "/journeys/welcome"),
        ("journey-canvas", "/journeys/welcome?view=canvas"),
        ("journey-rule", "/journeys/welcome?view=canvas&step=b"),
        ("journey-mail", "/journeys/welcome?view=canvas&step=m"),
        ("journey-people", "/journeys/welcome?view=outline&step=start&panel=people"),
        ("journey-outline", "/journeys/welcome?view=outline&step=w"),
        ("campaigns", "/campaigns"),
        ("campaign-message", "/campaigns/{draft}"),
        ("campaign-audience", "/campaigns/{draft}?tab=audience"),
        ("campaign-send", "/campaigns/{draft}?tab=send"),
        ("campaign-scheduled", "/campaigns/{scheduled}?tab=send"),
        ("campaign-results", "/campaigns/{sent}?tab=results"),
        ("settings", "/settings"),
        ("settings-users", "/settings/users"),
        ("settings-keys", "/settings/api-keys"),
        ("settings-workspace", "/settings/workspace"),
        ("settings-identity", "/settings/identity"),
        ("settings-topics", "/settings/topics"),
        ("settings-email", "/settings/email"),
        ("settings-mail-trap", "/settings/mail-trap"),
        ("settings-privacy", "/settings/privacy"),
        ("settings-erasures", "/settings/privacy?tab=erasures"),
        ("settings-reveals", "/settings/privacy?tab=reveals"),
        ("settings-jobs", "/settings/jobs"),
        ("gallery", Gallery),
        ("not-found", "/nothing-here"),
    ];

    private static readonly (Screen Screen, string? Language)[] s_shapes =
    [
        (Screen.Desk, null), (Screen.DeskDark, null), (Screen.Phone, null), (Screen.PhoneDark, null), (Screen.Desk, Pseudo), (Screen.Phone, Pseudo),
    ];

    private readonly Dictionary<string, string> _campaigns = [];

    // All of one shape at once take minutes: a walk for each, so that no story is silent for long.
    public static TheoryData<string> Walks => Seed.FullTier ? [.. Enumerable.Range(0, s_shapes.Length).Select(NameOf)] : ["some pages in each shape"];

    [Theory]
    [MemberData(nameof(Walks))]
    public async Task EveryPage_InEveryShape_IsAccessibleAndFits(string walk)
    {
        await using var studio = await StudioProcess.StartAsync();
        await FillAsync(studio);
        var faults = new List<string>();

        foreach (var (shape, (screen, language)) in s_shapes.Index().Where(s => !Seed.FullTier || NameOf(s.Index) == walk))
        {
            var pages = s_pages.Where((_, place) => Seed.FullTier || (place + shape + Seed.Value) % ShapesApart == 0);
            await WalkAsync(studio, screen, language, pages, faults);
        }

        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    private async Task WalkAsync(
        StudioProcess studio, Screen screen, string? language, IEnumerable<(string Name, string Address)> pages, List<string> faults)
    {
        var page = await chromium.OpenAsync(studio.Address, screen);
        page.Console += (_, message) =>
        {
            // The browser itself says so of every page that answers 404, and one of ours is meant to.
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal)) faults.Add($"{page.Url}: {message.Text}");
        };
        await page.SignInAsync();
        if (language is not null) await page.ChooseLanguageAsync(language);

        foreach (var (name, address) in pages)
        {
            var shown = $"{name}.{ShapeOf(screen, language)}";
            await page.GotoAsync(Filled(address));
            await page.Locator("h1").First.WaitForAsync();
            if (address != Gallery) await page.UntilStillAsync(); // it shows what waits, too
            await page.PictureAsync(shown);
            await CollectAsync(faults, () => page.ExpectAccessibleAsync(shown));
            await CollectAsync(faults, () => page.ExpectNoSidewaysScrollAsync(shown));
        }
        await page.Context.DisposeAsync();
    }

    private static string NameOf(int shape) => ShapeOf(s_shapes[shape].Screen, s_shapes[shape].Language);

    private static string ShapeOf(Screen screen, string? language) => $"{screen.Name}{(language is null ? "" : ".rtl")}";

    // Campaigns have no address that anybody could know before they are made.
    private string Filled(string address) => _campaigns.Aggregate(address, (filled, campaign) => filled.Replace(campaign.Key, campaign.Value, StringComparison.Ordinal));

    // All pages are looked at before the story fails: one run says everything.
    private static async Task CollectAsync(List<string> faults, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (Xunit.Sdk.XunitException e)
        {
            faults.Add(e.Message);
        }
    }

    private async Task CampaignsAsync(StudioProcess studio, StudioApi api)
    {
        var content = JsonNode.Parse("""{"version":1,"subject":"Hello {{firstName|there}}","heading":"Your kilim is waiting","text":"We keep it for you until Sunday.","button":{"text":"To the basket","url":"https://kilim.example/basket"}}""");
        foreach (var name in new[] { "draft", "scheduled", "sent" })
        {
            var body = new JsonObject { ["name"] = $"Your basket is still here ({name})", ["content"] = content!.DeepClone(), ["audience"] = JsonNode.Parse("""{"version":1,"segment":"loyal"}""") };
            var made = await api.SendAsync(HttpMethod.Post, "/api/v1/campaigns", body, HttpStatusCode.Created);
            _campaigns[$"{{{name}}}"] = made!["id"]!.GetValue<string>();
        }

        var soon = TimeProvider.System.GetUtcNow();
        await api.SendAsync(HttpMethod.Post, $"/api/v1/campaigns/{_campaigns["{scheduled}"]}/schedule", new JsonObject { ["at"] = Text(soon.AddDays(2)) });
        await api.SendAsync(HttpMethod.Post, $"/api/v1/campaigns/{_campaigns["{sent}"]}/schedule", new JsonObject { ["at"] = Text(soon.AddSeconds(2)) });
        await studio.UntilAsync(
            async () => (await api.SendAsync(HttpMethod.Get, $"/api/v1/campaigns/{_campaigns["{sent}"]}"))!["state"]!.GetValue<string>() == "finished",
            TimeSpan.FromSeconds(60), () => studio.HasExited, "send the campaign", CancellationToken.None);
    }

    private static string Text(DateTimeOffset at) => at.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private async Task FillAsync(StudioProcess studio)
    {
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Web shop");
        var messages = new JsonArray();
        for (var person = 0; person < 60; person++)
        {
            messages.Add(new JsonObject
            {
                ["type"] = "identify",
                ["userId"] = $"customer-{person:0000}",
                ["anonymousId"] = $"browser-{person:0000}",
                ["traits"] = new JsonObject
                {
                    ["firstName"] = s_names[person % s_names.Length].First,
                    ["lastName"] = s_names[person % s_names.Length].Last,
                    ["email"] = $"customer.{person}@kilim.example",
                    ["country"] = s_countries[person % s_countries.Length],
                    ["points"] = person * 10,
                    ["newsletter"] = person % 3 == 0,
                },
            });
            for (var order = 0; order <= person % 4; order++)
            {
                messages.Add(new JsonObject
                {
                    ["type"] = "track",
                    ["userId"] = $"customer-{person:0000}",
                    ["event"] = order % 2 == 0 ? "Order Completed" : "Product Viewed",
                    ["properties"] = new JsonObject { ["total"] = 20 + person + order * 3.5, ["category"] = "Kilims", ["order_id"] = $"{person}-{order}" },
                });
            }
        }
        messages.Add(new JsonObject { ["type"] = "track", ["event"] = "Nobody did this" });
        using var response = await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = messages });
        response.EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();
        var rule = JsonNode.Parse("""{"all":[{"attribute":"country","op":"in","value":["Germany","Türkiye"]},{"event":"Order Completed","during":{"last":"90d"},"op":"gte","value":1}]}""");
        await api.SendAsync(HttpMethod.Put, "/api/v1/segments/loyal", new JsonObject { ["key"] = "loyal", ["name"] = "Loyal regulars", ["rule"] = rule }, HttpStatusCode.Created);
        await api.SendAsync(HttpMethod.Put, "/api/v1/journeys/welcome", new JsonObject { ["name"] = "Welcome", ["definition"] = JsonNode.Parse(Welcome) }, HttpStatusCode.Created);
        await CampaignsAsync(studio, api);
    }

    private const string Welcome =
        """
        {"version":1,
         "steps":[
          {"id":"start","kind":"entry","event":"Order Completed","where":[{"property":"total","op":"gt","value":20}],"again":"afterExit"},
          {"id":"w","kind":"wait","for":"2d"},
          {"id":"b","kind":"branch","rule":{"event":"Order Completed","during":{"last":"2d"}}},
          {"id":"m","kind":"email","content":{"version":1,"subject":"Hi {{firstName|there}}","preheader":"","heading":"Welcome","text":"Good that you are here.","footer":""}},
          {"id":"end","kind":"exit"}],
         "edges":[{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"b"},{"from":"b","outcome":"yes","to":"end"},{"from":"b","outcome":"no","to":"m"}]}
        """;

    private static readonly string[] s_countries = ["Germany", "Türkiye", "Viet Nam", "Iran"];

    private static readonly (string First, string Last)[] s_names =
        [("Elif", "Yıldırım"), ("Nguyễn", "Thị Hồng Ánh"), ("Jonas", "Bergmann"), ("怡君", "陳"), ("لیلا", "رحمانی"), ("Oluwaseun", "Adeyemi")];
}
