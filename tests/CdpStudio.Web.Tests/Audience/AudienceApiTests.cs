using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Audience;

public sealed class AudienceApiTests(WatchedStudio studio) : IClassFixture<WatchedStudio>
{
    private const string Bearer = "Bearer in-process-key-0123456789abcdef0123456789";

    [Theory]
    [InlineData("count", "not json", "")]
    [InlineData("count", "[]", "")]
    [InlineData("count", "{}", "/rule")]
    [InlineData("count", """{"rule":null}""", "")]
    [InlineData("count", """{"rule":{"everyone":true},"as_of":"2026-01-01"}""", "/as_of")]
    [InlineData("count", """{"rule":{"everyone":true},"rule":{"everyone":true}}""", "/rule")]
    [InlineData("count", """{"rule":{"everyone":true},"asOf":"yesterday"}""", "/asOf")]
    [InlineData("count", """{"rule":{"everyone":true},"knownAt":-1}""", "/knownAt")]
    [InlineData("count", """{"rule":{"all":[{"everyone":true},{"event":""}]}}""", "/all/1/event")]
    [InlineData("count", """{"rule":{"any":[{"tag":"vip"}]}}""", "/any/0/tag")]
    [InlineData("count", """{"rule":{"journey":"nowhere","state":"never"}}""", "/journey")]
    [InlineData("count", """{"rule":{"not":{"segment":"nobody"}}}""", "/not/segment")]
    [InlineData("members", """{"rule":{"everyone":true},"limit":0}""", "/limit")]
    [InlineData("members", """{"rule":{"everyone":true},"limit":1001}""", "/limit")]
    [InlineData("members", """{"rule":{"everyone":true},"limit":"5"}""", "/limit")]
    [InlineData("members", """{"rule":{"everyone":true},"after":"x"}""", "/after")]
    [InlineData("members", """{"rule":{"everyone":true},"fields":"email"}""", "/fields")]
    [InlineData("members", """{"rule":{"everyone":true},"fields":["email",5]}""", "/fields/1")]
    [InlineData("members", """{"rule":{"everyone":true},"fields":["id"]}""", "/fields/0")]
    [InlineData("count", """{"rule":{"everyone":true},"asOf":"\ud800"}""", "/asOf")]
    [InlineData("count", """{"rule":{"everyone":true},"knownAt":"\udc00"}""", "/knownAt")]
    [InlineData("count", """{"rule":{"everyone":true},"\ud800":1}""", "")]
    [InlineData("count", """{"rule":{"attribute":"\ud800","op":"exists"}}""", "/attribute")]
    [InlineData("members", """{"rule":{"everyone":true},"after":"\ud800"}""", "/after")]
    [InlineData("members", """{"rule":{"everyone":true},"fields":["\ud800"]}""", "/fields/0")]
    [InlineData("explain", """{"rule":{"everyone":true},"profile":"email:\ud800"}""", "/profile")]
    [InlineData("funnel", """{"rule":{"everyone":true},"limit":5}""", "/limit")]
    [InlineData("breakdown", """{"rule":{"everyone":true}}""", "/by")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":"country"}""", "/by")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":{}}""", "/by/event")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":{"event":"Paid"}}""", "/by/property")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":{"attribute":5}}""", "/by/attribute")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":{"attribute":"country","event":"Paid"}}""", "/by/event")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":{"event":"Paid","property":" "}}""", "/by/property")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":{"event":"Paid","property":"total","during":{"last":"9x"}}}""", "/by/during/last")]
    [InlineData("breakdown", """{"rule":{"everyone":true},"by":{"attribute":"country"},"limit":0}""", "/limit")]
    [InlineData("explain", """{"rule":{"everyone":true}}""", "/profile")]
    [InlineData("explain", """{"rule":{"everyone":true},"profile":"ann"}""", "/profile")]
    public async Task Ask_WhatIsRefused_SaysWhere(string question, string body, string pointer)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, $"/api/v1/audience/{question}", body);

        Assert.Equal((HttpStatusCode.BadRequest, pointer), (status, answer!["pointer"]!.ToString()));
    }

    [Theory]
    [InlineData("/api/v1/audience/count", "POST", "{'rule':{'attribute':'plan','op':'eq','value':'\u00ff'}}")]
    [InlineData("/api/v1/audience/members", "POST", "{'\u00ff':1}")]
    [InlineData("/api/v1/segments/latin", "PUT", "{'name':'\u00ff','rule':{'everyone':true}}")]
    public async Task Ask_BodyThatIsNotUtf8_IsRefused(string path, string method, string body)
    {
        using var response = await studio.SendAsync(
            new HttpMethod(method), path, Encoding.Latin1.GetBytes(body.Replace('\'', '"')), ("Authorization", Bearer), ("Content-Type", "application/json"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Ask_PeopleWhoAreThere_AreCountedPagedAndExplained()
    {
        await TellAsync("paging", "ann", "ben", "cem");
        const string Rule = """{"attribute":"PAGING","op":"eq","value":"YES"}""";

        var (_, count) = await SendAsync(HttpMethod.Post, "/api/v1/audience/count", $$"""{"rule":{{Rule}}}""");
        Assert.Equal(3, (int)count!["count"]!);
        Assert.True((double)count["elapsedMs"]! >= 0);

        List<string> seen = [];
        JsonNode? after = null;
        do
        {
            var body = new JsonObject { ["rule"] = JsonNode.Parse(Rule), ["limit"] = 2, ["fields"] = new JsonArray("paging", "nothing"), ["after"] = after?.DeepClone() };
            var (_, page) = await SendAsync(HttpMethod.Post, "/api/v1/audience/members", body.ToJsonString());
            foreach (var item in page!["items"]!.AsArray())
            {
                seen.Add(item!["identifiers"]![0]!["value"]!.ToString());
                Assert.Equal(("yes", true), (item["paging"]!.ToString(), item.AsObject().ContainsKey("nothing") && item["nothing"] is null));
            }

            after = page["next"];
        }
        while (after is not null);
        Assert.Equal(["ann", "ben", "cem"], seen);

        var (_, explained) = await SendAsync(
            HttpMethod.Post, "/api/v1/audience/explain", $$"""{"rule":{"all":[{{Rule}},{"event":"Nothing Such"}]},"profile":"user_id:ann"}""");
        Assert.Equal((false, true, false), ((bool)explained!["holds"]!, (bool)explained["all"]![0]!["holds"]!, (bool)explained["all"]![1]!["holds"]!));
        Assert.Equal("yes", explained["all"]![0]!["evidence"]!["value"]!.ToString());
        Assert.Equal("/all/1/event", explained["warnings"]![0]!["pointer"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(
            HttpMethod.Post, "/api/v1/audience/explain", """{"rule":{"everyone":true},"profile":"user_id:zoe"}""")).Status);
    }

    [Fact]
    public async Task Ask_PeopleWhoAreThere_AreCountedByNodeAndByValue()
    {
        await TellAsync("funnel", "flo", "fritz", "fred");
        await TellAsync("shop", "flo");
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("orders") + ":");
        foreach (var category in new[] { "shoes", "SHOES", "hats" })
        {
            using var response = await studio.SendAsync(
                HttpMethod.Post, "/v1/track", Encoding.UTF8.GetBytes($$$"""{"userId":"flo","event":"Funnelled","properties":{"category":"{{{category}}}"}}"""), key);
            response.EnsureSuccessStatusCode();
        }

        await studio.UntilCaughtUpAsync();
        const string Rule = """{"attribute":"funnel","op":"exists"}""";

        var (_, funnel) = await SendAsync(
            HttpMethod.Post, "/api/v1/audience/funnel", $$$"""{"rule":{"all":[{{{Rule}}},{"attribute":"shop","op":"exists"},{"any":[{"event":"Funnelled"},{"event":"Nothing Such"}]}]}}""");
        Assert.Equal(1, (int)funnel!["count"]!);
        Assert.Equal(
            [("", 1, null), ("/all/0", 3, 0), ("/all/1", 1, 0), ("/all/2", 1, 0), ("/all/2/any/0", 1, null), ("/all/2/any/1", 0, null)],
            funnel["nodes"]!.AsArray().Select(n => (n!["pointer"]!.ToString(), (int)n["count"]!, (int?)n["failOnlyThis"])));
        Assert.Equal("/all/2/any/1/event", funnel["warnings"]![0]!["pointer"]!.ToString());

        var (_, shops) = await SendAsync(HttpMethod.Post, "/api/v1/audience/breakdown", $$$"""{"rule":{{{Rule}}},"by":{"attribute":"shop"}}""");
        Assert.Equal("""[{"value":"yes","count":1}]""", shops!["items"]!.ToJsonString());
        Assert.Equal((2, 0, 3), ((int)shops["missing"]!, (int)shops["other"]!, (int)shops["total"]!));

        var (_, bought) = await SendAsync(
            HttpMethod.Post, "/api/v1/audience/breakdown",
            $$$"""{"rule":{{{Rule}}},"by":{"event":"Funnelled","property":"category","where":[{"property":"category","op":"neq","value":"hats"}],"during":{"last":"1d"}},"limit":1}""");
        Assert.Equal("""[{"value":"SHOES","count":1}]""", bought!["items"]!.ToJsonString(), ignoreCase: true);
        Assert.Equal((2, 0, 3), ((int)bought["missing"]!, (int)bought["other"]!, (int)bought["total"]!));

        var (_, unknown) = await SendAsync(HttpMethod.Post, "/api/v1/audience/breakdown", $$$"""{"rule":{{{Rule}}},"by":{"event":"Nothing Such","property":"category"}}""");
        Assert.Equal("/by/event", unknown!["warnings"]![0]!["pointer"]!.ToString());
    }

    [Fact]
    public async Task Explain_NotYetAMember_SaysWhatIsMissingAndWhenItFlips()
    {
        await TellAsync("waiting", "wim");

        var (_, no) = await SendAsync(
            HttpMethod.Post, "/api/v1/audience/explain",
            """{"rule":{"all":[{"attribute":"waiting","op":"eq","value":"yes","for":"30d"},{"not":{"event":"Paid"}}]},"profile":"user_id:wim"}""");

        Assert.Equal("""["/all/0"]""", no!["nearest"]!.ToJsonString());
        Assert.Equal("""{"seen":"yes","op":"eq","value":"yes","for":"30d","by":null}""", no["all"]![0]!["missing"]!.ToJsonString());
        var now = TimeProvider.System.GetUtcNow();
        Assert.InRange((DateTimeOffset)no["flipsAt"]!, now.AddDays(29), now.AddDays(30));
        Assert.Equal(no["flipsAt"]!.ToString(), no["all"]![0]!["flipsAt"]!.ToString());
        Assert.Null(no["all"]![1]!["flipsAt"]);
    }

    [Fact]
    public async Task Segments_FromFirstPutToDelete_AnswerAsPromised()
    {
        await TellAsync("member", "dan");
        const string Rule = """{"attribute":"member","op":"eq","value":"yes"}""";

        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Put, "/api/v1/segments/a", $$"""{"key":"a","name":"A","rule":{{Rule}}}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, "/api/v1/segments/a", $$"""{"name":"A again","rule":{{Rule}}}""")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Post, "/api/v1/segments", $$"""{"key":"a","name":"A","rule":{{Rule}}}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, "/api/v1/segments", """{"key":"b","name":"B","rule":{"segment":"a"}}""")).Status);

        var (_, read) = await SendAsync(HttpMethod.Get, "/api/v1/segments/a", null);
        Assert.Equal(("A again", 2, Rule), (read!["name"]!.ToString(), (int)read["version"]!, read["rule"]!.ToJsonString()));
        var (_, members) = await SendAsync(HttpMethod.Get, "/api/v1/segments/b/members?fields=member", null);
        Assert.Equal("yes", Assert.Single(members!["items"]!.AsArray())!["member"]!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/segments/a/trend", null)).Status);
        Assert.Equal("/limit", (await SendAsync(HttpMethod.Get, "/api/v1/segments/a/trend?limit=0", null)).Answer!["pointer"]!.ToString());
        Assert.Equal("/after", (await SendAsync(HttpMethod.Get, "/api/v1/segments/a/trend?after=today", null)).Answer!["pointer"]!.ToString());
        var (_, explained) = await SendAsync(HttpMethod.Post, "/api/v1/audience/explain", """{"rule":{"not":{"segment":"b"}},"profile":"user_id:dan"}""");
        Assert.Equal("""{"holds":true,"flipsAt":null,"segment":"b","evidence":{"value":true,"matchingEvents":0,"events":[]}}""", explained!["not"]!.ToJsonString());

        var (cycle, refusal) = await SendAsync(HttpMethod.Put, "/api/v1/segments/a", """{"name":"A","rule":{"all":[{"segment":"b"}]}}""");
        Assert.Equal((HttpStatusCode.BadRequest, "/all/0/segment"), (cycle, refusal!["pointer"]!.ToString()));
        Assert.Equal("/key", (await SendAsync(HttpMethod.Put, "/api/v1/segments/NO", $$"""{"name":"A","rule":{{Rule}}}""")).Answer!["pointer"]!.ToString());
        Assert.Equal("/all", (await SendAsync(HttpMethod.Put, "/api/v1/segments/c", """{"name":"C","rule":{"all":[]}}""")).Answer!["pointer"]!.ToString());
        Assert.Equal("/name", (await SendAsync(HttpMethod.Put, "/api/v1/segments/c", $$"""{"name":" ","rule":{{Rule}}}""")).Answer!["pointer"]!.ToString());

        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Delete, "/api/v1/segments/a", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "/api/v1/segments/b", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, "/api/v1/segments/a", null)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "/api/v1/segments/a/members", null)).Status);
    }

    [Theory]
    [InlineData("Refund Asked For")]
    [InlineData("refund asked*")]
    public async Task Count_EventThatIsDeclaredAndWasNeverSent_IsNotWarnedOf(string name)
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, "/api/v1/catalog/events/Refund%20Asked%20For", """{"label":"Refund"}""")).Status);

        var (_, count) = await SendAsync(HttpMethod.Post, "/api/v1/audience/count", $$$"""{"rule":{"event":"{{{name}}}"}}""");

        Assert.Empty(count!["warnings"]!.AsArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Rule_AsDeepAsTheLanguageAllows_IsCountedKeptListedAndExplained(bool inFilter)
    {
        await TellAsync("deep", "fay");
        var key = inFilter ? "deep-filter" : "deep-nodes";
        var property = """{"property":"a","op":"exists"}""";
        // 31 groups around a leaf, or around the 32 levels of a filter that the last level holds.
        var rule = inFilter
            ? """{"event":"X","where":[""" + Nested(property, 31) + "]}"
            : Nested("""{"event":"X","where":[""" + property + "]}", 31);

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "/api/v1/audience/count", $$"""{"rule":{{rule}}}""")).Status);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, "/api/v1/segments", $$"""{"key":"{{key}}","name":"Deep","rule":{{rule}}}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, $"/api/v1/segments/{key}", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/api/v1/segments", null)).Status);
        var (status, profile) = await SendAsync(HttpMethod.Get, "/api/v1/profiles?identifier=user_id:fay", null);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, $"/api/v1/profiles/{profile!["id"]}/explain?segment={key}", null)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "/api/v1/audience/explain", $$"""{"rule":{{rule}},"profile":"user_id:fay"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Post, "/api/v1/audience/count", $$"""{"rule":{{Nested(rule, 32)}}}""")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, $"/api/v1/segments/{key}", null)).Status);

        static string Nested(string leaf, int levels) =>
            string.Concat(Enumerable.Repeat("""{"all":[""", levels)) + leaf + string.Concat(Enumerable.Repeat("]}", levels));
    }

    [Fact]
    public async Task Explain_WhatWasKnownThen_SpeaksOfWhoTheIdentifierWasThen()
    {
        await TellAsync("before", "guy", "hal");
        var then = studio.Services.GetRequiredService<IAudienceEngine>().Position;
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("later") + ":");
        using (var response = await studio.SendAsync(HttpMethod.Post, "/v1/alias", """{"userId":"guy","previousId":"hal"}"""u8.ToArray(), key)) response.EnsureSuccessStatusCode();
        using (var response = await studio.SendAsync(HttpMethod.Post, "/v1/track", """{"userId":"ida","event":"Came"}"""u8.ToArray(), key)) response.EnsureSuccessStatusCode();
        await studio.UntilCaughtUpAsync();

        var rule = """{"attribute":"before","op":"exists"}""";
        var (_, now) = await SendAsync(HttpMethod.Post, "/api/v1/audience/count", $$"""{"rule":{{rule}}}""");
        Assert.Equal(1, (int)now!["count"]!);
        foreach (var person in (string[])["guy", "hal"])
        {
            var (_, explained) = await SendAsync(
                HttpMethod.Post, "/api/v1/audience/explain", $$"""{"rule":{"event":"Never"},"knownAt":{{then}},"profile":"user_id:{{person}}"}""");
            Assert.False((bool)explained!["holds"]!);
            var (_, who) = await SendAsync(
                HttpMethod.Post, "/api/v1/audience/members", $$"""{"rule":{"all":[{{rule}}]},"knownAt":{{then}}}""");
            Assert.Contains(who!["items"]!.AsArray(), m => m!["identifiers"]!.AsArray().Count == 1 && m["identifiers"]![0]!["value"]!.ToString() == person);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(
            HttpMethod.Post, "/api/v1/audience/explain", $$"""{"rule":{"everyone":true},"knownAt":{{then}},"profile":"user_id:ida"}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(
            HttpMethod.Post, "/api/v1/audience/explain", """{"rule":{"everyone":true},"profile":"user_id:ida"}""")).Status);
    }

    [Theory]
    [InlineData("gil+news@kilim.example")]
    [InlineData("gil%2Bnews@kilim.example")]
    [InlineData("GIL+NEWS@kilim.example")]
    public async Task Profile_OfAnIdentifierWithAPlus_IsFoundHoweverThatIsWritten(string written)
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("plus") + ":");
        using var response = await studio.SendAsync(
            HttpMethod.Post, "/v1/identify", Encoding.UTF8.GetBytes("""{"userId":"gil","traits":{"email":"gil+news@kilim.example"}}"""), key);
        await studio.UntilCaughtUpAsync();

        var profile = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=email:{written}");

        Assert.Equal("gil", profile["identifiers"]![0]!["value"]!.ToString());
    }

    [Fact]
    public async Task History_OfAProfile_IsReadPageByPage()
    {
        await TellAsync("first", "fay");
        await TellAsync("second", "fay");
        await TellAsync("third", "fay");
        var id = (await studio.ApiAsync(HttpMethod.Get, "/api/v1/profiles?identifier=user_id:fay"))["id"]!;

        List<string> seen = [];
        JsonNode? after = null;
        do
        {
            var page = await studio.ApiAsync(HttpMethod.Get, $"/api/v1/profiles/{id}/history?limit=1{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page["items"]!.AsArray().Select(i => i!["attribute"]!.ToString()));
            after = page["next"];
        }
        while (after is not null);

        Assert.Equal(["third", "second", "first"], seen);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Get, $"/api/v1/profiles/{id}/history?after=x", null)).Status);
    }

    [Fact]
    public async Task Count_AnyRule_AsksTheDatabaseNothing()
    {
        await TellAsync("quiet", "eve");
        var engine = studio.Services.GetRequiredService<IAudienceEngine>();
        var vocabulary = studio.Services.GetRequiredService<WorkspaceVocabulary>();

        var asked = await studio.Commands.CountAsync(async () =>
        {
            var read = (RuleReading.Read)RuleReader.Read(
                """{"all":[{"attribute":"quiet","op":"eq","value":"yes"},{"not":{"event":"Paid","where":[{"property":"total","op":"gt","value":5}],"during":{"last":"30d"}}}]}""",
                vocabulary);
            Assert.Equal(1, (await engine.CountAsync(new AudienceQuery(read.Rule), default)).Count);
            await engine.CountManyAsync([read.Rule, new Rule.Everyone()], asOf: null, default);
            await engine.MembersAsync(new AudienceQuery(read.Rule), after: null, 10, default);
        });

        Assert.Equal(0, asked);
        Assert.NotEqual(0, await studio.Commands.CountAsync(async () =>
        {
            await using var db = await studio.Services.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContextAsync();
            await db.Segments.CountAsync();
        }));
    }

    private async Task TellAsync(string attribute, params string[] people)
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync(attribute) + ":");
        foreach (var person in people)
        {
            var call = string.Create(CultureInfo.InvariantCulture, $$$"""{"userId":"{{{person}}}","traits":{"{{{attribute}}}":"yes"}}""");
            using var response = await studio.SendAsync(HttpMethod.Post, "/v1/identify", Encoding.UTF8.GetBytes(call), key);
            response.EnsureSuccessStatusCode();
        }

        await studio.UntilCaughtUpAsync();
    }

    private async Task<(HttpStatusCode Status, JsonNode? Answer)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var response = await studio.SendAsync(
            method, path, body is null ? null : Encoding.UTF8.GetBytes(body), ("Authorization", Bearer), ("Content-Type", "application/json"));
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : DeepJson.ParseNode(text));
    }
}
