using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Browser;

internal static class PageChecks
{
    // Nothing runs in a mail's frame, so axe would wait in it without end.
    private static readonly AxeRunContext s_outsideOfMails = new() { Exclude = [new AxeSelector("iframe[sandbox]")] };

    /// <summary>axe finds nothing on the page as it stands now.</summary>
    public static async Task ExpectAccessibleAsync(this IPage page, string name)
    {
        var result = await page.RunAxe(s_outsideOfMails);

        var findings = result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html} ({v.Help})")).ToList();
        Assert.True(findings.Count == 0, $"{name}: axe found {findings.Count}\n{string.Join('\n', findings)}");
    }

    /// <summary>Nothing is wider than the window: a page never scrolls sideways.</summary>
    public static async Task ExpectNoSidewaysScrollAsync(this IPage page, string name)
    {
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{name}: {wide} px wider than the window");
    }

    /// <summary>Nothing on the page waits any more: no skeleton, nothing busy, and every frame has loaded and been painted.</summary>
    public static async Task UntilStillAsync(this IPage page)
    {
        await page.WaitForFunctionAsync("() => !document.querySelector('.waiting, .skeleton, [aria-busy=true]')");
        foreach (var frame in await page.QuerySelectorAllAsync("iframe[src]"))
        {
            if (await frame.ContentFrameAsync() is { } shown)
            {
                await shown.WaitForURLAsync(url => !url.StartsWith("about:", StringComparison.Ordinal));
                await shown.WaitForLoadStateAsync(LoadState.Load);
            }
        }

        await page.PaintFramesAsync();
    }

    // A frame is painted apart from its page, and not before it has been in sight: taking a picture makes both draw.
    private static async Task PaintFramesAsync(this IPage page)
    {
        foreach (var frame in await page.QuerySelectorAllAsync("iframe[src]"))
        {
            await frame.EvaluateAsync("frame => window.scrollTo(0, frame.getBoundingClientRect().top + window.scrollY)");
            await page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        }

        await page.EvaluateAsync("() => window.scrollTo(0, 0)");
    }

    /// <summary>A picture of the whole page in artifacts/pictures, to be looked at.</summary>
    public static Task PictureAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });

    private static string Folder()
    {
        var artifacts = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!;
        return artifacts.CreateSubdirectory("pictures").FullName;
    }
}
