using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Stewardship;

/// <summary>Identity rules and the merges that wait, as another program sets and decides them.</summary>
public sealed class IdentityRulesApiTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Rules = "/api/v1/identity/rules";
    private const string Held = "/api/v1/identity/held";

    private readonly HttpClient _program = app.Program(StudioApp.ApiKey);

    [Fact]
    public async Task Rules_PreviewedAndSet_HoldAndAnOlderPreviewDoesNotAnyMore()
    {
        var (first, second) = (await PreviewAsync(limit: 5), await PreviewAsync(limit: 6));
        Assert.Equal(
            (JsonValueKind.Array, 0), (first.GetProperty("effect").GetProperty("merges").ValueKind, first.GetProperty("effect").GetProperty("merging").GetInt32()));
        var before = (await GetAsync(Rules)).GetProperty("version").GetInt32();

        using var set = await _program.PostAsync($"{Rules}/previews/{first.GetProperty("id").GetInt64()}/set", null);

        Assert.Equal(HttpStatusCode.Accepted, set.StatusCode);
        var now = await GetAsync(Rules);
        Assert.Equal(before + 1, now.GetProperty("version").GetInt32());
        var namespaces = now.GetProperty("namespaces").EnumerateArray().ToList();
        Assert.Equal(("user_id", 1), (namespaces[0].GetProperty("namespace").GetString(), namespaces[0].GetProperty("limit").GetInt32()));
        Assert.Equal(
            ("loyalty_card", 5, "month", "test*"),
            (namespaces[1].GetProperty("namespace").GetString(), namespaces[1].GetProperty("limit").GetInt32(), namespaces[1].GetProperty("period").GetString(), namespaces[1].GetProperty("blocked")[0].GetString()));
        Assert.Equal(
            ("phone", "VN"), (namespaces[1].GetProperty("normaliser").GetString(), namespaces[1].GetProperty("country").GetString()));
        Assert.Equal(("email", "text"), (Normaliser(namespaces, "email"), Normaliser(namespaces, "user_id")));
        Assert.Equal(409, await StatusAsync(HttpMethod.Post, $"{Rules}/previews/{second.GetProperty("id").GetInt64()}/set"));
        Assert.Equal(before + 1, (await GetAsync($"{Rules}/versions"))[0].GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("""{"namespaces":"email"}""", "/namespaces")]
    [InlineData("""{"namespaces":[{"limit":1}]}""", "/namespaces/0/namespace")]
    [InlineData("""{"namespaces":[{"namespace":"email","limit":"5"}]}""", "/namespaces/0/limit")]
    [InlineData("""{"namespaces":[{"namespace":"email","period":"century"}]}""", "/namespaces/0/period")]
    [InlineData("""{"namespaces":[{"namespace":"card","normaliser":"telex"}]}""", "/namespaces/0/normaliser")]
    [InlineData("""{"namespaces":[{"namespace":"user_id","normaliser":"exact"}]}""", "/namespaces")]
    [InlineData("""{"namespaces":[{"namespace":"phone","country":"Vietnam"}]}""", "/namespaces")]
    [InlineData("""{"namespaces":[{"namespace":"email","shared":1}]}""", "/namespaces/0/shared")]
    [InlineData("""{"namespaces":[{"namespace":"email","blocked":[1]}]}""", "/namespaces/0/blocked")]
    [InlineData("""{"namespaces":[{"namespace":"email","limits":5}]}""", "/namespaces/0/limits")]
    [InlineData("""{"namespaces":[{"namespace":"user_id","limit":2}]}""", "/namespaces")]
    [InlineData("""{"namespaces":[{"namespace":"email","blocked":["*"]}]}""", "/namespaces")]
    public async Task Preview_OfNothingThatReads_SaysWhere(string body, string pointer)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await _program.PostAsync($"{Rules}/previews", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Held_TwoUserIdsInOneBrowser_IsListedAndDecided()
    {
        var two = await TwoCustomers.MeetAsync(app);
        await new QuarantinedStudio(app).SourceWithAsync($$"""{"type":"track","messageId":"{{two.Bob}}-at-anns","userId":"{{two.Bob}}","anonymousId":"{{two.AnnsBrowser}}","event":"Paid"}""");
        using var look = await _program.PostAsync($"{Held}/look", null);
        Assert.Equal(HttpStatusCode.Accepted, look.StatusCode);

        JsonElement held = default;
        await QuarantinedStudio.UntilAsync(async () =>
        {
            held = (await GetAsync($"{Held}?limit=1000")).GetProperty("items").EnumerateArray()
                .FirstOrDefault(h => h.GetProperty("profiles").EnumerateArray().Any(p => p.GetInt64() == two.AnnsProfile.Id.Value));
            return held.ValueKind == JsonValueKind.Object;
        });

        Assert.Equal(("twoUserIds", "open"), (held.GetProperty("reason").GetString(), held.GetProperty("state").GetString()));
        var decide = $"{Held}/{held.GetProperty("id").GetInt64()}/decide";
        Assert.Equal(204, await StatusAsync(HttpMethod.Post, decide, """{"one":true}"""));
        Assert.Equal(6, two.AnnsProfile.Identifiers.Count);
        Assert.Equal(409, await StatusAsync(HttpMethod.Post, decide, """{"one":false}"""));
        Assert.Equal(400, await StatusAsync(HttpMethod.Post, decide, "{}"));
        Assert.Equal(404, await StatusAsync(HttpMethod.Post, $"{Held}/999999999/decide", """{"one":false}"""));
    }

    [Theory]
    [InlineData("?state=maybe")]
    [InlineData("?limit=0")]
    [InlineData("?after=-1")]
    public async Task Held_AskedForWhatIsNone_IsRefused(string query) => Assert.Equal(400, await StatusAsync(HttpMethod.Get, Held + query));

    [Fact]
    public async Task Call_WithTheScopeToReadAlone_ShowsRulesAndChangesNothing()
    {
        var made = await app.Services.GetRequiredService<MakeApiKeyHandler>().HandleAsync(new("reads rules", [Permission.ReadWorkspace]), default);
        using var reader = app.Program(Assert.IsType<MakeApiKeyResult.Made>(made).Text);

        using var rules = await reader.GetAsync(Rules);
        using var preview = await reader.PostAsJsonAsync($"{Rules}/previews", new { namespaces = Array.Empty<object>() });
        using var held = await reader.GetAsync(Held);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (rules.StatusCode, preview.StatusCode, held.StatusCode));
        Assert.Equal(404, await StatusAsync(HttpMethod.Get, $"{Rules}/previews/999999999"));
    }

    private async Task<JsonElement> PreviewAsync(int limit)
    {
        object[] namespaces = [new { @namespace = "loyalty_card", normaliser = "phone", country = "vn", limit, period = "month", blocked = new[] { "test*" } }];
        using var asked = await _program.PostAsJsonAsync($"{Rules}/previews", new { namespaces });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        JsonElement preview = default;
        await QuarantinedStudio.UntilAsync(async () =>
        {
            preview = await GetAsync(asked.Headers.Location!.ToString());
            return preview.GetProperty("state").GetString() == "ready";
        });
        return preview;
    }

    private static string? Normaliser(IEnumerable<JsonElement> namespaces, string name) =>
        namespaces.Single(n => n.GetProperty("namespace").GetString() == name).GetProperty("normaliser").GetString();

    private Task<JsonElement> GetAsync(string address) => _program.GetFromJsonAsync<JsonElement>(address);

    private async Task<int> StatusAsync(HttpMethod method, string address, string? body = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _program.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
