using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Journeys;

/// <summary>The canvas's door and the programs' door, on the product as it runs.</summary>
public sealed class JourneyEndpointTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Draft = """
        {"version":1,"steps":[
          {"id":"start","kind":"entry","event":"EVENT"},
          {"id":"b","kind":"branch","rule":{"event":"EVENT","op":"gte","value":2}},
          {"id":"w","kind":"wait","for":"2d"},
          {"id":"end","kind":"exit"}],
         "edges":[{"from":"start","outcome":"next","to":"b"},{"from":"b","outcome":"yes","to":"end"},{"from":"b","outcome":"no","to":"w"},{"from":"w","outcome":"next","to":"end"}]}
        """;

    [Fact]
    public async Task Journey_DrawnPublishedAndWalked_AnswersAsTheReadmeSays()
    {
        var (id, key) = await MakeAsync("Walked once");
        using var canvas = await CanvasAsync();
        var document = await OkAsync(canvas, HttpMethod.Get, $"/ui/journeys/{id}");
        Assert.Equal(("draft", 1, true), ((string)document["state"]!, (int)document["version"]!, (bool)document["canPublish"]!));

        var patched = await OkAsync(canvas, HttpMethod.Patch, $"/ui/journeys/{id}", """{"version":1,"edits":[{"op":"move","id":"end","x":10,"y":20},{"op":"removeStep","id":"w"}]}""");
        Assert.Equal(2, (int)patched["version"]!);
        Assert.Equal("setStep", (string)patched["undo"]![0]!["op"]!);
        var back = await OkAsync(canvas, HttpMethod.Patch, $"/ui/journeys/{id}", new JsonObject { ["version"] = 2, ["edits"] = patched["undo"]!.DeepClone() }.ToJsonString());
        Assert.Equal(document["definition"]!.ToJsonString(), back["definition"]!.ToJsonString());

        var (status, stale) = await SendAsync(canvas, HttpMethod.Patch, $"/ui/journeys/{id}", """{"version":1,"edits":[]}""");
        Assert.Equal((HttpStatusCode.Conflict, 3), (status, (int)stale!["present"]!["version"]!));
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(canvas, HttpMethod.Post, $"/ui/journeys/{id}/publish", """{"version":1}""")).Status);
        Assert.Equal("live", (string)(await OkAsync(canvas, HttpMethod.Post, $"/ui/journeys/{id}/publish", """{"version":3}"""))["state"]!);

        await TrackAsync("walker", "Walked once");
        await UntilAsync(async () => (int)(await OkAsync(canvas, HttpMethod.Get, $"/ui/journeys/{id}/numbers"))["steps"]!.AsArray().Single(s => (string)s!["step"]! == "w")!["waiting"]! == 1);

        var numbers = await OkAsync(canvas, HttpMethod.Get, $"/ui/journeys/{id}/numbers?version=1");
        Assert.Equal((1, 1), ((int)numbers["entered"]!, (int)numbers["inside"]!));
        var people = await OkAsync(canvas, HttpMethod.Get, $"/ui/journeys/{id}/people?step=w&group=waiting");
        Assert.Equal("walker", (string)Assert.Single(people["items"]!.AsArray())!["name"]!);

        using var program = app.Program(StudioApp.ApiKey);
        var profile = await OkAsync(program, HttpMethod.Get, "/api/v1/profiles?identifier=user_id:walker");
        Assert.Equal((key, "active"), ((string)profile["journeys"]![0]!["key"]!, (string)profile["journeys"]![0]!["state"]!));

        var rule = $$$"""{"rule":{"all":[{"journey":"{{{key}}}","state":"active"},{"not":{"journey":"{{{key}}}","state":"never"}}]}}""";
        Assert.Equal(1, (int)(await OkAsync(program, HttpMethod.Post, "/api/v1/audience/count", rule))["count"]!);

        var walk = await OkAsync(canvas, HttpMethod.Post, $"/ui/journeys/{id}/simulate", """{"profile":"user_id:walker"}""");
        Assert.Equal(["start", "b", "w", "end"], walk["visits"]!.AsArray().Select(v => (string)v!["step"]!));
        var condition = walk["visits"]![1]!["decision"]!["conditions"]![0]!;
        Assert.Equal((false, "who did Walked once at least 2 times"), ((bool)condition["holds"]!, (string)condition["text"]!));

        Assert.Equal("closed", (string)(await OkAsync(canvas, HttpMethod.Post, $"/ui/journeys/{id}/close"))["state"]!);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(program, HttpMethod.Delete, $"/api/v1/journeys/{key}")).Status);
        Assert.Equal("live", (string)(await OkAsync(canvas, HttpMethod.Post, $"/ui/journeys/{id}/open"))["state"]!);
    }

    [Fact]
    public async Task Program_PutsADraftAndPublishesIt()
    {
        using var program = app.Program(StudioApp.ApiKey);
        var draft = JsonNode.Parse(Draft.Replace("EVENT", "Put", StringComparison.Ordinal))!;
        var body = new JsonObject { ["name"] = "Put", ["definition"] = draft }.ToJsonString();

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(program, HttpMethod.Put, "/api/v1/journeys/put-1", body)).Status);
        Assert.Equal(2, (int)(await OkAsync(program, HttpMethod.Put, "/api/v1/journeys/put-1", body))["version"]!);
        Assert.Equal(1, (int)(await OkAsync(program, HttpMethod.Post, "/api/v1/journeys/put-1/publish"))["liveVersion"]!);
        Assert.Contains((await OkAsync(program, HttpMethod.Get, "/api/v1/journeys"))["items"]!.AsArray(), j => (string)j!["key"]! == "put-1");
        Assert.Equal(0, (int)(await OkAsync(program, HttpMethod.Get, "/api/v1/journeys/put-1/numbers"))["entered"]!);
        await OkAsync(program, HttpMethod.Post, "/api/v1/journeys/put-1/close");
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(program, HttpMethod.Delete, "/api/v1/journeys/put-1")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(program, HttpMethod.Get, "/api/v1/journeys/put-1")).Status);
    }

    [Fact]
    public async Task Put_OverAnotherVersion_LeavesTheNameAsItWas()
    {
        using var program = app.Program(StudioApp.ApiKey);
        var (_, key) = await MakeAsync("As it was");
        var body = new JsonObject { ["name"] = "Renamed", ["definition"] = JsonNode.Parse(Draft), ["version"] = 7 };

        var (status, _) = await SendAsync(program, HttpMethod.Put, $"/api/v1/journeys/{key}", body.ToJsonString());

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal("As it was", (string)(await OkAsync(program, HttpMethod.Get, $"/api/v1/journeys/{key}"))["name"]!);
        body["version"] = 1;
        Assert.Equal("Renamed", (string)(await OkAsync(program, HttpMethod.Put, $"/api/v1/journeys/{key}", body.ToJsonString()))["name"]!);
        body["name"] = " ";
        Assert.Equal("/name", (string?)(await SendAsync(program, HttpMethod.Put, $"/api/v1/journeys/{key}", body.ToJsonString())).Answer!["pointer"]);
    }

    [Fact]
    public async Task Stop_OfAJourneyWithSomebodyInside_TakesThemOut()
    {
        using var program = app.Program(StudioApp.ApiKey);
        var (id, key) = await MakeAsync("Stopped");
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(program, HttpMethod.Post, $"/api/v1/journeys/{key}/stop")).Status);
        await OkAsync(program, HttpMethod.Post, $"/api/v1/journeys/{key}/publish");
        await TrackAsync("stopped", "Stopped");
        using var canvas = await CanvasAsync();
        await UntilAsync(async () => (int)(await OkAsync(program, HttpMethod.Get, $"/api/v1/journeys/{key}/numbers"))["inside"]! == 1);

        var (status, stopping) = await SendAsync(program, HttpMethod.Post, $"/api/v1/journeys/{key}/stop");

        Assert.Equal((HttpStatusCode.Accepted, "closed"), (status, (string)stopping!["state"]!));
        await UntilAsync(async () => (await OkAsync(program, HttpMethod.Get, $"/api/v1/journeys/{key}"))["stopping"] is null);
        var numbers = await OkAsync(program, HttpMethod.Get, $"/api/v1/journeys/{key}/numbers");
        Assert.Equal((0, 1), ((int)numbers["inside"]!, (int)numbers["exited"]!));
        var left = await OkAsync(canvas, HttpMethod.Get, $"/ui/journeys/{id}/people?step=w&group=left&outcome=stopped");
        Assert.Equal("stopped", (string)Assert.Single(left["items"]!.AsArray())!["outcome"]!);
    }

    [Fact]
    public async Task Publish_WithAHalfDrawnRule_IsRefusedAndTheDraftKeepsIt()
    {
        using var program = app.Program(StudioApp.ApiKey);
        var draft = JsonNode.Parse(Draft.Replace("EVENT", "Half", StringComparison.Ordinal))!;
        var half = JsonNode.Parse("""{"root":{"is":"group","kind":"all","count":1,"lines":[{"is":"attribute","name":"plan","test":{"type":"text","operator":"eq","operands":[""]},"id":{"value":1}}],"id":{"value":0}},"nextId":2}""");
        draft["steps"]![1]!["unfinished"] = half;
        await SendAsync(program, HttpMethod.Put, "/api/v1/journeys/half", new JsonObject { ["name"] = "Half", ["definition"] = draft }.ToJsonString());

        var (status, answer) = await SendAsync(program, HttpMethod.Post, "/api/v1/journeys/half/publish");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(answer!["problems"]!.AsArray(), p => (string)p!["key"]! == "RuleUnfinished" && (string)p["step"]! == "b" && (string)p["field"]! == "rule");
        var kept = (await OkAsync(program, HttpMethod.Get, "/api/v1/journeys/half"))["definition"]!["steps"]!.AsArray().Single(s => (string)s!["id"]! == "b")!;
        Assert.True(JsonNode.DeepEquals(half, kept["unfinished"]));
    }

    [Fact]
    public async Task Publish_WithProblems_NamesThemInWords()
    {
        using var program = app.Program(StudioApp.ApiKey);
        await SendAsync(program, HttpMethod.Put, "/api/v1/journeys/bare", """{"name":"Bare","definition":{"version":1,"steps":[{"id":"w","kind":"wait"}],"edges":[]}}""");

        var (status, answer) = await SendAsync(program, HttpMethod.Post, "/api/v1/journeys/bare/publish");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(answer!["problems"]!.AsArray(), p => (string)p!["key"]! == "WaitMissing" && (string)p["text"]! == "Say how long to wait." && (string)p["step"]! == "w");
    }

    [Theory]
    [InlineData("PATCH", "", """{"edits":[]}""", "/version")]
    [InlineData("PATCH", "", """{"version":1,"edits":[{"op":"fly"}]}""", "/edits/0/op")]
    [InlineData("PATCH", "", """{"version":1,"edits":[{"op":"removeStep","id":"zz"}]}""", "/edits/0")]
    [InlineData("PATCH", "", """{"version":1,"edits":[],"force":true}""", "/force")]
    [InlineData("GET", "/people?group=waiting", null, "/group")]
    [InlineData("GET", "/people?step=w&group=inside", null, "/group")]
    [InlineData("GET", "/people?after=x", null, "/after")]
    [InlineData("GET", "/people?limit=0", null, "/limit")]
    [InlineData("POST", "/simulate", "{}", "/profile")]
    [InlineData("POST", "/simulate", """{"profile":987654321}""", "/profile")]
    [InlineData("POST", "/simulate", """{"profile":1,"definition":{"version":1,"steps":[{"id":"A"}],"edges":[]}}""", "/definition/steps/0/kind")]
    [InlineData("POST", "/simulate", """{"profile":1,"start":"soon"}""", "/start")]
    public async Task Ui_WhatIsRefused_SaysWhere(string method, string path, string? body, string pointer)
    {
        var (id, _) = await MakeAsync("Refused");
        using var canvas = await CanvasAsync();

        var (status, answer) = await SendAsync(canvas, new HttpMethod(method), $"/ui/journeys/{id}{path}", body);

        Assert.Equal((HttpStatusCode.BadRequest, pointer), (status, (string?)answer!["pointer"]));
    }

    [Fact]
    public async Task Ui_OfNoJourney_IsNotFound()
    {
        using var canvas = await CanvasAsync();
        foreach (var (method, path) in new[] { ("GET", ""), ("GET", "/numbers"), ("GET", "/people"), ("POST", "/close"), ("POST", "/open"), ("POST", "/resume") })
            Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(canvas, new HttpMethod(method), $"/ui/journeys/{Guid.Empty}{path}")).Status);
    }

    [Fact]
    public async Task Ui_ForWhoMayOnlyLook_ReadsAndChangesNothing()
    {
        var (id, _) = await MakeAsync("Looked at");
        using var analyst = await CanvasAsync(await app.AddUserAsync(Role.Analyst));

        await OkAsync(analyst, HttpMethod.Get, $"/ui/journeys/{id}");
        foreach (var (method, path, body) in new[] { ("PATCH", "", """{"version":1,"edits":[]}"""), ("POST", "/publish", """{"version":1}"""), ("POST", "/close", "") })
            Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(analyst, new HttpMethod(method), $"/ui/journeys/{id}{path}", body)).Status);
    }

    private async Task<(string Id, string Key)> MakeAsync(string name)
    {
        using var program = app.Program(StudioApp.ApiKey);
        var key = $"j-{Guid.NewGuid():N}";
        var body = new JsonObject { ["name"] = name, ["definition"] = JsonNode.Parse(Draft.Replace("EVENT", name, StringComparison.Ordinal)) };
        var (status, made) = await SendAsync(program, HttpMethod.Put, $"/api/v1/journeys/{key}", body.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, status);
        return ((string)made!["id"]!, key);
    }

    private async Task<HttpClient> CanvasAsync(string? email = null)
    {
        var browser = await app.SignedInAsync(email ?? StudioApp.AdminEmail);
        browser.DefaultRequestHeaders.Add("X-CdpStudio", "1");
        return browser;
    }

    private async Task TrackAsync(string user, string name)
    {
        using var program = app.Program(StudioApp.ApiKey);
        var source = await OkAsync(program, HttpMethod.Post, "/api/v1/sources", """{"name":"Shop","kind":"http"}""");
        using var shop = app.Program((string)source["writeKey"]!);
        await OkAsync(shop, HttpMethod.Post, "/v1/track", new JsonObject { ["userId"] = user, ["event"] = name }.ToJsonString());
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds()) await timer.WaitForNextTickAsync(limit.Token);
    }

    private static async Task<JsonNode> OkAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        var (status, answer) = await SendAsync(client, method, path, body);
        Assert.True(status == HttpStatusCode.OK || status == HttpStatusCode.Created, string.Create(CultureInfo.InvariantCulture, $"{method} {path}: {status} {answer?.ToJsonString()}"));
        return answer!;
    }

    private static async Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (!string.IsNullOrEmpty(body)) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text) : null);
    }
}
