using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Campaigns;

/// <summary>Campaigns as another program prepares and sends them.</summary>
public sealed class CampaignApiTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Message = """{"version":1,"subject":"Hello","text":"Spring is here."}""";

    private readonly HttpClient _program = app.Program(StudioApp.ApiKey);

    [Fact]
    public async Task Put_AnOldVersion_IsAConflictThatNamesWho()
    {
        var made = await MakeAsync();
        var path = $"/api/v1/campaigns/{made.GetProperty("id").GetGuid()}";
        Assert.Equal(1, made.GetProperty("version").GetInt32());

        var changed = await SendAsync(HttpMethod.Put, path, """{"version":1,"name":"Other"}""", HttpStatusCode.OK);
        var conflict = await SendAsync(HttpMethod.Put, path, """{"version":1,"name":"Third"}""", HttpStatusCode.Conflict);

        Assert.Equal(("Other", 2), (changed.GetProperty("name").GetString(), changed.GetProperty("version").GetInt32()));
        Assert.Contains("version 2", conflict.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"x","content":{"version":1,"subjct":"Hello"}}""", "/content")]
    [InlineData("""{"name":"x","audience":{"version":1,"segment":"Not a key"}}""", "/audience")]
    [InlineData("""{"name":"x","audience":{"version":9}}""", "/audience")]
    [InlineData("""{"name":"  "}""", "/name")]
    [InlineData("""{"name":"x","everyone":true}""", "/everyone")]
    public async Task Post_WhatIsMisspelt_IsRefusedWithItsPlace(string body, string pointer)
    {
        var refused = await SendAsync(HttpMethod.Post, "/api/v1/campaigns", body, HttpStatusCode.BadRequest);

        Assert.Equal(pointer, refused.GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Schedule_ForNobody_IsRefusedAndStaysADraft()
    {
        var made = await MakeAsync();
        var path = $"/api/v1/campaigns/{made.GetProperty("id").GetGuid()}";

        var refused = await SendAsync(HttpMethod.Post, $"{path}/schedule", "{}", HttpStatusCode.BadRequest);
        var there = await SendAsync(HttpMethod.Get, path, null, HttpStatusCode.OK);
        var pause = await SendAsync(HttpMethod.Post, $"{path}/pause", null, HttpStatusCode.Conflict);

        Assert.Contains("has no segment", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(("draft", JsonValueKind.Null), (there.GetProperty("state").GetString(), there.GetProperty("counts").ValueKind));
        Assert.Contains("is draft", pause.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_PageByPage_HasEachOnce()
    {
        for (var i = 0; i < 5; i++) await MakeAsync();
        var found = new List<Guid>();
        var next = "";
        do
        {
            var page = await SendAsync(HttpMethod.Get, $"/api/v1/campaigns?limit=2{next}", null, HttpStatusCode.OK);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").ValueKind == JsonValueKind.Null ? "" : $"&after={page.GetProperty("next").GetGuid()}";
        }
        while (next.Length > 0);

        Assert.True(found.Count >= 5);
        Assert.Equal(found.Distinct(), found);
    }

    [Fact]
    public async Task Delete_Draft_IsGone()
    {
        var path = $"/api/v1/campaigns/{(await MakeAsync()).GetProperty("id").GetGuid()}";

        await SendAsync(HttpMethod.Delete, path, null, HttpStatusCode.NoContent);

        await SendAsync(HttpMethod.Get, path, null, HttpStatusCode.NotFound);
    }

    private Task<JsonElement> MakeAsync() =>
        SendAsync(HttpMethod.Post, "/api/v1/campaigns", new JsonObject { ["name"] = "Spring", ["content"] = JsonNode.Parse(Message) }.ToJsonString(), HttpStatusCode.Created);

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _program.SendAsync(request);
        Assert.True(answer.StatusCode == expected, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return expected == HttpStatusCode.NoContent ? default : await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
