using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Privacy;

/// <summary>Erasures as another program asks for them.</summary>
public sealed class ErasureApiTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Erasures = "/api/v1/privacy/erasures";
    private const string Exports = "/api/v1/privacy/exports";

    private readonly HttpClient _program = app.Program(StudioApp.ApiKey);

    [Fact]
    public async Task Erasure_FromTheQuestionToTheCertificate()
    {
        var user = await PersonAsync("Ann");

        using var asked = await _program.PostAsJsonAsync(Erasures, new { identifier = $"user_id:{user}" });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        Assert.Equal($"{Erasures}/{id}", asked.Headers.Location!.ToString());
        var done = await DoneAsync(id);

        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null, JsonValueKind.String), (Kind(done, "error"), Kind(done, "identifier"), Kind(done, "finishedAt")));
        Assert.False(done.GetProperty("suppress").GetBoolean());
        var certificate = done.GetProperty("certificate");
        Assert.Equal((ErasureCertificate.Current, true, 1), (certificate.GetProperty("version").GetInt32(), Found(done), certificate.GetProperty("identifiers").GetInt32()));
        Assert.Equal(PersonalPart.All, Parts(done).Select(p => p.GetProperty("part").GetString()));
        Assert.All(Parts(done), p => Assert.Equal(0, p.GetProperty("left").GetInt64()));
        Assert.Contains(Parts(done), p => p.GetProperty("removed").GetInt64() > 0);
        Assert.Equal(404, await StatusAsync(HttpMethod.Get, ProfileOf(user)));

        using var file = await _program.GetAsync($"{Erasures}/{id}/certificate");
        Assert.Equal(("application/json", "attachment", $"erasure-{id}.json"), Shape(file));
        Assert.True(file.Headers.CacheControl!.NoStore);
        Assert.Equal(JsonSerializer.Serialize(certificate), JsonSerializer.Serialize(await file.Content.ReadFromJsonAsync<JsonElement>()));
    }

    [Fact]
    public async Task Answers_AfterTheEnd_NameNobody()
    {
        var user = await PersonAsync("Somebody Unmistakable");

        var id = await ErasedAsync(user);

        foreach (var address in new[] { $"{Erasures}/{id}", $"{Erasures}/{id}/certificate", Erasures, Exports })
            Assert.DoesNotContain(user, await _program.GetStringAsync(address), StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains(user, StringComparison.Ordinal) || line.Contains("Unmistakable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Erasure_OfWhomNobodyKnows_CompletesAndSaysSo()
    {
        var user = await PersonAsync("Ann");
        await ErasedAsync(user);

        var again = await DoneAsync(await ErasedAsync(user));

        Assert.False(Found(again));
        Assert.All(Parts(again), p => Assert.Equal(0, p.GetProperty("left").GetInt64()));
    }

    [Fact]
    public async Task Export_OfAnErasedPerson_GoesWithThem()
    {
        var user = await PersonAsync("Ann");
        using var asked = await _program.PostAsJsonAsync(Exports, new { identifier = $"user_id:{user}" });
        var export = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        await QuarantinedStudio.UntilAsync(async () =>
            (await _program.GetFromJsonAsync<JsonElement>($"{Exports}/{export}")).GetProperty("state").GetString() == "completed");

        await ErasedAsync(user);

        Assert.Equal(404, await StatusAsync(HttpMethod.Get, $"{Exports}/{export}/files/person.json"));
        Assert.Equal(404, await StatusAsync(HttpMethod.Post, Exports, $$"""{"identifier":"user_id:{{user}}"}"""));
    }

    [Fact]
    public async Task Identify_AfterAnErasure_MakesANewEmptyProfile()
    {
        var user = await PersonAsync("Ann");
        var before = await _program.GetFromJsonAsync<JsonElement>(ProfileOf(user));
        await ErasedAsync(user);

        await SendAsync(
            $$"""{"type":"track","messageId":"{{user}}-3","userId":"{{user}}","event":"Paid","timestamp":"2020-01-02T03:04:05Z"}""",
            $$"""{"type":"identify","messageId":"{{user}}-4","userId":"{{user}}","traits":{"plan":"pro"} }""");

        var after = await _program.GetFromJsonAsync<JsonElement>(ProfileOf(user));
        var number = after.GetProperty("id").GetInt64();
        Assert.NotEqual(before.GetProperty("id").GetInt64(), number);
        Assert.Equal(["plan"], after.GetProperty("attributes").EnumerateObject().Select(a => a.Name));
        // Neither those that were erased nor one that is dated before the erasure and came after it.
        var events = await _program.GetFromJsonAsync<JsonElement>($"/api/v1/profiles/{number}/events");
        Assert.Empty(events.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Identify_AfterAnErasureWithSuppression_MakesNobody()
    {
        var user = await PersonAsync("Ann");
        var done = await DoneAsync(await ErasedAsync(user, suppress: true));
        Assert.Equal((true, true), (done.GetProperty("suppress").GetBoolean(), done.GetProperty("certificate").GetProperty("suppressed").GetBoolean()));

        await SendAsync(
            $$"""{"type":"identify","messageId":"{{user}}-3","userId":"{{user}}","traits":{"name":"Ann"} }""",
            $$"""{"type":"track","messageId":"{{user}}-4","userId":"{{user}}","event":"Paid"}""");

        Assert.Equal(404, await StatusAsync(HttpMethod.Get, ProfileOf(user)));
    }

    [Theory]
    [InlineData("""{"identifier":"no@body.example"}""", "/identifier")]
    [InlineData("""{"identifier":":x"}""", "/identifier")]
    [InlineData("""{"identifier":"email:"}""", "/identifier")]
    [InlineData("""{"identifier":5}""", "/identifier")]
    [InlineData("""{}""", "/identifier")]
    [InlineData("""{"identifier":"email:a@b.example","suppress":"yes"}""", "/suppress")]
    [InlineData("""{"identifier":"email:a@b.example","supress":true}""", "/supress")]
    [InlineData("nonsense", "")]
    public async Task Start_OfNothingThatReads_SaysWhere(string body, string pointer)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await _program.PostAsync(Erasures, content);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(pointer, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Start_WithoutTheScope_IsRefused()
    {
        var made = await app.Services.GetRequiredService<MakeApiKeyHandler>().HandleAsync(new("exports alone", [Permission.ManagePrivacy]), default);
        using var exporter = app.Program(Assert.IsType<MakeApiKeyResult.Made>(made).Text);
        using var nobody = app.Browser();

        using var forbidden = await exporter.PostAsJsonAsync(Erasures, new { identifier = "email:a@b.example" });
        using var unauthorized = await nobody.PostAsJsonAsync(Erasures, new { identifier = "email:a@b.example" });

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized), (forbidden.StatusCode, unauthorized.StatusCode));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("GET", "/certificate")]
    [InlineData("POST", "/retry")]
    public async Task Call_ForAnErasureThatIsNotThere_Is404(string method, string path) =>
        Assert.Equal(404, await StatusAsync(new HttpMethod(method), $"{Erasures}/999999999{path}"));

    [Fact]
    public async Task Retry_OfOneThatFailed_GoesOnToItsEnd()
    {
        var id = await StoredErasure.AddFailedAsync(app.Services);
        var failed = await _program.GetFromJsonAsync<JsonElement>($"{Erasures}/{id}");
        Assert.Equal(("failed", ErasureFailure.Left), (failed.GetProperty("state").GetString(), failed.GetProperty("error").GetString()));
        Assert.Equal((StoredErasure.Identifier, JsonValueKind.Null), (failed.GetProperty("identifier").GetString(), Kind(failed, "certificate")));
        Assert.Equal(404, await StatusAsync(HttpMethod.Get, $"{Erasures}/{id}/certificate"));

        Assert.Equal(202, await StatusAsync(HttpMethod.Post, $"{Erasures}/{id}/retry"));
        await DoneAsync(id);

        Assert.Equal(409, await StatusAsync(HttpMethod.Post, $"{Erasures}/{id}/retry"));
    }

    [Fact]
    public async Task Cancelled_SaysSoAndCanBeTriedAgain()
    {
        var id = await StoredErasure.AddFailedAsync(app.Services, error: null, JobState.Cancelled);

        var erasure = await _program.GetFromJsonAsync<JsonElement>($"{Erasures}/{id}");

        Assert.Equal(("failed", ErasureFailure.Cancelled), (erasure.GetProperty("state").GetString(), erasure.GetProperty("error").GetString()));
    }

    [Fact]
    public async Task List_PageByPage_HasEachOnceAndNoExport()
    {
        var made = new List<long>();
        for (var i = 0; i < 3; i++) made.Add(await StoredErasure.AddFailedAsync(app.Services));
        var found = new List<long>();
        var next = "";
        while (next is not null)
        {
            var page = await _program.GetFromJsonAsync<JsonElement>($"{Erasures}?limit=2{(next.Length == 0 ? "" : $"&after={next}")}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetInt64()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(found.Distinct(), found);
        Assert.Empty(made.Except(found));
        Assert.Equal(400, await StatusAsync(HttpMethod.Get, $"{Erasures}?limit=0"));
    }

    // Who may export could otherwise take away what proves an erasure.
    [Fact]
    public async Task Erasure_AskedForAsAnExport_IsNotThere()
    {
        var id = await StoredErasure.AddCompletedAsync(app.Services, StoredErasure.Certificate);

        Assert.Equal(404, await StatusAsync(HttpMethod.Get, $"{Exports}/{id}"));
        Assert.Equal(404, await StatusAsync(HttpMethod.Delete, $"{Exports}/{id}"));
        Assert.Equal(200, await StatusAsync(HttpMethod.Get, $"{Erasures}/{id}"));
    }

    [Fact]
    public async Task Certificate_OfAPage_IsForThoseWhoMay()
    {
        var id = await StoredErasure.AddCompletedAsync(app.Services, StoredErasure.Certificate);
        using var agent = await app.SignedInAsync(await app.AddUserAsync(Role.ServiceAgent));
        using var analyst = await app.SignedInAsync(await app.AddUserAsync(Role.Analyst));

        using var file = await agent.GetAsync($"/settings/privacy/erasures/{id}/certificate");
        using var refused = await analyst.GetAsync($"/settings/privacy/erasures/{id}/certificate");

        Assert.Equal(("application/json", "attachment", $"erasure-{id}.json"), Shape(file));
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    private async Task<string> PersonAsync(string name)
    {
        var user = $"customer-{Guid.NewGuid():N}";
        await SendAsync(
            $$"""{"type":"identify","messageId":"{{user}}-1","userId":"{{user}}","traits":{"name":{{JsonSerializer.Serialize(name)}} } }""",
            $$"""{"type":"track","messageId":"{{user}}-2","userId":"{{user}}","event":"Paid"}""");
        return user;
    }

    /// <summary>Until the audience knows what became of them: the last message is of somebody else, who is known then.</summary>
    private async Task SendAsync(params string[] messages)
    {
        var other = $"other-{Guid.NewGuid():N}";
        await new QuarantinedStudio(app).SourceWithAsync([.. messages, $$"""{"type":"identify","messageId":"{{other}}","userId":"{{other}}","traits":{"name":"Bob"} }"""]);
        var directory = app.Services.GetRequiredService<IProfileDirectory>();
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(directory.Find(new Identifier(IdentifierNamespace.UserId, other)) is not null));
    }

    /// <returns>The erasure, which has come to its end.</returns>
    private async Task<long> ErasedAsync(string user, bool suppress = false)
    {
        using var asked = await _program.PostAsJsonAsync(Erasures, new { identifier = $"user_id:{user}", suppress });
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        await DoneAsync(id);
        return id;
    }

    private async Task<JsonElement> DoneAsync(long id)
    {
        JsonElement erasure = default;
        await QuarantinedStudio.UntilAsync(async () =>
        {
            erasure = await _program.GetFromJsonAsync<JsonElement>($"{Erasures}/{id}");
            return erasure.GetProperty("state").GetString() is "completed" or "failed";
        });
        Assert.Equal("completed", erasure.GetProperty("state").GetString());
        return erasure;
    }

    private async Task<int> StatusAsync(HttpMethod method, string address, string? body = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _program.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static string ProfileOf(string user) => $"/api/v1/profiles?identifier=user_id:{user}";

    private static bool Found(JsonElement erasure) => erasure.GetProperty("certificate").GetProperty("found").GetBoolean();

    private static List<JsonElement> Parts(JsonElement erasure) => [.. erasure.GetProperty("certificate").GetProperty("parts").EnumerateArray()];

    private static JsonValueKind Kind(JsonElement erasure, string name) => erasure.GetProperty(name).ValueKind;

    private static (string? Type, string? Disposition, string? Name) Shape(HttpResponseMessage answer) => (
        answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType,
        answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
}
