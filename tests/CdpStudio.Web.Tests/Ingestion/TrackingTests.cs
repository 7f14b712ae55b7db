using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Ingestion;

public sealed class TrackingTests(RunningStudio studio) : IClassFixture<RunningStudio>
{
    private const string Call = """{"userId":"u1","event":"Paid"}""";

    public static TheoryData<string> Doors => ["basic", "basic without colon", "bearer", "header", "query", "body"];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Post_WriteKeyInAnyOfItsPlaces_IsTaken(string place)
    {
        var key = await studio.CreateSourceAsync(place);
        var body = place == "body" ? $$"""{"userId":"u1","event":"Paid","writeKey":"{{key}}"}""" : Call;
        (string, string)[] headers = place switch
        {
            "basic" => [RunningStudio.Basic(key + ":")],
            "basic without colon" => [RunningStudio.Basic(key)],
            "bearer" => [("Authorization", "Bearer " + key)],
            "header" => [("X-Write-Key", key + ":secret")],
            _ => [],
        };

        using var response = await studio.SendAsync(
            HttpMethod.Post,
            place == "query" ? $"/beacon/v1/batch?writeKey={key}" : "/v1/track",
            Encoding.UTF8.GetBytes(place == "query" ? $$"""{"batch":[{{Call.Insert(1, "\"type\":\"track\",")}}]}""" : body),
            headers);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"success":true}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(""" "timestamp":"0001-01-01T00:00:00+14:00" """, 1)]
    [InlineData(""" "timestamp":"9999-12-31T23:59:59.999-14:00" """, 9999)]
    [InlineData(""" "originalTimestamp":"0001-01-01","sentAt":"9999-12-31" """, 1)]
    [InlineData(""" "originalTimestamp":"9999-12-31","sentAt":"0001-01-01" """, 9999)]
    public async Task Post_AtTheEndsOfTime_LeavesSomebodyWhoCanBeRead(string times, int year)
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("ends of time") + ":");
        var user = $"ends{year}-{times.Length}";

        using var identified = await studio.SendAsync(HttpMethod.Post, "/v1/identify", Encoding.UTF8.GetBytes($$"""{"userId":"{{user}}","traits":{"plan":"x"},{{times}}}"""), key);
        using var tracked = await studio.SendAsync(HttpMethod.Post, "/v1/track", Encoding.UTF8.GetBytes($$"""{"userId":"{{user}}","event":"Paid",{{times}}}"""), key);
        await studio.UntilCaughtUpAsync();

        var profile = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=user_id:{user}");
        Assert.Equal(year, profile["firstSeen"]!.GetValue<DateTimeOffset>().Year);
        await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles/{profile["id"]}/events");
        Assert.Equal(year, (await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles/{profile["id"]}/history"))["items"]![0]!["validFrom"]!.GetValue<DateTimeOffset>().Year);
    }

    [Fact]
    public async Task Get_PageThatIsExactlyFull_IsTheLast()
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("pages") + ":");
        for (var i = 0; i < 2; i++)
        {
            using var sent = await studio.SendAsync(HttpMethod.Post, "/v1/track", Encoding.UTF8.GetBytes("""{"userId":"pages","event":"Paid"}"""), key);
            using var said = await studio.SendAsync(HttpMethod.Post, "/v1/identify", Encoding.UTF8.GetBytes($$$"""{"userId":"pages","traits":{"n":{{{i}}}}}"""), key);
        }

        await studio.UntilCaughtUpAsync();
        var id = (await studio.ApiAsync(HttpMethod.Get, "/api/v1/profiles?identifier=user_id:pages"))["id"]!.ToString();

        foreach (var list in (string[])["events", "history"])
        {
            var first = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles/{id}/{list}?limit=1");
            var second = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles/{id}/{list}?limit=1&after={first["next"]}");
            Assert.Single(second["items"]!.AsArray());
            Assert.Null(second["next"]);
            Assert.Null((await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles/{id}/{list}?limit=2"))["next"]);
        }
    }

    [Fact]
    public async Task Get_SourceThatWasMade_IsWhereTheAnswerSaid()
    {
        var made = await studio.ApiAsync(HttpMethod.Post, "/api/v1/sources", new JsonObject { ["name"] = "found again", ["kind"] = "http" });

        Assert.Equal("found again", (await studio.ApiAsync(HttpMethod.Get, $"/api/v1/sources/{made["id"]}"))["name"]!.ToString());
    }

    [Theory]
    [InlineData("/v1/b")]
    [InlineData("/v1/import")] // older server clients
    [InlineData("/api/s/batch")]
    [InlineData("/api/s/s2s/batch")]
    public async Task Post_BatchUnderAnyOfItsPaths_IsStored(string path)
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync(path) + ":");

        using var response = await studio.SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes($$"""{"batch":[{{Call.Insert(1, "\"type\":\"track\",")}}]}"""), key);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic ")]
    [InlineData("Basic bm90LWEta2V5Og==")]
    [InlineData("Bearer nonsense")]
    [InlineData("Digest x")]
    public async Task Post_NoKeyThatExists_IsUnauthorised(string authorization)
    {
        using var response = await studio.SendAsync(HttpMethod.Post, "/v1/track", Encoding.UTF8.GetBytes(Call), ("Authorization", authorization));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Post_BodyOfAnyLabelAndPacking_IsRead()
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("packing") + ":");
        var plain = Encoding.UTF8.GetBytes(Call);

        foreach (var (body, headers) in new (byte[], (string, string)[])[]
        {
            (plain, [key, ("Content-Type", "text/plain")]),
            (plain, [key, ("Content-Type", "application/x-www-form-urlencoded")]),
            (plain, [key, ("Content-Type", "application/json"), ("Content-Encoding", "gzip")]),
            (Gzip(plain), [key, ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Encoding", "gzip")]),
            (Gzip(plain), [key, ("Content-Type", "application/json")]),
        })
        {
            using var response = await studio.SendAsync(HttpMethod.Post, "/v1/track", body, headers);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Post_TooMuch_IsRefusedPackedOrNot()
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("large") + ":");

        await ExpectAsync(HttpStatusCode.BadRequest, Sized(40 * 1024));
        await ExpectAsync(HttpStatusCode.OK, Sized(33 * 1024));
        await ExpectAsync(HttpStatusCode.RequestEntityTooLarge, Sized(600 * 1024));
        await ExpectAsync(HttpStatusCode.RequestEntityTooLarge, Gzip(new byte[50 * 1024 * 1024]));
        await ExpectAsync(HttpStatusCode.BadRequest, [0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        await ExpectAsync(HttpStatusCode.BadRequest, []);

        async Task ExpectAsync(HttpStatusCode expected, byte[] body)
        {
            using var response = await studio.SendAsync(HttpMethod.Post, "/v1/track", body, key);
            Assert.Equal(expected, response.StatusCode);
        }
    }

    [Fact]
    public async Task Post_BadCallAlone_SaysWhyAndIsCountedAsRefused()
    {
        var name = "refused " + Guid.NewGuid();
        var key = RunningStudio.Basic(await studio.CreateSourceAsync(name) + ":");

        using var response = await studio.SendAsync(HttpMethod.Post, "/v1/track", Encoding.UTF8.GetBytes("""{"event":"Paid"}"""), key);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("userId", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var stored = await studio.SendAsync(HttpMethod.Post, "/v1/track", Encoding.UTF8.GetBytes(Call), key);
        await studio.UntilCaughtUpAsync();
        var source = (await studio.ApiAsync(HttpMethod.Get, "/api/v1/sources?limit=1000"))["items"]!.AsArray().Single(s => s!["name"]!.GetValue<string>() == name)!;
        Assert.Equal(2, source["counts"]!["received"]!.GetValue<int>());
        Assert.Equal(1, source["counts"]!["refused"]!.GetValue<int>());
        Assert.Equal(1, source["counts"]!["stored"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("GET", "/v1/track", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/v1/batch", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", "/v1/i", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/v1/projects/nobody/settings", HttpStatusCode.NotFound)]
    public async Task Send_WhatIsNoCall_IsToldSoWithoutAKey(string method, string path, HttpStatusCode expected)
    {
        using var response = await studio.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/t", "authorization")]
    [InlineData("/v1/track", "anonymousid,authorization,content-type,sentat")]
    [InlineData("/api/s/page", "content-type,x-write-key")]
    public async Task Preflight_OfPublishedClients_IsAllowedWithoutCredentials(string path, string asked)
    {
        using var response = await studio.SendAsync(
            HttpMethod.Options, path, null,
            ("Origin", "https://shop.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", asked));

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Equal(asked, string.Join(',', response.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.False(response.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    public async Task Post_FromPagesOfAnOrigin_IsAsTheSourceAllows()
    {
        var key = await studio.CreateSourceAsync("origins");
        await ChangeAsync(key, "https://shop.example https://app.example:8443", null);

        Assert.Equal((HttpStatusCode.OK, "https://shop.example", "Origin"), await FromAsync("https://shop.example"));
        Assert.Equal((HttpStatusCode.OK, "https://app.example:8443", "Origin"), await FromAsync("https://app.example:8443"));
        foreach (var origin in (string[])["https://evil.example", "http://shop.example", "https://shop.example.evil.example", "https://app.example", "null"])
            Assert.Equal((HttpStatusCode.Forbidden, null, "Origin"), await FromAsync(origin));
        Assert.Equal((HttpStatusCode.OK, null, null), await FromAsync(null));

        async Task<(HttpStatusCode, string?, string?)> FromAsync(string? origin)
        {
            (string, string)[] headers = origin is null ? [] : [("Origin", origin)];
            using var response = await studio.SendAsync(HttpMethod.Post, "/v1/track", Encoding.UTF8.GetBytes(Call), [RunningStudio.Basic(key + ":"), .. headers]);
            return (response.StatusCode, Header(response, "Access-Control-Allow-Origin"), Header(response, "Vary"));
        }
    }

    [Fact]
    public async Task Post_FasterThanTheSourceMay_IsToldWhenToComeAgain()
    {
        var key = await studio.CreateSourceAsync("fast");
        await ChangeAsync(key, "", 1);
        var ten = Encoding.UTF8.GetBytes($$"""{"batch":[{{string.Join(',', Enumerable.Repeat("""{"type":"track","userId":"u1","event":"Paid"}""", 10))}}]}""");

        using var burst = await studio.SendAsync(HttpMethod.Post, "/v1/batch", ten, RunningStudio.Basic(key + ":"));
        using var more = await studio.SendAsync(HttpMethod.Post, "/v1/batch", ten, RunningStudio.Basic(key + ":"), ("Origin", "https://shop.example"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (burst.StatusCode, more.StatusCode));
        Assert.InRange(int.Parse(Header(more, "Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 10);
        Assert.Equal((Header(more, "Retry-After"), "*"), (Header(more, "X-RateLimit-Reset"), Header(more, "Access-Control-Allow-Origin")));
        Assert.Contains("Retry-After", Header(more, "Access-Control-Expose-Headers")!, StringComparison.Ordinal);
    }

    private async Task ChangeAsync(string key, string origins, int? rate)
    {
        var source = studio.Services.GetRequiredService<WriteKeys>().Find(key)!.Id;
        Assert.IsType<ChangeSourceResult.Changed>(await studio.Services.GetRequiredService<ChangeSourceHandler>()
            .HandleAsync(new ChangeSource(source, "changed", Disabled: false, origins, rate), CancellationToken.None));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    [Fact]
    public async Task Settings_OfAKnownKey_SendTheLibraryBackHere()
    {
        var key = await studio.CreateSourceAsync("settings");

        using var response = await studio.SendAsync(HttpMethod.Get, $"/v1/projects/{key}/settings", null, ("Origin", "https://shop.example"));

        var segment = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["integrations"]!["Segment.io"]!;
        Assert.Equal((key, "localhost/v1", "http"), (segment["apiKey"]!.ToString(), segment["apiHost"]!.ToString(), segment["protocol"]!.ToString()));
        Assert.Equal("*", response.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private static byte[] Sized(int bytes)
    {
        const string frame = """{"userId":"u1","event":"Paid","properties":{"p":""}}""";
        return Encoding.UTF8.GetBytes(frame.Insert(frame.Length - 3, new string('p', bytes - frame.Length)));
    }

    internal static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
