using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// A steward looks for people who are in twice: reads why two may be one, joins them, says of others that they are two, joins several at once, and takes
/// one join back from the list of all decisions. Profiles and segments follow each step.
/// </summary>
public sealed class StewardStory(Chromium chromium) : IClassFixture<Chromium>
{
    private const int People = 240;
    private const int Copies = 8;
    private const string Decisions = "/profiles/decisions";

    // Somebody has both only when a copy was joined with whom it is a copy of.
    private const string Both = """{"all":[{"attribute":"shopper","op":"exists"},{"attribute":"caller","op":"exists"}]}""";

    private static readonly LocatorAssertionsToBeVisibleOptions s_patience = new() { Timeout = 90_000 };

    private static readonly string[] s_first =
        ["Elif", "Jonas", "Lan", "Oluwaseun", "Marta", "Ilja", "Sanna", "Pedro", "Aiko", "Björn", "Chiara", "Dmitri", "Emeka", "Fatma", "Goran", "Hana", "Ines", "Jiri", "Katya", "Luca"];

    private static readonly string[] s_last =
        ["Bergmann", "Yildirim", "Tran", "Adeyemi", "Nowak", "Petrov", "Virtanen", "Silva", "Tanaka", "Lindqvist", "Romano", "Sokolov", "Okafor", "Demir", "Horvat", "Novak", "Costa", "Svoboda", "Ivanova", "Ricci", "Keller", "Moreau", "Jansen"];

    private static readonly string[] s_cities = ["Riga", "Hue", "Lagos", "Porto", "Turin", "Brno", "Malmo", "Kassel"];

    [Fact]
    public async Task Steward_JoinsRejectsAndTakesBack_AndEverythingFollows()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        await FillAsync(studio, api);
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();

