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
        using var browser = await app.SignedInAsync();

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

    [Fact]
    public async Task Api_WithALanguageCookie_StaysInvariant()
    {
        using var program = app.Program(StudioApp.ApiKey);
        program.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.Culture=c%3Dde%7Cuic%3Dqps-plocm");

        using var answer = await program.GetAsync("/api/v1/no-such-thing");

        Assert.Contains("Not Found", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
