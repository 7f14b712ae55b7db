using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Web.Tests.Ingestion;

namespace CdpStudio.Web.Tests.Catalogue;

public sealed class PlanTests(RunningStudio studio) : IClassFixture<RunningStudio>
{
    [Fact]
    public async Task Violations_OfADeclaredEvent_AreListedBySourceWithExamples()
    {
        await studio.ApiAsync(HttpMethod.Put, "/api/v1/catalog/events/Basket", JsonNode.Parse(
            """{"properties":{"total":{"type":"number","required":true},"colour":{"allowed":["red"],"onViolation":"drop"},"size":{"type":"number","onViolation":"quarantine"},"who":{"type":"number","pii":true}}}"""));
        var key = await studio.CreateSourceAsync("Plan");

        await SendAsync(key,
            """{"type":"track","event":"Basket","userId":"p1","properties":{"total":"much","colour":"pink","who":"Ada"}}""",
            """{"type":"track","event":"Basket","userId":"p2","properties":{"colour":"RED"}}""",
            """{"type":"track","event":"Basket","userId":"p3","properties":{"total":1,"size":"XL"}}""");

        var source = (await studio.ApiAsync(HttpMethod.Get, "/api/v1/sources"))["items"]!.AsArray().Single(s => s!["name"]!.ToString() == "Plan")!["id"]!;
        var found = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/catalog/violations?source={source}");
        Assert.Equal(1, found["quarantined"]!.GetValue<int>());
        Assert.Equal(
            ["colour notAllowed 0 1 pink", "total missing 1 0 ", "total wrongType 1 0 much", "who wrongType 1 0 "],
            found["items"]!.AsArray().Select(v => $"{v!["name"]} {v["kind"]} {v["marked"]} {v["dropped"]} {v["examples"]!.AsArray().FirstOrDefault()}").Order(StringComparer.Ordinal));
        var health = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/sources/{source}/health");
        Assert.Equal((3, 1, 0), (health["hours"]!.AsArray().Sum(h => h!.GetValue<int>()), health["quarantined"]!.GetValue<int>(), health["lagMs"]!.GetValue<int>()));
        Assert.Empty((await studio.ApiAsync(HttpMethod.Get, "/api/v1/catalog/violations?source=999"))["items"]!.AsArray());
    }

    [Fact]
    public async Task PutEvent_WhoseAllowedValuesAreNoneOfItsType_IsRefusedByPointer()
    {
        using var response = await PutAsync("/api/v1/catalog/events/Odd", """{"properties":{"n/1":{"type":"number","allowed":["5","many"]}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("/properties/n~11/allowed", JsonNode.Parse(await response.Content.ReadAsStringAsync())!["pointer"]!.ToString());
        using var unknown = await PutAsync("/api/v1/catalog/attributes/odd", """{"onViolation":"explode"}""");
        Assert.Equal("/onViolation", JsonNode.Parse(await unknown.Content.ReadAsStringAsync())!["pointer"]!.ToString());
    }

    [Fact]
    public async Task TypePreview_SaysHowManyValuesReadOtherwiseAndWhoAsksAboutThem()
    {
        var key = await studio.CreateSourceAsync("Types");
        string[] scores = ["\"5\"", "\"5\"", "\"7.5\"", "\"lots\"", "[\"a\"]"];
        await SendAsync(key, [.. scores.Select((score, i) => $$$"""{"type":"identify","userId":"s{{{i}}}","traits":{"score":{{{score}}}}}""")]);
        await studio.ApiAsync(
            HttpMethod.Put, "/api/v1/segments/scored", JsonNode.Parse("""{"key":"scored","name":"Scored","rule":{"attribute":"Score","op":"startsWith","value":"5"}}"""));

        var preview = await studio.ApiAsync(HttpMethod.Get, "/api/v1/catalog/type-preview?attribute=SCORE&type=number");

        Assert.Equal((5, 0, 3, 1, 0), (Number("values"), Number("same"), Number("converted"), Number("lost"), Number("gained")));
        Assert.Equal(["lots"], preview["examples"]!.AsArray().Select(e => e!.ToString()));
        Assert.Equal(["Scored"], preview["users"]!.AsArray().Select(u => u!["name"]!.ToString()));
        Assert.Contains("scored", Assert.Single(preview["blocked"]!.AsArray())!.ToString(), StringComparison.Ordinal);

        int Number(string name) => preview[name]!.GetValue<int>();
    }

    private async Task SendAsync(string key, params string[] messages)
    {
        using var response = await studio.SendAsync(
            HttpMethod.Post, "/v1/batch", Encoding.UTF8.GetBytes($$"""{"writeKey":"{{key}}","batch":[{{string.Join(',', messages)}}]}"""), ("Content-Type", "application/json"));
        response.EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();
    }

    private Task<HttpResponseMessage> PutAsync(string path, string body) => studio.SendAsync(
        HttpMethod.Put, path, Encoding.UTF8.GetBytes(body), ("Authorization", "Bearer " + RunningStudio.ApiKey), ("Content-Type", "application/json"));
}
