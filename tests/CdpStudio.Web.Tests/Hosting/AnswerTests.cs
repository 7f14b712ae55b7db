using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Hosting;

public sealed class AnswerTests(StudioApp app) : IClassFixture<StudioApp>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/")]
    [InlineData("/api/v1/workspace")]
    [InlineData("/health/live")]
    [InlineData("/no-such-page")]
    public async Task EveryAnswer_TellsTheBrowserWhatItMayDo(string address)
    {
        using var browser = app.Browser();

        using var answer = await browser.GetAsync(address);

        var policy = Header(answer, "Content-Security-Policy");
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Theory]
    [InlineData("/api/v1/no-such-thing")]
    [InlineData("/api/v2")]
    public async Task Api_UnknownAddress_Is404WithProblem(string address)
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var answer = await program.GetAsync(address);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Api_BrokenBody_Is400WithProblem()
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var body = new StringContent("{ \"name\": ", System.Text.Encoding.UTF8, "application/json");

        using var answer = await program.PutAsync("/api/v1/workspace", body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Page_Unknown_Is404WithAPage()
    {
        using var browser = await app.SignedInAsync();

        using var answer = await browser.GetAsync("/no-such-page");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Health_AfterTheStart_IsLiveAndSoonReady()
    {
        using var browser = app.Browser();

        using var live = await browser.GetAsync("/health/live");

        Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var ready = await browser.GetAsync("/health/ready", limit.Token);
            if (ready.StatusCode == HttpStatusCode.OK) return;

            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
            await Task.Delay(50, limit.Token);
        }
    }

    [Fact]
    public async Task Metrics_AreInPrometheusText()
    {
        using var browser = app.Browser();

        var text = await browser.GetStringAsync("/metrics");

        Assert.Contains("# TYPE cdpstudio_messages_accepted_total counter\ncdpstudio_messages_accepted_total 0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenApi_DescribesTheApiAndItsKey()
    {
        using var browser = app.Browser();

        var document = await browser.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        Assert.True(document.GetProperty("paths").TryGetProperty("/api/v1/workspace", out var workspace));
        Assert.True(workspace.GetProperty("get").TryGetProperty("security", out _));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("ApiKey").GetProperty("scheme").GetString());
        Assert.All(document.GetProperty("paths").EnumerateObject(), path => Assert.DoesNotContain("/ui", path.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PublicPage_BringsItsStylesAndScript()
    {
        using var browser = app.Browser();
        var html = await browser.GetStringAsync("/account/sign-in");

        foreach (var address in new[] { "/client/studio.js", "/tokens.css", "/base.css" })
        {
            Assert.Contains(Path.GetFileNameWithoutExtension(address), html, StringComparison.Ordinal);
            using var answer = await browser.GetAsync(address);
            Assert.Equal((address, HttpStatusCode.OK), (address, answer.StatusCode));
        }
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
