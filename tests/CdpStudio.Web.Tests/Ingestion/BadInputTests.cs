using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Ingestion;

/// <summary>Every row of <see cref="BadInput"/> through the real server: the answer, and what became of each message.</summary>
public sealed class BadInputTests(ListeningStudio studio) : IClassFixture<ListeningStudio>
{
    public static TheoryData<string> Bodies => [.. BadInput.Bodies.Select(b => b.Name)];

    public static TheoryData<string> Messages => [.. BadInput.Messages.Select(m => m.Name)];

    public static TheoryData<string> InBatches => [.. BadInput.Messages.Concat(BadInput.InBatches).Select(m => (m.Type.Length == 0 ? "untyped: " : "") + m.Name)];

    public static TheoryData<string> Raw => [.. BadInput.Raw.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Post_BodyOfTheCatalogue_GetsItsAnswer(string name)
    {
        var row = BadInput.Bodies.Single(b => b.Name == name);
        var source = await MakeSourceAsync(name);
        var headers = row.Headers ?? (row.Bytes is [0x1F, 0x8B, ..] ? [("Content-Type", "application/json"), ("Content-Encoding", "gzip")] : [("Content-Type", "application/json")]);
        var allocated = GC.GetTotalAllocatedBytes();

        using var response = await studio.SendAsync(
            HttpMethod.Post, row.IsBatch ? "/v1/batch" : "/v1/track", row.Bytes, [RunningStudio.Basic(source.Key + ":"), .. headers]);

        await ExpectAsync(response, row.Status);
        Assert.InRange(GC.GetTotalAllocatedBytes() - allocated, 0, 64 * 1024 * 1024);
        var counts = await CountsAsync(source);
        Assert.Equal(row.Status == 200 ? 0 : 1, counts["refused"]!.GetValue<int>());
        Assert.Equal(row.Status == 200, counts["stored"]!.GetValue<int>() > 0);
        Assert.Equal(0, counts["quarantined"]!.GetValue<int>());
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task Post_MessageOfTheCatalogueAlone_IsTakenOrRefusedInWords(string name)
    {
        var row = BadInput.Messages.Single(m => m.Name == name);
        var source = await MakeSourceAsync(name);

        using var response = await studio.SendAsync(
            HttpMethod.Post, "/v1/" + row.Type.ToLowerInvariant(), Encoding.UTF8.GetBytes(row.Alone), RunningStudio.Basic(source.Key + ":"));

        await ExpectAsync(response, row.Reason is null ? 200 : 400);
        var counts = await CountsAsync(source);
        Assert.Equal(row.Reason is null ? (1, 0, 0) : (0, 0, 1), Outcome(counts));
        await ExpectOddAsync(source, row.Odd);
    }

    [Theory]
    [MemberData(nameof(InBatches))]
    public async Task Post_MessageOfTheCatalogueAmongGoodOnes_IsTakenOrQuarantinedWithTheReason(string name)
    {
        var row = BadInput.Messages.Concat(BadInput.InBatches).Single(m => (m.Type.Length == 0 ? "untyped: " : "") + m.Name == name);
        var source = await MakeSourceAsync(name);
        const string good = """{"type":"track","userId":"good","event":"x"}""";

        using var response = await studio.SendAsync(
            HttpMethod.Post, "/v1/batch", Encoding.UTF8.GetBytes($$"""{"batch":[{{good}},{{row.InBatch}},{{good}}]}"""), RunningStudio.Basic(source.Key + ":"));

        await ExpectAsync(response, 200);
        Assert.Equal(row.Reason is null ? (3, 0, 0) : (2, 1, 0), Outcome(await CountsAsync(source)));
        await ExpectOddAsync(source, row.Odd);
        var quarantine = studio.Services.GetRequiredService<QuarantineList>();
        var kept = (await quarantine.FindAsync(QuarantineShelf.Open, new QuarantineSelection(null, source.Id), null, 1_000, CancellationToken.None)).ToList();
        Assert.Equal(row.Reason is { } reason ? new[] { reason } : [], kept.Select(q => q.Reason));
        foreach (var message in kept)
            Assert.Equal(row.InBatch, Encoding.UTF8.GetString((await quarantine.ReadAsync(message.Id, CancellationToken.None))!.Payload));
    }

    [Theory]
    [MemberData(nameof(Raw))]
    public async Task Send_WhatIsWrittenAsItIs_GetsItsAnswer(string name)
    {
        var row = BadInput.Raw.Single(r => r.Name == name);
        var source = await MakeSourceAsync(name);
        using var connection = await studio.ConnectAsync();

        await connection.SendAsync(row.Sent.Replace("KEY", "Authorization: " + RunningStudio.Basic(source.Key + ":").Item2, StringComparison.Ordinal));
        // What is cut off may end without an answer; who sent all of it waits for one.
        if (row.Allowed.Contains(0)) connection.EndSending();

        Assert.Contains(RawConnection.StatusOf(await connection.HeadAsync()), row.Allowed);
        using var after = await studio.SendAsync(HttpMethod.Post, "/v1/track", "{\"userId\":\"u\",\"event\":\"x\"}"u8.ToArray(), RunningStudio.Basic(source.Key + ":"));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Theory]
    [InlineData("/v1/track", "")]
    [InlineData("/v1/track", "Authorization: Basic !!!\r\n")]
    [InlineData("/v1/track", "Authorization: Basic bm90LWEta2V5Og==\r\n")]
    [InlineData("/v1/track", "Authorization: Bearer nonsense\r\n")]
    [InlineData("/v1/batch", "X-Write-Key: nobody:secret\r\n")]
    [InlineData("/beacon/v1/batch?writeKey=nobody", "")]
    [InlineData("/v1/track?writeKey=GOOD", "")]
    [InlineData("/v1/track?data=e30=&writeKey=GOOD", "Authorization: Digest x\r\n")]
    public async Task Post_WithoutAKeyThatExists_IsUnauthorisedAndNeverToldWhy(string path, string header)
    {
        var source = await MakeSourceAsync("unauthorised");
        using var connection = await studio.ConnectAsync();

        await connection.SendAsync(
            $"POST {path.Replace("GOOD", source.Key, StringComparison.Ordinal)} HTTP/1.1\r\nHost: x\r\n{header}Content-Length: 26\r\n\r\n{{\"userId\":\"u\",\"event\":\"x\"}}");

        var head = await connection.HeadAsync();
        Assert.Equal(401, RawConnection.StatusOf(head));
        Assert.DoesNotContain(source.Key, head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/track", "{\"writeKey\":\"KEY\",\"userId\":\"u\",\"event\":\"x\",}", 400)]
    [InlineData("/v1/batch", "{\"batch\":[{}],\"writeKey\":\"KEY\"", 400)]
    [InlineData("/v1/track", "{\"writeKey\":\"KEY\",\"userId\":\"u\",\"event\":\"x\"}", 200)]
    [InlineData("/v1/track", "{\"writeKey\":\"nobody\",\"userId\":\"u\",\"event\":\"x\"}", 401)]
    public async Task Post_KeyInTheBody_IsReadWhereTheBodyCanBe(string path, string body, int status)
    {
        var source = await MakeSourceAsync("in the body");

        using var answer = await studio.SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body.Replace("KEY", source.Key, StringComparison.Ordinal)));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Post_KeyWithALongPassword_IsTaken()
    {
        var source = await MakeSourceAsync("password");

        using var answer = await studio.SendAsync(
            HttpMethod.Post, "/v1/track", "{\"userId\":\"u\",\"event\":\"x\"}"u8.ToArray(), RunningStudio.Basic($"{source.Key}:{new string('p', 3_000)}"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task<(int Id, string Key)> MakeSourceAsync(string name)
    {
        var made = await studio.ApiAsync(HttpMethod.Post, "/api/v1/sources", new JsonObject { ["name"] = name, ["kind"] = "http" });
        return (made["id"]!.GetValue<int>(), made["writeKey"]!.GetValue<string>());
    }

    private async Task<JsonNode> CountsAsync((int Id, string Key) source)
    {
        await studio.UntilCaughtUpAsync();
        var page = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/sources?limit=1&after={source.Id - 1}");
        var counts = page["items"]![0]!["counts"]!;
        // Refusals are counted a moment later.
        if (counts["received"]!.GetValue<int>() == 0) return await CountsAsync(source);

        Assert.Equal(
            counts["received"]!.GetValue<int>(),
            ((ReadOnlySpan<string>)["stored", "duplicate", "quarantined", "refused", "waiting"]).ToArray().Sum(c => counts[c]!.GetValue<int>()));
        return counts;
    }

    private async Task ExpectOddAsync((int Id, string Key) source, ViolationKind? odd)
    {
        var found = await studio.Services.GetRequiredService<ViolationList>().FindAsync(new SourceId(source.Id), CancellationToken.None);
        Assert.Equal(odd is { } kind ? [(kind, 1L)] : [], found.Rows.Where(r => r.Kind.IsOdd()).Select(r => (r.Kind, r.Marked)));
    }

    private static (int Stored, int Quarantined, int Refused) Outcome(JsonNode counts) =>
        (counts["stored"]!.GetValue<int>(), counts["quarantined"]!.GetValue<int>(), counts["refused"]!.GetValue<int>());

    private static async Task ExpectAsync(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"answered {(int)response.StatusCode}, not {status}: {text}");
        Assert.Equal(status == 200, JsonNode.Parse(text)!["success"]!.GetValue<bool>());
        if (status != 200) Assert.NotEqual("", JsonNode.Parse(text)!["message"]!.GetValue<string>());
    }
}
