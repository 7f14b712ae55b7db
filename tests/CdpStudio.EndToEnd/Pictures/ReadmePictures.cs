using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Pictures;

/// <summary>What the README shows, taken from the demo in the product itself: twice as many pixels as points, and small files.</summary>
public sealed class ReadmePictures(Chromium chromium) : IClassFixture<Chromium>
{
    [PicturesFact]
    public async Task Pictures_OfTheDemo_AreMadeAnew()
    {
        await using var studio = await StudioProcess.StartAsync(new() { ["Bootstrap__Demo"] = "true", ["Segments__MembershipInterval"] = "00:00:01" });
        var api = new StudioApi(studio);
        await studio.UntilAsync(
            async () => (await api.SendAsync(HttpMethod.Get, "/api/v1/demo"))!["state"]!.GetValue<string>() == "loaded",
            TimeSpan.FromMinutes(5), () => studio.HasExited, "load the demo", CancellationToken.None);
        await studio.UntilAsync(
            async () => (await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/win-back-a-full-basket/numbers"))!["completed"]!.GetValue<int>() > 0,
            TimeSpan.FromMinutes(2), () => studio.HasExited, "let the journey's people walk", CancellationToken.None);
        var page = await chromium.OpenAsync(studio.Address, Screen.Desk, pixelsPerPoint: 2);
        await page.SignInAsync();

        await TakeAsync(page, "/", "home", page.GetByRole(AriaRole.Heading, new() { Name = "Home", Level = 1 }));
        await TakeAsync(page, "/segments/lapsing-regulars-with-a-basket", "segment-builder", page.GetByRole(AriaRole.Region, new() { Name = "How many people" }));
        var members = await api.SendAsync(HttpMethod.Get, "/api/v1/segments/lapsing-regulars-with-a-basket/members?limit=1");
        await TakeAsync(page, $"/profiles/{members!["items"]![0]!["id"]}", "profile", page.GetByText("Order Completed").First);
        await TakeAsync(page, "/journeys/win-back-a-full-basket?view=canvas", "journey-canvas", page.Locator(".react-flow__node[data-id=coupon]"));
        var campaigns = await api.SendAsync(HttpMethod.Get, "/api/v1/campaigns");
        await TakeAsync(page, $"/campaigns/{campaigns!["items"]![0]!["id"]}?tab=results", "campaign-report", page.GetByRole(AriaRole.Table));
    }

    private static async Task TakeAsync(IPage page, string address, string name, ILocator whenThere)
    {
        await page.GotoAsync(address);
        await whenThere.WaitForAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var taken = await page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled });
        await File.WriteAllBytesAsync(Path.Combine(PicturesFactAttribute.Folder!, $"{name}.webp"), await SmallerAsync(page, taken));
    }

    /// <summary>The browser is the one encoder that is there anyway; a page of its own, because the product's forbids pictures from text.</summary>
    private static async Task<byte[]> SmallerAsync(IPage page, byte[] picture)
    {
        var blank = await page.Context.NewPageAsync();
        try
        {
            var text = await blank.EvaluateAsync<string>(
                """
                async text => {
                  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${text}`)).blob());
                  const canvas = new OffscreenCanvas(image.width, image.height);
                  canvas.getContext('2d').drawImage(image, 0, 0);
                  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })).arrayBuffer());
                  return btoa(bytes.reduce((all, byte) => all + String.fromCharCode(byte), ''));
                }
                """,
                Convert.ToBase64String(picture));
            return Convert.FromBase64String(text);
        }
        finally
        {
            await blank.CloseAsync();
        }
    }
}
