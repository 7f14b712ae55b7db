using System.Diagnostics;
using CdpStudio.Benchmarks.Sending;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// How soon the published product's page of a person is painted in Chromium, from the beginning of the navigation, by a circuit of its own each
/// time: the person's name, and the newest of what they did.
/// </summary>
internal static class ProfilePageMeasurement
{
    private const int Asked = 1_000;
    private const int AskedOfMost = 200;

    private static readonly TimeSpan s_readyWithin = TimeSpan.FromMinutes(30);

    // A frame after what is waited for came to be there: then it is painted.
    private const string Watch =
        """
        (() => {
          window.painted = {};
          const mark = (name, selector) => {
            if (window.painted[name] || !document.querySelector(selector)?.textContent.trim()) return;
            window.painted[name] = -1;
            requestAnimationFrame(() => setTimeout(() => { window.painted[name] = performance.now(); }));
          };
          new MutationObserver(() => { mark("name", "h1 .who"); mark("event", "ol.events li"); }).observe(document, { childList: true, subtree: true, characterData: true });
        })();
        """;

    /// <param name="binary">CdpStudio.Web.dll.</param>
    /// <param name="kept">Where the product's data stays for the next measurement; null to make it for this one alone.</param>
    public static async Task RunAsync(string binary, int people, string? kept)
    {
        await using var studio = await StudioProcess.StartAsync(binary: binary);
        var histories = new LongHistories(people);
        await MakeAsync(studio, histories, kept);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        var context = await browser.NewContextAsync(new() { BaseURL = studio.Address.ToString(), Locale = "en-GB" });
        await SignInAsync(context);
        await context.AddInitScriptAsync(Watch);

        var dice = new Random(7);
        await MeasureAsync("anybody, to warm up", context, [.. Enumerable.Range(0, 30).Select(_ => dice.NextInt64(people) + 1)]);
        await MeasureAsync("anybody", context, [.. Enumerable.Range(0, Asked).Select(_ => dice.NextInt64(people) + 1)]);
        await MeasureAsync("2,000 events", context, Drawn(histories.With(LongHistories.Thousands), Asked));
        await MeasureAsync("50,000 events", context, Drawn(histories.With(LongHistories.TensOfThousands), AskedOfMost));
        Say($"{ProcessFigures.Megabytes(studio, "VmHWM"):N0} MB resident at most");

        List<long> Drawn(IReadOnlyList<long> profiles, int count) => [.. Enumerable.Range(0, count).Select(_ => profiles[dice.Next(profiles.Count)])];
    }

    private static async Task MakeAsync(StudioProcess studio, LongHistories histories, string? kept)
    {
        var data = Path.Combine(studio.Folder, "data");
        if (kept is not null && Directory.Exists(kept))
        {
            await studio.KillAsync();
            Directory.Delete(data, recursive: true);
            ShopFolder.Copy(kept, data);
        }
        else
        {
            await new ProductApi(studio).AskAsync(HttpMethod.Post, "/api/v1/sources", """{"name":"Shop","kind":"http"}""");
            await studio.KillAsync();
            var writing = Stopwatch.StartNew();
            var facts = await ShopImport.RunAsync(data, histories.Facts().ToAsyncEnumerable(), profile => profile.Value);
            Say($"{facts:N0} facts written in {writing.Elapsed.TotalSeconds:N0} s");
            await studio.StartAgainAsync(within: s_readyWithin);
            await studio.StopAsync();
            if (kept is not null) ShopFolder.Copy(data, kept);
        }

        var took = await studio.StartAgainAsync(within: s_readyWithin);
        Say($"another start: ready after {took.TotalSeconds:N1} s");
    }

    private static async Task SignInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("E-mail").FillAsync(StudioProcess.AdminEmail);
        await page.GetByLabel("Password").FillAsync(StudioProcess.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.Locator("h1").First.WaitForAsync();
        await page.CloseAsync();
    }

    private static async Task MeasureAsync(string what, IBrowserContext context, List<long> profiles)
    {
        var (names, events) = (new List<double>(), new List<double>());
        foreach (var profile in profiles)
        {
            var page = await context.NewPageAsync();
            await page.GotoAsync(FormattableString.Invariant($"/profiles/{profile}"), new() { WaitUntil = WaitUntilState.Commit });
            await page.WaitForFunctionAsync("() => window.painted.name > 0 && window.painted.event > 0");
            names.Add(await page.EvaluateAsync<double>("() => window.painted.name"));
            events.Add(await page.EvaluateAsync<double>("() => window.painted.event"));
            await page.CloseAsync();
        }

        names.Sort();
        events.Sort();
        Say($"{what,-20} {profiles.Count,5:N0} pages: name p50 {names.At(50),5:N0}   p95 {names.At(95),5:N0}   max {names[^1],5:N0} ms   events p50 {events.At(50),5:N0}   p95 {events.At(95),5:N0}   max {events[^1],5:N0} ms   load {ProcessFigures.Load()}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
