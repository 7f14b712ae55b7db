using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Mail;

internal static class EmailSetup
{
    /// <summary>What the product is started with so that it may talk to a mail server on this machine.</summary>
    public static Dictionary<string, string> Environment => new() { ["Email__AllowedPrivateHosts"] = MailServer.Host };

    /// <summary>Settings, E-mail, as an administrator fills them in.</summary>
    public static async Task SetUpEmailAsync(this IPage page, MailServer server, Uri studio, int connections)
    {
        await page.GotoAsync("/settings/email");
        await page.GetByLabel("Sender name").FillAsync("Kilim & Co");
        await page.GetByLabel("Sender address").FillAsync("hello@kilim.example");
        await page.GetByLabel("Postal address").FillAsync("Kilim & Co, Weberstr. 3, 10437 Berlin");
        await page.GetByLabel("Public address").FillAsync(studio.ToString().TrimEnd('/'));
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Mail server" }).FillAsync(MailServer.Host);
        await page.GetByLabel("Port").FillAsync(server.Port.ToString(CultureInfo.InvariantCulture));
        await page.Locator("label.tick input[type=checkbox]").First.UncheckAsync();
        await page.GetByLabel("Connections").FillAsync(connections.ToString(CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator("main header").First).ToContainTextAsync("Mail leaves");
    }
}
