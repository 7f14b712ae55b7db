using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Privacy;

/// <summary>Exports as another program asks for them.</summary>
public sealed class PrivacyApiTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Exports = "/api/v1/privacy/exports";

    private readonly HttpClient _program = app.Program(StudioApp.ApiKey);

    [Fact]
    public async Task Export_FromTheQuestionToTheFiles_AndItsRemoval()
    {
        var user = await PersonAsync("Ann <b>");

        using var asked = await _program.PostAsJsonAsync(Exports, new { identifier = $"user_id:{user}" });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        Assert.Equal($"{Exports}/{id}", asked.Headers.Location!.ToString());
        var done = await DoneAsync(id);

        Assert.Equal(["person.json", "person.html"], done.GetProperty("files").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal((1, 1), (done.GetProperty("parts").GetProperty("profile").GetInt32(), done.GetProperty("parts").GetProperty("events").GetInt32()));
        Assert.Equal((JsonValueKind.Null, $"user_id:{user}"), (done.GetProperty("error").ValueKind, done.GetProperty("identifier").GetString()));
        Assert.Equal(JsonValueKind.String, done.GetProperty("finishedAt").ValueKind);

        using var json = await _program.GetAsync($"{Exports}/{id}/files/person.json");
        Assert.Equal(("application/json", "attachment", "person.json"), Shape(json));
        using var html = await _program.GetAsync($"{Exports}/{id}/files/person.html");
        Assert.Equal(("text/html", "attachment", "person.html"), Shape(html));
        Assert.All([json, html], answer =>
        {
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.True(answer.Headers.CacheControl!.NoStore);
        });
        Assert.Equal(1, (await json.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32());
        Assert.Contains("Ann &lt;b&gt;", await html.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var removed = await _program.DeleteAsync($"{Exports}/{id}");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        foreach (var gone in new[] { $"{Exports}/{id}", $"{Exports}/{id}/files/person.json" }) Assert.Equal(404, await StatusAsync(HttpMethod.Get, gone));
        Assert.Equal(404, await StatusAsync(HttpMethod.Delete, $"{Exports}/{id}"));
    }

    [Theory]
    [InlineData("""{"identifier":"email:no@body.example"}""", HttpStatusCode.NotFound)]
    [InlineData("""{"identifier":"no@body.example"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"identifier":":x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"identifier":"email:"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"identifier":5}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"identifer":"email:x"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{}""", HttpStatusCode.BadRequest)]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    public async Task Start_ForNobodyOrForNothingThatReads_IsAProblem(string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var answer = await _program.PostAsync(Exports, content);

        Assert.Equal((expected, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }

    [Theory]
    [InlineData("GET", "/999999999")]
    [InlineData("GET", "/999999999/files/person.json")]
    [InlineData("DELETE", "/999999999")]
    public async Task Call_ForAnExportThatIsNotThere_Is404(string method, string path) =>
        Assert.Equal(404, await StatusAsync(new HttpMethod(method), Exports + path));

    [Theory]
    [InlineData("studio.db")]
    [InlineData("..%2F..%2Fstudio.db")]
    [InlineData("..%2Fperson.json")]
    public async Task File_OfAnotherName_IsNeverRead(string name)
    {
        var id = await AskAsync(await PersonAsync("Ann"));
        await DoneAsync(id);

        Assert.Equal(404, await StatusAsync(HttpMethod.Get, $"{Exports}/{id}/files/{name}"));
    }

    [Fact]
    public async Task List_PageByPage_HasEachOnce()
    {
        var user = await PersonAsync("Ann");
        var made = new List<long>();
        for (var i = 0; i < 3; i++) made.Add(await AskAsync(user));
        var found = new List<long>();
        var next = "";
        while (next is not null)
        {
            var page = await _program.GetFromJsonAsync<JsonElement>($"{Exports}?limit=2{(next.Length == 0 ? "" : $"&after={next}")}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("id").GetInt64()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(found.Distinct(), found);
        Assert.Empty(made.Except(found));
        Assert.Equal(400, await StatusAsync(HttpMethod.Get, $"{Exports}?limit=0"));
    }

    [Fact]
    public async Task Download_OfAPage_IsForThoseWhoMay()
    {
        var id = await AskAsync(await PersonAsync("Ann"));
        await DoneAsync(id);
        using var agent = await app.SignedInAsync(await app.AddUserAsync(Role.ServiceAgent));
        using var analyst = await app.SignedInAsync(await app.AddUserAsync(Role.Analyst));

        using var file = await agent.GetAsync($"/settings/privacy/exports/{id}/person.html");
        using var refused = await analyst.GetAsync($"/settings/privacy/exports/{id}/person.html");

        Assert.Equal(("text/html", "attachment", "person.html"), Shape(file));
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    [Fact]
    public async Task Log_HasNothingOfThePerson()
    {
        var user = await PersonAsync("Somebody Unmistakable");

        await DoneAsync(await AskAsync(user));

        Assert.DoesNotContain(app.Log.Lines, line => line.Contains(user, StringComparison.Ordinal) || line.Contains("Unmistakable", StringComparison.Ordinal));
    }

    private async Task<string> PersonAsync(string name)
    {
        var user = $"customer-{Guid.NewGuid():N}";
        await new QuarantinedStudio(app).SourceWithAsync(
            $$"""{"type":"identify","messageId":"{{user}}-1","userId":"{{user}}","traits":{"name":{{JsonSerializer.Serialize(name)}} } }""",
            $$"""{"type":"track","messageId":"{{user}}-2","userId":"{{user}}","event":"Paid"}""");
        var directory = app.Services.GetRequiredService<IProfileDirectory>();
        await QuarantinedStudio.UntilAsync(() => Task.FromResult(directory.Find(new Identifier(IdentifierNamespace.UserId, user)) is not null));
        return user;
    }

    private async Task<long> AskAsync(string user)
    {
        using var asked = await _program.PostAsJsonAsync(Exports, new { identifier = $"user_id:{user}" });
        return (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
    }

    private async Task<JsonElement> DoneAsync(long id)
    {
        JsonElement export = default;
        await QuarantinedStudio.UntilAsync(async () =>
        {
            export = await _program.GetFromJsonAsync<JsonElement>($"{Exports}/{id}");
            return export.GetProperty("state").GetString() is "completed" or "failed";
        });
        Assert.Equal("completed", export.GetProperty("state").GetString());
        return export;
    }

    private async Task<int> StatusAsync(HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, address);
        using var answer = await _program.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private static (string? Type, string? Disposition, string? Name) Shape(HttpResponseMessage answer) => (
        answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.DispositionType,
        answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
}
