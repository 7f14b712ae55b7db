using System.Net;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Access;

public sealed class SignInTests(StudioApp app) : IClassFixture<StudioApp>
{
    [Fact]
    public async Task SignIn_RightPassword_SetsACookieThatScriptsAndOtherSitesCannotUse()
    {
        using var browser = app.Browser();

        using var answer = await StudioApp.SignInAsync(browser, StudioApp.AdminEmail, StudioApp.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("CdpStudio.Session", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.True(cookie.Length < 4096);
    }

    [Fact]
    public async Task SignIn_OverHttps_SetsACookieForHttpsOnly()
    {
        using var browser = app.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new("https://localhost") });

        using var answer = await StudioApp.SignInAsync(browser, StudioApp.AdminEmail, StudioApp.Password);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("CdpStudio.Session", StringComparison.Ordinal));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task SignIn_UnknownNameAndWrongPassword_SayTheSame()
    {
        using var browser = app.Browser();

        using var unknown = await StudioApp.SignInAsync(browser, "nobody@kilim.example", "wrong");
        using var wrong = await StudioApp.SignInAsync(browser, await app.AddUserAsync(Role.Analyst), "wrong");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        const string Same = "E-mail or password is not right.";
        Assert.Contains(Same, await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(Same, await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/segments?q=vip", "/segments?q=vip")]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("evil", "/")]
    public async Task SignIn_WithAReturnAddress_StaysHere(string returnUrl, string expected)
    {
        using var browser = app.Browser();

        using var answer = await StudioApp.SignInAsync(
            browser, StudioApp.AdminEmail, StudioApp.Password, $"?returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal(new Uri(new Uri("http://localhost"), expected), new Uri(new Uri("http://localhost"), answer.Headers.Location!));
    }

    [Fact]
    public async Task SignIn_WithoutTheFormsToken_IsRefused()
    {
        using var browser = app.Browser();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Form.Email"] = StudioApp.AdminEmail, ["Form.Password"] = StudioApp.Password, ["_handler"] = "sign-in",
        });

        using var answer = await browser.PostAsync("/account/sign-in", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.False(answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("CdpStudio.Session", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SignIn_Disabled_IsRefusedAndTheOldSessionEnds()
    {
        var email = await app.AddUserAsync(Role.Marketer);
        using var open = await app.SignedInAsync(email);
        var user = (await app.Services.GetRequiredService<AccessList>().UsersAsync(CancellationToken.None)).Single(u => u.Email == email);

        await app.Services.GetRequiredService<ChangeUserHandler>().HandleAsync(new(user.Id, user.Role, Disabled: true), CancellationToken.None);

        using var browser = app.Browser();
        using var again = await StudioApp.SignInAsync(browser, email, StudioApp.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }

    [Fact]
    public async Task Page_WithoutASession_LeadsToSignInAndBack()
    {
        using var browser = app.Browser();

        using var answer = await browser.GetAsync("/settings?tab=x");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/account/sign-in?returnUrl=%2Fsettings%3Ftab%3Dx", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_WithoutTheFormsToken_IsRefused()
    {
        using var browser = await app.SignedInAsync();
        using var form = new FormUrlEncodedContent([]);

        using var answer = await browser.PostAsync("/account/sign-out", form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
