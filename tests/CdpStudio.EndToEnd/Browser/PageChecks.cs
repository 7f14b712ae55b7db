using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Browser;

internal static class PageChecks
{
    /// <summary>axe finds nothing on the page as it stands now.</summary>
    public static async Task ExpectAccessibleAsync(this IPage page, string name)
    {
        // What is in a frame here is somebody's mail: no script runs in it, so axe would wait for an answer for ever.
        var result = await page.RunAxe(new AxeRunOptions { Iframes = false });

        var findings = result.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Html} ({v.Help})")).ToList();
        Assert.True(findings.Count == 0, $"{name}: axe found {findings.Count}\n{string.Join('\n', findings)}");
    }

    /// <summary>Nothing is wider than the window: a page never scrolls sideways.</summary>
    public static async Task ExpectNoSidewaysScrollAsync(this IPage page, string name)
    {
        var wide = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(wide <= 0, $"{name}: {wide} px wider than the window");
    }

    /// <summary>Nothing on the page waits any more: no skeleton, nothing busy.</summary>
    public static Task UntilStillAsync(this IPage page) =>
        page.WaitForFunctionAsync("() => !document.querySelector('.waiting, .skeleton, [aria-busy=true]')");

    /// <summary>A picture of the whole page in artifacts/pictures, to be looked at.</summary>
    public static Task PictureAsync(this IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), $"{name}.png"), FullPage = true, Animations = ScreenshotAnimations.Disabled });

    private static string Folder()
    {
        var artifacts = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!;
        return artifacts.CreateSubdirectory("pictures").FullName;
    }
}
