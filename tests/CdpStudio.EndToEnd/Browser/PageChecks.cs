using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Browser;

internal static class PageChecks
{
    // Nothing runs in a mail's frame, so axe would wait in it without end.
    private static readonly AxeRunContext s_outsideOfMails = new() { Exclude = [new AxeSelector("iframe[sandbox]")] };

    // Of what passed, axe then says that it did and not where: nobody reads that, and it takes long to write down.
    private static readonly AxeRunOptions s_violations = new() { ResultTypes = [ResultType.Violations] };

    /// <summary>axe finds nothing on the page as it stands now.</summary>
    public static async Task ExpectAccessibleAsync(this IPage page, string name)
    {
        var result = await page.RunAxe(s_outsideOfMails, s_violations);

        var findings = result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html} ({v.Help})")).ToList();
        Assert.True(findings.Count == 0, $"{name}: axe found {findings.Count}\n{string.Join('\n', findings)}");
    }

    /// <summary>Nothing is wider than the window: a page never scrolls sideways.</summary>
    public static async Task ExpectNoSidewaysScrollAsync(this IPage page, string name)
    {
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{name}: {wide} px wider than the window");
    }

    /// <summary>Nothing on the page waits any more: no skeleton, nothing busy, and every frame has loaded.</summary>
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
    }

    /// <summary>A picture of the whole page in artifacts/pictures, to be looked at.</summary>
    public static async Task PictureAsync(this IPage page, string name)
    {
        // A frame is painted apart from its page, and only while it is in sight: the window is made as tall as the page for it.
        var (window, height) = (page.ViewportSize!, await page.EvaluateAsync<int>("() => document.querySelector('iframe') ? document.documentElement.scrollHeight : 0")); // every page of ours has one
        var isTaller = height > window.Height;
        if (isTaller) await page.SetViewportSizeAsync(window.Width, height);
        await page.EvaluateAsync("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(() => drawn())))");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });
        if (isTaller) await page.SetViewportSizeAsync(window.Width, window.Height);
    }

    private static string Folder()
    {
        var artifacts = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!;
        return artifacts.CreateSubdirectory("pictures").FullName;
    }
}
