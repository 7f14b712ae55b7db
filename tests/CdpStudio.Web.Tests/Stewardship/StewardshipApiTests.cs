using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Stewardship;

/// <summary>Who is who, as another program asks and says it.</summary>
public sealed class StewardshipApiTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Decisions = "/api/v1/identity/decisions";
    private const string Profiles = "/api/v1/profiles";

    private readonly HttpClient _program = app.Program(StudioApp.ApiKey);

    [Fact]
    public async Task Evidence_HasOriginsAndTheChainThatIsAskedFor()
    {
        var two = await TwoCustomers.MeetAsync(app);
        var address = $"{Profiles}/{two.AnnsProfile.Id}/evidence";

        var plain = await GetAsync(address);
        var evidence = await GetAsync($"{address}?from=email:{Uri.EscapeDataString(two.AnnsMail)}&to=anonymous_id:{two.AnnsBrowser}");

        Assert.Equal(JsonValueKind.Null, plain.GetProperty("chain").ValueKind);
        Assert.Equal(3, plain.GetProperty("identifiers").GetArrayLength());
        Assert.All(plain.GetProperty("identifiers").EnumerateArray(), i => Assert.Equal(two.Source, i.GetProperty("source").GetInt32()));
        Assert.Equal(2, plain.GetProperty("links").GetArrayLength());
        var chain = evidence.GetProperty("chain").EnumerateArray().ToList();
        Assert.Equal([$"{two.Ann}-1", $"{two.Ann}-2"], chain.Select(l => l.GetProperty("messageId").GetString()));
        Assert.All(chain, l => Assert.Equal("seen", l.GetProperty("kind").GetString()));
    }

    [Theory]
    [InlineData("?from=email:x", 400)]
    [InlineData("?from=nothing&to=email:x", 400)]
    [InlineData("?from=email:nobody@x.org&to=email:x", 400)]
    public async Task Evidence_OfNothingThatReads_IsRefused(string query, int status)
    {
        var two = await TwoCustomers.MeetAsync(app);

        Assert.Equal(status, await StatusAsync(HttpMethod.Get, $"{Profiles}/{two.AnnsProfile.Id}/evidence{query}"));
        Assert.Equal(404, await StatusAsync(HttpMethod.Get, $"{Profiles}/999999999/evidence"));
    }

    [Fact]
    public async Task Split_PreviewedCarriedOutAndUndone()
    {
        var two = await TwoCustomers.MeetAsync(app);
        var split = $"{Profiles}/{two.AnnsProfile.Id}/split";
        string[] identifiers = [$"anonymous_id:{two.AnnsBrowser}"];

        var preview = await PostAsync(split, new { identifiers, preview = true });
        Assert.Equal((JsonValueKind.Null, 2, true), (preview.GetProperty("decision").ValueKind, preview.GetProperty("people").GetArrayLength(), preview.GetProperty("isCertain").GetBoolean()));
        Assert.Equal(3, two.AnnsProfile.Identifiers.Count);

        var done = await PostAsync(split, new { identifiers });
        Assert.Equal(
            preview.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("id").GetInt64()),
            done.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("id").GetInt64()));
        Assert.Equal(2, two.AnnsProfile.Identifiers.Count);

        var id = done.GetProperty("decision").GetInt64();
        var decision = (await GetAsync($"{Decisions}?limit=1")).GetProperty("items")[0];
        Assert.Equal((id, "tookApart", false), (decision.GetProperty("id").GetInt64(), decision.GetProperty("kind").GetString(), decision.GetProperty("never").GetBoolean()));
        var undone = await PostAsync($"{Decisions}/{id}/undo", new { });
        Assert.Equal(two.AnnsProfile.Id.Value, Assert.Single(undone.GetProperty("profiles").EnumerateArray()).GetInt64());
        Assert.Equal(3, two.AnnsProfile.Identifiers.Count);
        Assert.Equal(409, await StatusAsync(HttpMethod.Post, $"{Decisions}/{id}/undo"));
    }

    [Fact]
    public async Task Merge_TwoWhoWereKeptApart_IsRefusedUntilThatIsUndone()
    {
        var two = await TwoCustomers.MeetAsync(app);
        var merge = new { a = $"email:{two.AnnsMail}", b = $"user_id:{two.Bob}" };

        var merged = await PostAsync($"{Profiles}/merge", merge);
        Assert.Equal((two.AnnsProfile.Id.Value, 6), (merged.GetProperty("profile").GetInt64(), two.AnnsProfile.Identifiers.Count));
        Assert.Equal(409, await StatusAsync(HttpMethod.Post, $"{Profiles}/merge", JsonSerializer.Serialize(merge)));

        var split = await PostAsync(
            $"{Profiles}/{two.AnnsProfile.Id}/split", new { identifiers = new[] { $"user_id:{two.Bob}", $"email:{two.Bob}@mail.example", $"anonymous_id:browser-of-{two.Bob}" }, never = true });
        Assert.Equal(3, two.AnnsProfile.Identifiers.Count);
        Assert.Equal(409, await StatusAsync(HttpMethod.Post, $"{Profiles}/merge", JsonSerializer.Serialize(merge)));

        await PostAsync($"{Decisions}/{split.GetProperty("decision").GetInt64()}/undo", new { });
        Assert.Equal(6, two.AnnsProfile.Identifiers.Count);
    }

    [Theory]
    [InlineData("""{"identifiers":"user_id:x"}""", "/identifiers")]
    [InlineData("""{"identifiers":["user_id"]}""", "/identifiers/0")]
    [InlineData("""{"identifiers":[]}""", "/identifiers")]
    [InlineData("""{"identifiers":["user_id:nobody-at-all"]}""", "/identifiers")]
    [InlineData("""{"identifiers":["user_id:x"],"never":"yes"}""", "/never")]
    [InlineData("""{"identifier":["user_id:x"]}""", "/identifier")]
    public async Task Split_OfNothingThatReads_SaysWhere(string body, string pointer)
    {
        var two = await TwoCustomers.MeetAsync(app);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await _program.PostAsync($"{Profiles}/{two.AnnsProfile.Id}/split", content);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("POST", "/api/v1/profiles/999999999/split", """{"identifiers":["user_id:x"]}""")]
    [InlineData("POST", "/api/v1/profiles/merge", """{"a":"user_id:nobody-1","b":"user_id:nobody-2"}""")]
    [InlineData("POST", "/api/v1/identity/decisions/999999999/undo", "{}")]
    public async Task Call_ForWhatIsNotThere_Is404(string method, string address, string body) =>
        Assert.Equal(404, await StatusAsync(new HttpMethod(method), address, body));

    [Fact]
    public async Task Call_WithTheScopeToReadAlone_ShowsEvidenceAndChangesNothing()
    {
        var two = await TwoCustomers.MeetAsync(app);
        var made = await app.Services.GetRequiredService<MakeApiKeyHandler>().HandleAsync(new("reads alone", [Permission.ReadProfiles]), default);
        using var reader = app.Program(Assert.IsType<MakeApiKeyResult.Made>(made).Text);

        using var evidence = await reader.GetAsync($"{Profiles}/{two.AnnsProfile.Id}/evidence");
        using var split = await reader.PostAsJsonAsync($"{Profiles}/{two.AnnsProfile.Id}/split", new { identifiers = new[] { $"user_id:{two.Ann}" } });
        using var list = await reader.GetAsync(Decisions);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (evidence.StatusCode, split.StatusCode, list.StatusCode));
    }

    [Fact]
    public async Task List_WithALimitThatIsNone_IsRefused() => Assert.Equal(400, await StatusAsync(HttpMethod.Get, $"{Decisions}?limit=0"));

    private Task<JsonElement> GetAsync(string address) => _program.GetFromJsonAsync<JsonElement>(address);

    private async Task<JsonElement> PostAsync(string address, object body)
    {
        using var answer = await _program.PostAsJsonAsync(address, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<int> StatusAsync(HttpMethod method, string address, string? body = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _program.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