        await SearchAsync(page);
        await AcceptOneAsync(page);
        await UntilBothAsync(studio, api, 1);
        await RejectOneAsync(page);
        await AcceptSeveralAsync(page);
        await UntilBothAsync(studio, api, 3);
        await FollowedAsync(page);
        await TakeBackAsync(page);
        await UntilBothAsync(studio, api, 2);
        await LookedAtAsync(page);
    }

    private static async Task FillAsync(StudioProcess studio, StudioApi api)
    {
        var writeKey = await api.CreateSourceAsync("Shop");
        var random = new Random(20_261_201);
        var people = Enumerable.Range(0, People).Select(i => Person(i, random)).ToList();
        for (var at = 0; at < People; at += 60)
            await TrackAsync(api, writeKey, people.Skip(at).Take(60).Select((traits, i) => Identify($"shopper-{at + i}", traits, "shopper")));
        // The same people by the call centre: an address and a telephone that it did not ask for, one letter mistyped.
        await TrackAsync(api, writeKey, people.Take(Copies).Select((traits, i) => Identify($"caller-{i}", Mistyped(traits), "caller")));
        await studio.UntilCaughtUpAsync();
        await api.SendAsync(HttpMethod.Put, "/api/v1/segments/both", new JsonObject { ["name"] = "Known by both", ["rule"] = JsonNode.Parse(Both) }, HttpStatusCode.Created);
        Assert.Equal(0, await api.CountAsync(Both));
    }

    private static JsonObject Person(int number, Random random) => new()
    {
        ["firstName"] = s_first[random.Next(s_first.Length)],
        ["lastName"] = s_last[number % s_last.Length],
        ["birthday"] = string.Create(CultureInfo.InvariantCulture, $"{1950 + random.Next(50)}-{1 + random.Next(12):00}-{1 + random.Next(28):00}"),
        ["city"] = s_cities[random.Next(s_cities.Length)],
        ["street"] = string.Create(CultureInfo.InvariantCulture, $"{s_last[random.Next(s_last.Length)]} street {1 + random.Next(90)}"),
        ["phone"] = string.Create(CultureInfo.InvariantCulture, $"+49151{10_000_000 + (number * 7_919)}"),
    };

    private static JsonObject Mistyped(JsonObject person)
    {
        var copy = person.DeepClone().AsObject();
        var last = (string)person["lastName"]!;
        copy["lastName"] = last[..^2] + last[^1] + last[^2];
        copy.Remove("phone");
        return copy;
    }

    private static JsonObject Identify(string user, JsonObject traits, string mark)
    {
        var said = traits.DeepClone().AsObject();
        said[mark] = "yes";
        return new JsonObject { ["type"] = "identify", ["userId"] = user, ["traits"] = said };
    }

    private static async Task TrackAsync(StudioApi api, string writeKey, IEnumerable<JsonObject> messages)
    {
        using var answer = await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = new JsonArray([.. messages]) });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task SearchAsync(IPage page)
    {
        await page.GotoAsync("/profiles");
        await page.GetByRole(AriaRole.Link, new() { Name = "Possible duplicates" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Search for duplicates", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("^Choose .+ and .+") }).First).ToBeVisibleAsync(s_patience);
        await page.ExpectAccessibleAsync("duplicates-found");
    }

    private static async Task AcceptOneAsync(IPage page)
    {
        await page.Locator("tbody tr a").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Are these one person?" })).ToBeVisibleAsync(s_patience);
        // Why: each field with what it says, and all of it together.
        await Expect(page.GetByText("firstName").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Any two people").First).ToBeVisibleAsync();
        await page.UntilStillAsync();
        await page.ExpectAccessibleAsync("duplicate-pair");
        await page.ExpectNoSidewaysScrollAsync("duplicate-pair");
        await page.PictureAsync("duplicate-pair");
        var pair = page.Url;
        // Without a mouse.
        await page.TabToAsync("button", "Join them");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByText("They are one person now.")).ToBeVisibleAsync(s_patience);
        await Expect(page).Not.ToHaveURLAsync(pair);
    }

    private static async Task RejectOneAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "They are two" }).ClickAsync();
        await page.GotoAsync("/profiles/duplicates?tab=rejected");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
    }

    private static async Task AcceptSeveralAsync(IPage page)
    {
        await page.GotoAsync("/profiles/duplicates");
        var choices = page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex("^Choose .+ and .+") });
        await Expect(choices.First).ToBeVisibleAsync(s_patience);
        await choices.Nth(0).CheckAsync();
        await choices.Nth(1).CheckAsync();
        await Expect(page.GetByText("2 pairs chosen")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Join chosen" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Join chosen" }).ClickAsync();
        await Expect(page.GetByText("2 pairs joined")).ToBeVisibleAsync(s_patience);
    }

    /// <summary>Whoever was joined has both user ids and is in the segment.</summary>
    private static async Task FollowedAsync(IPage page)
    {
        await page.GotoAsync(Decisions);
        await page.Locator("tbody a[href^='/profiles/']").First.ClickAsync();
        await Expect(page.GetByText("Known by both")).ToBeVisibleAsync(s_patience);
        await Expect(page.GetByText(new Regex("^shopper-")).First).ToBeVisibleAsync();
        await Expect(page.GetByText(new Regex("^caller-")).First).ToBeVisibleAsync();
    }

    private static async Task TakeBackAsync(IPage page)
    {
        await page.GotoAsync(Decisions);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        var profile = await page.Locator("tbody a[href^='/profiles/']").First.GetAttributeAsync("href");
        await page.Locator("tbody tr").First.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(page.GetByText("The decision was undone.")).ToBeVisibleAsync(s_patience);
        await Expect(page.Locator("tbody tr").First.GetByText("Undone")).ToBeVisibleAsync();
        // Both of them are there again, each by itself.
        await Expect(page.Locator("tbody tr").First.Locator("a[href^='/profiles/']")).ToHaveCountAsync(2);
        await page.GotoAsync(profile!); // a link has one
        await Expect(page.GetByText(new Regex("^(shopper|caller)-")).First).ToBeVisibleAsync(s_patience);
        await Expect(page.GetByText("Known by both")).Not.ToBeVisibleAsync();
    }

    private static async Task LookedAtAsync(IPage page)
    {
        await page.GotoAsync(Decisions);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(3, new() { Timeout = 30_000 });
        await page.ExpectAccessibleAsync("decisions-made");
        await page.ExpectNoSidewaysScrollAsync("decisions-made");
        await page.PictureAsync("decisions-made");
        await page.TabToAsync("link", "Accepted duplicates");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new Regex("tab=duplicates"));
        await page.GotoAsync(Decisions + "?tab=apart");
        await Expect(page.GetByText("No decisions yet")).ToBeVisibleAsync(s_patience);
    }

    private static Task UntilBothAsync(StudioProcess studio, StudioApi api, long count) => studio.UntilAsync(
        async () => await api.CountAsync("""{"segment":"both"}""") == count && (await api.SendAsync(HttpMethod.Get, "/api/v1/segments/both/members"))!["items"]!.AsArray().Count == count,
        TimeSpan.FromMinutes(2), () => studio.HasExited, $"have {count} people who are known by both", CancellationToken.None);
}
