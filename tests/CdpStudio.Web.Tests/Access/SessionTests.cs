using System.Net;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Tests.Access;

public sealed class SessionTests(StudioApp app) : IClassFixture<StudioApp>
{
    [Fact]
    public void Sessions_AreAskedAboutWithinHalfAMinute()
    {
        Assert.True(SessionRevalidation.Interval <= TimeSpan.FromSeconds(30));
        Assert.True(app.Services.GetRequiredService<IOptions<SecurityStampValidatorOptions>>().Value.ValidationInterval <= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Stamp_AfterAChangeOfRole_NoLongerHolds()
    {
        var email = await app.AddUserAsync(Role.Marketer);
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<StudioUser>>();
        var user = (await users.FindByNameAsync(email))!;
        var session = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<StudioUser>>().CreateAsync(user);

        await app.Services.GetRequiredService<ChangeUserHandler>().HandleAsync(new(user.Id, Role.Analyst, Disabled: false), CancellationToken.None);

        await using var later = app.Services.CreateAsyncScope();
        Assert.Null(await later.ServiceProvider.GetRequiredService<SignInManager<StudioUser>>().ValidateSecurityStampAsync(session));
    }

    [Fact]
    public async Task ChangePassword_NeedsTheOldOneAndEndsTheSession()
    {
        var email = await app.AddUserAsync(Role.Analyst);
        using var browser = await app.SignedInAsync(email);
        Dictionary<string, string> Fields(string old) => new() { ["Form.Password"] = old, ["Form.NewPassword"] = "three little kilims" };

        using var wrong = await StudioApp.PostFormAsync(browser, "/account/password", Fields("wrong"), "password");
        using var right = await StudioApp.PostFormAsync(browser, "/account/password", Fields(StudioApp.Password), "password");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        using var again = await app.SignedInAsync(email, "three little kilims");
    }

    [Fact]
    public async Task Join_TwiceWithOneLink_WorksOnce()
    {
        var invited = Assert.IsType<AccountResult.Invited>(await app.Services.GetRequiredService<InviteUserHandler>()
            .HandleAsync(new("new@kilim.example", "New", Role.ServiceAgent), CancellationToken.None));
        var page = $"/account/join?user={invited.User}&code={Uri.EscapeDataString(invited.Code)}";
        using var browser = app.Browser();

        using var first = await StudioApp.PostFormAsync(browser, page, new() { ["Form.Password"] = "blue tulip glass" }, "join");
        using var second = await StudioApp.PostFormAsync(browser, page, new() { ["Form.Password"] = "red tulip glass" }, "join");

        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        using var signedIn = await app.SignedInAsync("new@kilim.example", "blue tulip glass");
    }

    [Fact]
    public async Task SignOut_EndsTheSessionOnThisBrowser()
    {
        using var browser = await app.SignedInAsync(await app.AddUserAsync(Role.Analyst));

        using var answer = await StudioApp.PostFormAsync(browser, "/account/language", [], action: "/account/sign-out");
        using var home = await browser.GetAsync("/");

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
    }
}
