using System.Text.RegularExpressions;
using CdpStudio.EndToEnd.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace CdpStudio.EndToEnd.Browser;

/// <summary>What somebody does before a session: the first administrator and signing in.</summary>
internal static partial class PublicPages
{
    public static async Task MakeFirstAdministratorAsync(this IPage page, StudioProcess studio)
    {
        await page.GotoAsync("/");
        await page.GetByLabel("Code").FillAsync(SetupCode(studio));
        await page.GetByLabel("E-mail").FillAsync(StudioProcess.AdminEmail);
        await page.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await page.GetByLabel("Password").FillAsync(StudioProcess.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up CdpStudio" }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Home", Level = 1 }).WaitForAsync();
    }

    public static async Task SignInAsync(this IPage page)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByLabel("E-mail").FillAsync(StudioProcess.AdminEmail);
        await page.GetByLabel("Password").FillAsync(StudioProcess.AdminPassword);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        // By address: the account may have chosen a language in another browser.
        await Expect(page).ToHaveURLAsync(AtHome(), new() { Timeout = 30_000 });
        await page.Locator("h1").First.WaitForAsync();
    }

    public static async Task ChooseLanguageAsync(this IPage page, string language)
    {
        await page.GotoAsync("/account/language");
        await page.Locator($"input[value={language}]").CheckAsync();
        await page.Locator("main button[type=submit], form button[type=submit]").First.ClickAsync();
        await page.Locator("h1").First.WaitForAsync();
    }

    private static string SetupCode(StudioProcess studio) =>
        studio.LogLines().Select(line => CodeInLog().Match(line)).First(m => m.Success).Groups["code"].Value;

    [GeneratedRegex("^[a-z]+://[^/]+/$")]
    private static partial Regex AtHome();

    [GeneratedRegex("enter the code (?<code>[A-Z0-9-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex CodeInLog();
}
