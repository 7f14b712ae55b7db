using System.Net;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Languages;

public sealed class LanguageTests(StudioApp app) : IClassFixture<StudioApp>
{
    [Fact]
    public async Task Page_Untold_IsEnglishFromLeftToRight()
    {
        using var browser = app.Browser();

        var html = await browser.GetStringAsync("/account/sign-in");

        Assert.Contains("<html lang=\"en\" dir=\"ltr\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_Chosen_IsKeptAndTurnsThePageRound()
    {
        using var browser = await app.SignedInAsync(await app.AddUserAsync(Core.Governance.Access.Role.Analyst));

        using var answer = await StudioApp.PostFormAsync(
            browser, "/account/language", new() { ["language"] = "qps-plocm", ["returnUrl"] = "/settings" }, action: "/account/language/choose");
        var html = await browser.GetStringAsync("/account/password");

        Assert.Equal("/settings", answer.Headers.Location!.ToString());
        Assert.Contains("<html lang=\"en-x-pseudo\" dir=\"rtl\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Change password", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("../etc")]
    public async Task Language_Unknown_ChangesNothing(string language)
    {
        using var browser = await app.SignedInAsync();

        using var answer = await StudioApp.PostFormAsync(
            browser, "/account/language", new() { ["language"] = language, ["returnUrl"] = "//evil.example" }, action: "/account/language/choose");
        var html = await browser.GetStringAsync("/account/password");

        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.Contains("lang=\"en\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans", "ltr", "登录")]
    [InlineData("de-DE, en;q=0.2, zh-HK;q=0.7", "zh-Hant", "ltr", "登入")]
    [InlineData("en-US,en;q=0.9,vi;q=0.8", "en", "ltr", "Sign in")]
    [InlineData("tlh, *;q=0.1", "en", "ltr", "Sign in")]
    [InlineData("zh-Hans;q=0, nonsense;;", "en", "ltr", "Sign in")]
    public async Task Page_AtTheFirstVisit_SpeaksWhatTheBrowserAsksFor(string wishes, string language, string direction, string word)
    {
        using var browser = app.Browser();
        Assert.True(browser.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", wishes));

        var html = WebUtility.HtmlDecode(await browser.GetStringAsync("/account/sign-in"));

        Assert.Contains($"<html lang=\"{language}\" dir=\"{direction}\"", html, StringComparison.Ordinal);
        Assert.Contains(word, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_Chosen_FollowsThePersonToAnotherBrowser()
    {
        var email = await app.AddUserAsync(Core.Governance.Access.Role.Analyst);
        using var first = await app.SignedInAsync(email);
        using var chosen = await StudioApp.PostFormAsync(first, "/account/language", new() { ["language"] = "zh-Hant" }, action: "/account/language/choose");

        using var second = await app.SignedInAsync(email);
        second.DefaultRequestHeaders.AcceptLanguage.ParseAdd("vi");
        var html = await second.GetStringAsync("/account/password");

        Assert.Contains("<html lang=\"zh-Hant\" dir=\"ltr\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Persian_Chosen_IsWrittenFromRightToLeft()
    {
        using var browser = app.Browser();
        browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fa-IR");

        var html = await browser.GetStringAsync("/account/sign-in");

        Assert.Contains("<html lang=\"fa\" dir=\"rtl\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_WithALanguageCookie_StaysInvariant()
    {
        using var program = app.Program(StudioApp.ApiKey);
        program.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.Culture=c%3Dde%7Cuic%3Dqps-plocm");

        using var answer = await program.GetAsync("/api/v1/no-such-thing");

        Assert.Contains("Not Found", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
