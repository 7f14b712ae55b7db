using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

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

    [Theory]
    [InlineData("POST", "/api/v1/no-such-thing", HttpStatusCode.NotFound, "nothing")]
    [InlineData("DELETE", "/api/v2", HttpStatusCode.NotFound, "nothing")]
    [InlineData("POST", "/api/v1/imports/abc", HttpStatusCode.NotFound, "nothing")]
    [InlineData("PUT", "/health/no-such-part", HttpStatusCode.NotFound, "nothing")]
    [InlineData("DELETE", "/api/v1/privacy/erasures/5", HttpStatusCode.MethodNotAllowed, "DELETE", "GET")]
    [InlineData("GET", "/api/v1/audience/count", HttpStatusCode.MethodNotAllowed, "GET", "POST")]
    [InlineData("POST", "/api/v1/imports/5", HttpStatusCode.MethodNotAllowed, "POST", "GET")]
    [InlineData("POST", "/api/v1/segments/vip", HttpStatusCode.MethodNotAllowed, "POST", "DELETE, GET, PUT")]
    [InlineData("PUT", "/health/live", HttpStatusCode.MethodNotAllowed, "PUT", "GET")]
    [InlineData("POST", "/metrics", HttpStatusCode.MethodNotAllowed, "POST", "GET")]
    [InlineData("POST", "/openapi/v1.json", HttpStatusCode.MethodNotAllowed, "POST", "GET")]
    public async Task Program_AsksForWhatIsNotThere_IsToldInWords(string method, string address, HttpStatusCode status, string words, string? allowed = null)
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);

        using var answer = await program.SendAsync(request);

        Assert.Equal((status, allowed), (answer.StatusCode, answer.Content.Headers.Allow is { Count: > 0 } allow ? string.Join(", ", allow) : null));
        Assert.Contains(words, await DetailAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_BodyThatIsNotLabelledJson_IsToldSoToWhoeverMayAsk()
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var stranger = app.Browser();
        using var body = new StringContent("{}");

        using var answer = await program.PutAsync("/api/v1/workspace", body);
        using var closed = await stranger.PutAsync("/api/v1/workspace", body);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("application/json", await DetailAsync(answer), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, closed.StatusCode);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    [InlineData("/api/v1/workspace")]
    [InlineData("/account/sign-in")]
    public async Task Head_OfWhatCanBeRead_Answers(string address)
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);

        using var answer = await program.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("PUT", "/api/v1/workspace", "{ \"name\": ", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/api/v1/workspace", "5", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v1/sources", """{"name":"\ud800","kind":"http"}""", HttpStatusCode.BadRequest)]
    [InlineData("POST", "/api/v1/segments", """{"name":"\ud800","rule":{"everyone":true}}""", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/sources?limit=abc", null, HttpStatusCode.BadRequest)]
    public async Task Api_WhatItCanNotRead_IsRefusedInWords(string method, string address, string? body, HttpStatusCode expected)
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var answer = await program.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
        Assert.NotEmpty(await DetailAsync(answer));
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
        await app.Services.GetRequiredService<AudienceReadiness>().Ready.WaitAsync(TimeSpan.FromSeconds(30));
        using var ready = await browser.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
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

    [Theory]
    [InlineData("/api/v1/audience/count", "post", "application/json", "rule")]
    [InlineData("/api/v1/segments/{key}", "put", "application/json", "name", "rule")]
    [InlineData("/api/v1/imports", "post", "multipart/form-data", "file", "mapping")]
    [InlineData("/v1/batch", "post", "application/json", "batch")]
    [InlineData("/api/v1/privacy/exports", "post", "application/json", "identifier")]
    [InlineData("/api/v1/privacy/erasures", "post", "application/json", "identifier")]
    [InlineData("/api/v1/profiles/merge", "post", "application/json", "a", "b")]
    public async Task OpenApi_SaysWhatABodyNeeds(string path, string method, string type, params string[] required)
    {
        using var browser = app.Browser();

        var document = await browser.GetFromJsonAsync<JsonElement>("/openapi/v1.json");

        var body = document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("requestBody");
        var schema = body.GetProperty("content").GetProperty(type).GetProperty("schema");
        Assert.Equal(required, schema.GetProperty("required").EnumerateArray().Select(r => r.GetString()));
        Assert.All(required, r => Assert.True(schema.GetProperty("properties").TryGetProperty(r, out _)));
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

    private static async Task<string> DetailAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!;
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
