using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Clients;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// The code of a source's page on a shop of another origin: consent, navigation within a page, no network, two tabs and leaving in the
/// middle of a request. Whoever looks at the source sees the messages come; each is stored once.
/// </summary>
public sealed class WebSdkStory(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Visitor_OnAShopWithTheCode_IsOnePersonWithEveryEventOnce()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var key = await api.CreateSourceAsync("Web shop");
        var source = (await SourceAsync(api))["id"]!.GetValue<int>();
        var desk = await chromium.OpenAsync(studio.Address);
        await desk.SignInAsync();
        await desk.GotoAsync($"/sources/{source}");
        await desk.GetByText("Nothing has arrived yet").WaitForAsync();
        var code = await desk.GetByRole(AriaRole.Region, new() { Name = "In a page", Exact = true }).InnerTextAsync();
        await using var shop = ShopSite.Open("", path => Html(path == "/asks" ? code.Replace($"\"{key}\"", $"\"{key}\", {{ consent: \"required\" }}", StringComparison.Ordinal) : code));
        var tab = await chromium.OpenAsync(shop.Address);
        var (errors, posts) = (new List<string>(), 0);
        tab.PageError += (_, error) => errors.Add(error);
        tab.Request += (_, request) => posts += request.Method == "POST" ? 1 : 0;

        await AskForConsentAsync(tab, () => posts);
        await desk.GetByText("We have received 2 messages.").WaitForAsync();
        await desk.GetByRole(AriaRole.Link, new() { Name = "Live view" }).ClickAsync();
        await desk.GetByText("Waiting for messages").WaitForAsync();

        await NavigateAsync(tab);
        await LoseTheNetworkAsync(tab);
        await LeaveAsync(tab, studio, api);
        await studio.UntilCaughtUpAsync();

        await desk.GetByRole(AriaRole.Link, new() { Name = "Left" }).First.ClickAsync();
        await desk.Locator("pre.raw", new() { HasText = "\"event\": \"Left\"" }).WaitForAsync();
        Assert.Empty(errors);
        await ExpectOnceAsync(api, await VisitorAsync(tab));
    }

    private static async Task AskForConsentAsync(IPage tab, Func<int> posts)
    {
        await tab.GotoAsync("/asks?utm_source=newsletter&utm_campaign=spring");
        await UntilLoadedAsync(tab);
        await tab.EvaluateAsync("async () => { cdp.track('Before'); await cdp.flush(); }");
        Assert.Equal((0, 0), (posts(), await tab.EvaluateAsync<int>("() => localStorage.length + sessionStorage.length")));

        await tab.EvaluateAsync("async () => { cdp.consent(true); await cdp.flush(); }");
    }

    private static async Task NavigateAsync(IPage tab)
    {
        await tab.GotoAsync("/");
        await UntilLoadedAsync(tab);
        await tab.EvaluateAsync("() => history.pushState(null, '', '/cart')");
        await tab.EvaluateAsync("() => { history.replaceState({ scrolled: 7 }, ''); history.back(); }");
        // Asked of the page: the way back loads nothing, and a wait for the address can begin after it came.
        await tab.WaitForFunctionAsync("() => location.pathname === '/'");
    }

    private static async Task LoseTheNetworkAsync(IPage tab)
    {
        var other = await tab.Context.NewPageAsync();
        await other.GotoAsync("/");
        await UntilLoadedAsync(other);
        await Task.WhenAll(FlushAsync(tab), FlushAsync(other));

        await tab.Context.SetOfflineAsync(true);
        await tab.EvaluateAsync("() => cdp.track('Offline')");
        await other.EvaluateAsync("() => cdp.track('Other tab')");
        Assert.Equal(2, await tab.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('cdp.queue.')).length"));
        // What the tab that goes did not send is for the one that stays.
        await other.GotoAsync("about:blank");
        await other.CloseAsync();
        await tab.Context.SetOfflineAsync(false);
        await tab.WaitForFunctionAsync("() => !Object.keys(localStorage).some(key => key.startsWith('cdp.queue.'))");
    }

    private static async Task LeaveAsync(IPage tab, StudioProcess studio, StudioApi api)
    {
        // The page is left while its request is under way and nobody has answered.
        await tab.RouteAsync("**/v1/batch", _ => Task.CompletedTask);
        var asked = tab.WaitForRequestAsync("**/v1/batch");
        await tab.EvaluateAsync("() => { cdp.track('Left'); cdp.flush(); }");
        await asked;
        var before = await ReceivedAsync(api);
        await tab.GotoAsync("about:blank");
        await studio.UntilAsync(
            async () => await ReceivedAsync(api) > before, TimeSpan.FromSeconds(30), () => studio.HasExited, "take the beacon of a page that was left", CancellationToken.None);
        await tab.UnrouteAllAsync();
        await tab.GotoAsync("/asks");
        await UntilLoadedAsync(tab);
        // Nobody answers a beacon, so it is sent once more, and taken once.
        await FlushAsync(tab);
    }

    private static async Task ExpectOnceAsync(StudioApi api, string visitor)
    {
        var profile = (await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=anonymous_id:{visitor}"))!;
        var events = (await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles/{profile["id"]}/events?limit=100"))!["items"]!.AsArray();
        Assert.Equal(
            ["/", "/", "/", "/asks", "/asks", "/cart", "Before", "Left", "Offline", "Other tab"],
            events.Select(e => e!["event"]!.ToString() is "Page Viewed" ? e["properties"]!["path"]!.ToString() : e["event"]!.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(1, await api.CountAsync("""{"all":[]}"""));
        var counts = (await SourceAsync(api))["counts"]!;
        Assert.Equal((10, 0, 0), (counts["stored"]!.GetValue<int>(), counts["quarantined"]!.GetValue<int>(), counts["refused"]!.GetValue<int>()));
    }

    private static Task UntilLoadedAsync(IPage tab) => tab.WaitForFunctionAsync("() => window.cdp?.version");

    private static Task FlushAsync(IPage tab) => tab.EvaluateAsync("() => cdp.flush()");

    private static Task<string> VisitorAsync(IPage tab) => tab.EvaluateAsync<string>("() => JSON.parse(localStorage['cdp.id']).a");

    private static async Task<int> ReceivedAsync(StudioApi api) => (await SourceAsync(api))["counts"]!["received"]!.GetValue<int>();

    private static async Task<JsonNode> SourceAsync(StudioApi api) =>
        (await api.SendAsync(HttpMethod.Get, "/api/v1/sources?limit=100"))!["items"]!.AsArray().Single(s => s!["name"]!.ToString() == "Web shop")!;

    private static string Html(string code) => $"""
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">{code}</head><body><h1>Shop</h1></body></html>
        """;
}
