using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Quarantine;

public sealed class QuarantineEndpointTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string GermanDate =
        """{"version":1,"steps":[{"do":"retype","at":"timestamp","type":"datetime","format":"dd.MM.yyyy HH:mm","timeZone":"Europe/Berlin"}]}""";

    private readonly QuarantinedStudio _studio = new(app);

    [Fact]
    public async Task Repair_FromListToReplay_MovesTheCounts()
    {
        var source = await _studio.SourceWithAsync(Paid("m1", "05.02.2026 10:30"), Paid("m2", "soon"), Paid("m3", "2026-02-05T10:30:00Z"));
        var (_, list) = await _studio.SendAsync(HttpMethod.Get, $"?reason=badTimestamp&source={source}");
        Assert.Equal(["badTimestamp", "badTimestamp"], list!["items"]!.AsArray().Select(i => i!["reason"]!.GetValue<string>()));
        Assert.Equal("timestamp", list["items"]![0]!["field"]!.GetValue<string>());
        var (_, one) = await _studio.SendAsync(HttpMethod.Get, $"/{list["items"]![0]!["id"]}");
        Assert.Contains("soon", one!["payload"]!.GetValue<string>(), StringComparison.Ordinal);

        var body = $$"""{"reason":"badTimestamp","source":{{source}},"rule":{{GermanDate}}}""";
        var (_, preview) = await _studio.SendAsync(HttpMethod.Post, "/preview", body);
        Assert.Equal((2, 1), (preview!["messages"]!.GetValue<int>(), preview["accepted"]!.GetValue<int>()));
        Assert.Equal("notRepaired", preview["remaining"]![0]!["reason"]!.GetValue<string>());

        var (status, started) = await _studio.SendAsync(HttpMethod.Post, "/repairs", body);
        Assert.Equal(202, status);
        await QuarantinedStudio.UntilAsync(async () =>
            (await _studio.SendAsync(HttpMethod.Get, $"/repairs/{started!["id"]}")).Body!["state"]!.GetValue<string>() == "completed");

        var (_, repair) = await _studio.SendAsync(HttpMethod.Get, $"/repairs/{started!["id"]}");
        Assert.Equal((2, 1, 0, 1), (Number(repair, "messages"), Number(repair, "stored"), Number(repair, "duplicate"), Number(repair, "kept")));
        var counts = await _studio.CountsAsync(source);
        Assert.Equal((3, 2, 0, 1, 0), (counts.Received, counts.Stored, counts.Duplicate, counts.Quarantined, counts.Discarded));
        Assert.Single((await _studio.SendAsync(HttpMethod.Get, $"?state=replayed&source={source}")).Body!["items"]!.AsArray());

        var (_, discarded) = await _studio.SendAsync(HttpMethod.Post, "/discards", $$"""{"reason":"notRepaired","source":{{source}},"why":"Test data"}""");
        Assert.Equal(1, Number(discarded, "messages"));
        counts = await _studio.CountsAsync(source);
        Assert.Equal((1, 1, 0, 0), (counts.Quarantined, counts.Discarded, counts.Open, counts.Waiting));
        Assert.Equal(409, (await _studio.SendAsync(HttpMethod.Post, "/repairs", body)).Status);
    }

    [Theory]
    [InlineData("POST", "/repairs", """{"rule":{}}""", "/reason")]
    [InlineData("POST", "/preview", """{"reason":"badTimestamp"}""", "/rule")]
    [InlineData("POST", "/preview", """{"reason":"badTimestamp","rule":5}""", "/rule")]
    [InlineData("POST", "/preview", """{"reason":"badTimestamp","rule":{"version":1,"steps":[{"do":"drop"}]}}""", "/rule/steps/0/at")]
    [InlineData("POST", "/repairs", """{"reason":"nonsense","rule":{}}""", "/reason")]
    [InlineData("POST", "/repairs", """{"items":[],"rule":{}}""", "/items")]
    [InlineData("POST", "/repairs", """{"items":["1"],"rule":{}}""", "/items")]
    [InlineData("POST", "/repairs", """{"reason":"badTimestamp","source":"x","rule":{}}""", "/source")]
    [InlineData("POST", "/discards", """{"reason":"badTimestamp","why":" "}""", "/why")]
    [InlineData("POST", "/discards", """{"why":"x"}""", "/reason")]
    [InlineData("POST", "/discards", """{"all":true,"why":"x"}""", "/all")]
    [InlineData("GET", "?state=lost", null, "/state")]
    [InlineData("GET", "?limit=0", null, "/limit")]
    [InlineData("GET", "?reason=BadTimestamp2", null, "/reason")]
    public async Task Request_ThatMakesNoSense_IsRefusedWithItsPlace(string method, string path, string? body, string pointer)
    {
        var (status, answer) = await _studio.SendAsync(new HttpMethod(method), path, body);

        Assert.Equal((400, pointer), (status, answer!["pointer"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/999999999")]
    [InlineData("/repairs/999999999")]
    public async Task Read_WhatIsNotThere_Is404(string path) => Assert.Equal(404, (await _studio.SendAsync(HttpMethod.Get, path)).Status);

    private static int Number(System.Text.Json.Nodes.JsonNode? json, string name) => json![name]!.GetValue<int>();

    private static string Paid(string id, string timestamp) =>
        $$"""{"type":"track","messageId":"{{id}}","userId":"u1","event":"Paid","timestamp":"{{timestamp}}"}""";
}
