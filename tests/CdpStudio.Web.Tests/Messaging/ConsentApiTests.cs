using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Messaging;

/// <summary>Topics and consents as programs record and read them.</summary>
public sealed class ConsentApiTests(StudioApp app) : IClassFixture<StudioApp>
{
    [Fact]
    public async Task Put_ATopic_IsMadeThenReplacedAndListed()
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var made = await program.PutAsync("/api/v1/topics/tips", Json("""{"name":"Tips","names":{"vi":"Mẹo"}}"""));
        using var replaced = await program.PutAsync("/api/v1/topics/tips", Json("""{"name":"Hints","description":"Now and then","archived":true}"""));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (made.StatusCode, replaced.StatusCode));
        var topic = (await program.GetFromJsonAsync<JsonObject>("/api/v1/topics"))!["items"]!.AsArray().Single(t => (string)t!["key"]! == "tips")!;
        Assert.Equal(("Hints", "Now and then", true), ((string)topic["name"]!, (string)topic["description"]!, (bool)topic["archived"]!));
        Assert.Empty(topic["names"]!.AsObject());
        using var gone = await program.GetAsync("/api/v1/topics/nothing");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Theory]
    [InlineData("tips", """{"name":" "}""", "/name")]
    [InlineData("tips", """{"description":"x"}""", "/name")]
    [InlineData("tips", """{"name":"x","names":{"vi":7}}""", "/names")]
    [InlineData("tips", """{"name":"x","names":{"?":"x"}}""", "/names")]
    [InlineData("tips", """{"name":"x","nom":"y"}""", "/nom")]
    [InlineData("Tips", """{"name":"x"}""", "")]
    public async Task Put_ATopicThatIsNone_IsRefusedWithThePlace(string key, string body, string pointer)
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var answer = await program.PutAsync($"/api/v1/topics/{key}", Json(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["pointer"]!);
    }

    [Fact]
    public async Task Post_AConsentOnATopic_IsReadWithItsProofAndAskedByRules()
    {
        using var program = app.Program(StudioApp.ApiKey);
        var person = await PersonAsync(program, "consenting@example.com");
        using var topic = await program.PutAsync("/api/v1/topics/weekly", Json("""{"name":"Weekly"}"""));

        using var answer = await program.PostAsync(
            $"/api/v1/profiles/{person}/consents",
            Json("""{"channel":"email","topic":"weekly","state":"subscribed","how":"form","proof":"https://kilim.example/join, version 3","saidAt":"2026-01-02T03:04:05Z"}"""));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var consents = (await program.GetFromJsonAsync<JsonObject>($"/api/v1/profiles/{person}/consents"))!;
        Assert.Equal(
            ["email  unknown", "email weekly subscribed"], consents["items"]!.AsArray().Select(c => $"{c!["channel"]} {c["topic"]} {c["state"]}"));
        var entry = Assert.Single(consents["history"]!.AsArray())!;
        Assert.Equal(
            ("form", "key", "https://kilim.example/join, version 3", "2026-01-02T03:04:05+00:00"),
            ((string)entry["how"]!, (string)entry["source"]!, (string)entry["proof"]!, (string)entry["saidAt"]!));
        var profile = (await program.GetFromJsonAsync<JsonObject>($"/api/v1/profiles/{person}"))!;
        Assert.Equal(2, profile["consents"]!.AsArray().Count);
        Assert.Equal(1, await CountAsync(program, """{"consent":"email","topic":"weekly","is":"subscribed"}"""));
        Assert.Equal(0, await CountAsync(program, """{"consent":"email","is":"subscribed"}"""));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Post_ANoOfABareDay_HoldsOverAYesOfEarlierThatDay(int day)
    {
        using var program = app.Program(StudioApp.ApiKey);
        var person = await PersonAsync(program, $"same-day{day}@example.com");
        var zone = app.Services.GetRequiredService<CurrentWorkspace>().Zone;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var date = zone.Day(now).AddDays(day);
        var earlier = day == 0 ? "" : $$""","saidAt":"{{date:yyyy-MM-dd}}T10:00:00" """;

        using var yes = await program.PostAsync($"/api/v1/profiles/{person}/consents", Json($$"""{"channel":"email","state":"subscribed"{{earlier}}}"""));
        using var no = await program.PostAsync($"/api/v1/profiles/{person}/consents", Json($$"""{"channel":"email","state":"unsubscribed","saidAt":"{{date:yyyy-MM-dd}}"}"""));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (yes.StatusCode, no.StatusCode));
        Assert.Equal("unsubscribed", (string)(await no.Content.ReadFromJsonAsync<JsonObject>())!["items"]![0]!["state"]!);
    }

    [Theory]
    [InlineData("""{"channel":"pigeon","state":"subscribed"}""", "/channel")]
    [InlineData("""{"channel":"email","state":"maybe"}""", "/state")]
    [InlineData("""{"channel":"email"}""", "/state")]
    [InlineData("""{"channel":"email","state":"subscribed","topic":"nothing"}""", "/topic")]
    [InlineData("""{"channel":"email","state":"subscribed","purpose":"fun"}""", "/purpose")]
    [InlineData("""{"channel":"email","state":"subscribed","how":"one-click"}""", "/how")]
    [InlineData("""{"channel":"email","state":"subscribed","saidAt":"soon"}""", "/saidAt")]
    [InlineData("""{"channel":"email","state":"subscribed","saidAt":"2999-01-01"}""", "/saidAt")]
    [InlineData("""{"channel":"email","state":"subscribed","proofs":"x"}""", "/proofs")]
    public async Task Post_AConsentThatIsNone_IsRefusedWithThePlace(string body, string pointer)
    {
        using var program = app.Program(StudioApp.ApiKey);
        var person = await PersonAsync(program, "refused@example.com");

        using var answer = await program.PostAsync($"/api/v1/profiles/{person}/consents", Json(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["pointer"]!);
    }

    [Fact]
    public async Task Post_OfNobody_IsNotFound()
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var answer = await program.PostAsync("/api/v1/profiles/999999/consents", Json("""{"channel":"email","state":"subscribed"}"""));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<long> PersonAsync(HttpClient program, string address)
    {
        using var made = await program.PostAsync("/api/v1/sources", Json("""{"name":"Consenting","kind":"http"}"""));
        using var shop = app.Program((string)(await made.Content.ReadFromJsonAsync<JsonObject>())!["writeKey"]!);
        (await shop.PostAsync("/v1/identify", Json($$$"""{"userId":"{{{address}}}","traits":{"email":"{{{address}}}"}}"""))).EnsureSuccessStatusCode();
        var engine = app.Services.GetRequiredService<IAudienceEngine>();
        var directory = app.Services.GetRequiredService<IProfileDirectory>();
        ProfileId? person;
        for (var position = engine.Position; (person = directory.Find(new Identifier(IdentifierNamespace.Email, address))) is null; position++)
            await engine.WaitAsync(position + 1, default);
        return person.Value.Value;
    }

    private static async Task<int> CountAsync(HttpClient program, string rule)
    {
        using var answer = await program.PostAsync("/api/v1/audience/count", Json($$"""{"rule":{{rule}}}"""));
        return (int)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["count"]!;
    }

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
