using System.Net;
using System.Text.RegularExpressions;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Access;

public sealed partial class FirstAdministratorTests : IAsyncDisposable
{
    private readonly EmptyStudioApp _app = new();

    [Fact]
    public async Task First_WithTheCodeOfTheLog_MakesTheAdministratorOnce()
    {
        using var browser = _app.Browser();
        using var visit = await browser.GetAsync("/account/sign-in");
        Assert.EndsWith("/account/first", visit.Headers.Location!.ToString(), StringComparison.Ordinal);

        using var wrong = await SubmitAsync(browser, "AAAA-BBBB-CCCC");
        using var right = await SubmitAsync(browser, CodeInLog().ToLowerInvariant());
        using var home = await browser.GetAsync("/settings/users");
        using var stranger = _app.Browser();
        using var late = await stranger.GetAsync("/account/first");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
        Assert.EndsWith("/account/sign-in", late.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task First_ManyWrongCodes_IsRefusedUnread()
    {
        using var browser = _app.Browser();
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await SubmitAsync(browser, "AAAA-BBBB-CCCC");
        }

        using var right = await SubmitAsync(browser, CodeInLog());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
        Assert.Contains("Too many wrong tries", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string code) =>
        StudioApp.PostFormAsync(
            browser, "/account/first",
            new() { ["Form.Code"] = code, ["Form.Email"] = "linh@kilim.example", ["Form.Name"] = "Linh Phạm", ["Form.Password"] = StudioApp.Password },
            "first");

    private string CodeInLog() => Code().Match(string.Join('\n', _app.Log.Lines)).Value;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [GeneratedRegex("[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")]
    private static partial Regex Code();
}
