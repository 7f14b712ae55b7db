using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace CdpStudio.Web.Tests.Ingestion;

/// <summary>What published clients really send, request by request as it was captured, and what must be known of the shopper then.</summary>
public sealed class PublishedClientTests(RunningStudio studio) : IClassFixture<RunningStudio>
{
    private static readonly string[] s_serverEvents =
        ["Signed Up", "Page Viewed", "Product Viewed", "Product Added", "Order Completed", "Screen Viewed"];

    private static readonly string? s_folder = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_DATA") is { Length: > 0 } folder ? folder : null;

    [DataTheory]
    [InlineData("segment-node")]
    [InlineData("analytics-node-legacy")]
    [InlineData("rudder-node")]
    public async Task ServerClient_ShoppersDay_IsWhatTheSpecificationSays(string client)
    {
        await ReplayAsync(client);

        var zoe = await ProfileAsync(client, "u-1001");
        Assert.Equal(
            [$"anonymous_id:{client}anon-1", $"anonymous_id:{client}anon-2", $"email:{client}zoe.mueller@example.com", $"user_id:{client}u-1001"],
            Identifiers(zoe).Where(i => !i.StartsWith("phone:", StringComparison.Ordinal)));
        Assert.Equal(s_serverEvents, (await EventsAsync(zoe)).Select(e => e["event"]!.ToString()));
        var order = (await EventsAsync(zoe)).Single(e => e["event"]!.ToString() == "Order Completed")["properties"]!;
        Assert.Equal((47.97m, 2), (order["total"]!.GetValue<decimal>(), order["products"]!.AsArray().Count));
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["firstName"] = "\"Zoë\"", ["lastName"] = "\"Müller-Ōe\"", ["birthday"] = "\"1990-02-28\"", ["age"] = "35", ["vip"] = "true",
            ["credit"] = "-12.5", ["plan"] = "\"basic\"", ["interests"] = "[\"games\",\"béton\"]", ["address.city"] = "\"Bonn\"",
            ["address.postalCode"] = "\"50667\"", ["group_id"] = "\"acme\"", ["group.plan"] = "\"enterprise\"", ["group.employees"] = "329",
            ["note"] = "\"line one\\nline \\\"two\\\" \\\\ tab\\t€ 𝄞 🛒\"",
        })
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(value), zoe["attributes"]![name]), $"{name} is {zoe["attributes"]![name]?.ToJsonString()}");
        }
        Assert.False(zoe["attributes"]!.AsObject().ContainsKey("middleName"));

        var wang = await ProfileAsync(client, "u-1002");
        Assert.Equal("王小明", wang["attributes"]!["name"]!.ToString());
        var refund = Assert.Single(await EventsAsync(wang));
        Assert.Equal(new DateTimeOffset(2019, 12, 31, 23, 59, 59, TimeSpan.Zero), refund["timestamp"]!.GetValue<DateTimeOffset>());
    }

    [DataTheory]
    [InlineData("segment-next")]
    [InlineData("segment-next-batching")]
    [InlineData("segment-snippet")]
    [InlineData("rudder-browser")]
    [InlineData("rudder-browser-batch")]
    [InlineData("rudder-browser-beacon")]
    [InlineData("jitsu-browser")]
    [InlineData("jitsu-node")]
    public async Task BrowserClient_ShoppersDay_IsOneKnownPerson(string client)
    {
        await ReplayAsync(client);

        var zoe = await ProfileAsync(client, "u-1001");
        Assert.Contains($"anonymous_id:{client}anon-1", Identifiers(zoe));
        Assert.Contains($"email:{client}zoe.mueller@example.com", Identifiers(zoe));
        Assert.Equal(client.StartsWith("rudder", StringComparison.Ordinal), Identifiers(zoe).Contains($"user_id:{client}u-1001-new"));
        Assert.Equal(("acme", "Zoë"), (zoe["attributes"]!["group_id"]!.ToString(), zoe["attributes"]!["firstName"]!.ToString()));
        var events = await EventsAsync(zoe);
        Assert.Empty(new[] { "Page Viewed", "Product Viewed", "Order Completed" }.Except(events.Select(e => e["event"]!.ToString())));
        Assert.Equal("Home", events.Single(e => e["event"]!.ToString() == "Page Viewed")["properties"]!["name"]!.ToString());
    }

    // Each client gets a source and people of its own, so that all of them can share one running product.
    private async Task ReplayAsync(string client)
    {
        var key = await studio.CreateSourceAsync(client);
        var capture = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(s_folder!, "tracking", client + ".shopper.json")))!;
        foreach (var request in capture["requests"]!.AsArray())
        {
            var headers = request!["headers"]!.AsObject()
                .Where(h => h.Key.ToUpperInvariant() is not ("HOST" or "CONTENT-LENGTH" or "CONNECTION"))
                .Select(h => (h.Key, WithKey(h.Value!.ToString(), key)))
                .ToArray();
            var body = request["body"] is { } sent ? Encoding.UTF8.GetBytes(OwnPeople(sent.ToJsonString(), client)) : null;
            if (headers.Any(h => h.Key == "Content-Encoding") && body is not null) body = TrackingTests.Gzip(body);

            using var response = await studio.SendAsync(
                new HttpMethod(request["method"]!.ToString()), WithKey(request["path"]!.ToString(), key), body, headers);

            Assert.Equal((HttpStatusCode)request["answered"]!["status"]!.GetValue<int>(), response.StatusCode);
        }

        await studio.UntilCaughtUpAsync();
    }

    private static string OwnPeople(string json, string client) => json
        .Replace("\"u-100", $"\"{client}u-100", StringComparison.Ordinal)
        .Replace("\"anon-", $"\"{client}anon-", StringComparison.Ordinal)
        .Replace("\"zoe.mueller", $"\"{client}zoe.mueller", StringComparison.Ordinal)
        .Replace("\"WANG.", $"\"{client}WANG.", StringComparison.Ordinal)
        .Replace("650-253-0000", $"650-253-{Math.Abs(client.GetHashCode(StringComparison.Ordinal)) % 100_000_000:00000000}", StringComparison.Ordinal)
        .Replace("13800138000", $"138{Math.Abs(client.GetHashCode(StringComparison.Ordinal)) % 100_000_000:00000000}", StringComparison.Ordinal);

    private static string WithKey(string text, string key) => text
        .Replace("dGVzdC13cml0ZS1rZXk6", Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":")), StringComparison.Ordinal)
        .Replace("test-write-key", key, StringComparison.Ordinal);

    private Task<JsonNode> ProfileAsync(string client, string user) =>
        studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=user_id:{client}{user}");

    private async Task<List<JsonNode>> EventsAsync(JsonNode profile)
    {
        var page = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles/{profile["id"]}/events?limit=1000");
        return [.. page["items"]!.AsArray().Select(e => e!).Reverse()];
    }

    private static List<string> Identifiers(JsonNode profile) =>
        [.. profile["identifiers"]!.AsArray().Select(i => $"{i!["namespace"]}:{i["value"]}").Order(StringComparer.Ordinal)];

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class DataTheoryAttribute : TheoryAttribute
    {
        public DataTheoryAttribute()
        {
            if (s_folder is null) Skip = "CDPSTUDIO_TEST_DATA names no folder.";
        }
    }
}
