using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>Somebody looks around: an empty workspace, the demo, its banner on every page, and an empty workspace again.</summary>
public sealed class DemoDayStory(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly LocatorAssertionsToBeVisibleOptions s_whenLoaded = new() { Timeout = 240_000 };
    private static readonly LocatorAssertionsToBeHiddenOptions s_whenRemoved = new() { Timeout = 120_000 };

    [Fact]
    public async Task Demo_LoadedFromAnEmptyListAndRemovedFromItsBanner_LeavesAnEmptyList()
    {
        await using var studio = await StudioProcess.StartAsync();
        var page = await chromium.OpenAsync(studio.Address);
        await page.SignInAsync();

        await page.GotoAsync("/profiles");
        await page.PictureAsync("demo-offer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Explore with demo data" }).ClickAsync();
        await Expect(page.GetByText("Demo data are being loaded.")).ToBeVisibleAsync();
        var banner = page.GetByText("a shop that does not exist");
        await Expect(banner).ToBeVisibleAsync(s_whenLoaded);

        foreach (var place in new[] { "/", "/profiles", "/segments", "/sources", "/catalogue" })
        {
            await page.GotoAsync(place);
            await Expect(banner).ToBeVisibleAsync();
            await page.PictureAsync($"demo-{place.Trim('/')}");
        }

        await page.ExpectAccessibleAsync("demo, catalogue");
        await page.GotoAsync("/");
        await Expect(page.GetByText("0 of 5 done")).ToBeVisibleAsync();
        await page.GotoAsync("/campaigns");
        await Expect(page.GetByRole(AriaRole.Row, new() { Name = "First flush has arrived" })).ToContainTextAsync("Finished");
        await page.GotoAsync("/journeys/win-back-a-full-basket?view=canvas");
        await Expect(page.Locator(".react-flow__node").First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= window.innerHeight"), "The banner pushes the canvas out of the window.");
        await page.GotoAsync("/segments");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Lapsing regulars with a basket" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove demo data" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("What you brought in or made yourself stays.");
        await page.PictureAsync("demo-remove");
        await page.ExpectAccessibleAsync("demo, question");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove demo data" }).ClickAsync();

        await Expect(banner).ToBeHiddenAsync(s_whenRemoved);
        await Expect(page.GetByText("Demo data are being removed.")).ToBeHiddenAsync(s_whenRemoved);
        foreach (var place in new[] { "/segments", "/journeys", "/campaigns", "/profiles", "/sources", "/settings/mail-trap" })
        {
            await page.GotoAsync(place);
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Explore with demo data" })).ToBeVisibleAsync();
        }
    }
}
