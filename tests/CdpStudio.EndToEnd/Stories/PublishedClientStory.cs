using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Browser;
using CdpStudio.EndToEnd.Clients;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.EndToEnd.Stories;

/// <summary>
/// Clients that others publish, as npm installs them, pointed at the product: on a server in a process of their own, in Chromium on a
/// page of another origin. What the product holds afterwards is compared with the data folder's <c>tracking/expected.json</c>.
/// </summary>
public sealed class PublishedClientStory(Chromium chromium) : IClassFixture<Chromium>
{
    [DataTheory]
    [InlineData("segment-node")]
    [InlineData("analytics-node")]
    [InlineData("rudder-node")]
    public async Task ServerClient_ShoppersDay_IsWhatIsExpected(string client)
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);

        var said = await PublishedClient.SendAsync(client, studio.Address, await api.CreateSourceAsync(client), Tracking("scenario.json"));
        await studio.UntilCaughtUpAsync();

        Assert.Equal(("[]", "[]"), (said["failed"]!.ToJsonString(), said["skipped"]!.ToJsonString()));
        var must = JsonNode.Parse(await File.ReadAllTextAsync(Tracking("expected.json")))!["must"]!;
        Assert.Equal(must["profileCount"]!.GetValue<int>(), await PeopleAsync(api));
        await ExpectZoeAsync(api, must);
        await ExpectWangAsync(api, must["profiles"]!["u-1002"]!);
        // Calls 5 and 6 have one id and other contents: the first counts, the second is kept aside.
        var counts = (await SourceAsync(api, client))["counts"]!;
        Assert.Equal((14, 13, 1), (counts["received"]!.GetValue<int>(), counts["stored"]!.GetValue<int>(), counts["quarantined"]!.GetValue<int>()));
    }

    [DataFact]
    public async Task Jitsu_OnAServer_DeliversWhatItCanSend()
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);

        var said = await PublishedClient.SendAsync("jitsu-node", studio.Address, await api.CreateSourceAsync("jitsu"), Tracking("scenario.json"));
        await studio.UntilCaughtUpAsync();

        Assert.Equal(("[]", "[7,10]"), (said["failed"]!.ToJsonString(), said["skipped"]!.ToJsonString()));
        var counts = (await SourceAsync(api, "jitsu"))["counts"]!;
        // It sends ids of its own, so the scenario's calls 5 and 6 are two orders.
        Assert.Equal((12, 12), (counts["received"]!.GetValue<int>(), counts["stored"]!.GetValue<int>()));
        var zoe = await ProfileAsync(api, "u-1001");
        Assert.Equal(["anonymous_id:anon-1", "anonymous_id:anon-2", "email:zoe.mueller@example.com", "user_id:u-1001"], Identifiers(zoe));
        Assert.Equal(
            ["Order Completed", "Order Completed", "Page Viewed", "Product Added", "Product Viewed", "Signed Up"],
            (await EventsAsync(api, zoe)).Select(NameOf).Order(StringComparer.Ordinal));
        Assert.Equal(("acme", "Zoë"), (zoe["attributes"]!["group_id"]!.ToString(), zoe["attributes"]!["firstName"]!.ToString()));
        Assert.Equal(["Order Refunded"], (await EventsAsync(api, await ProfileAsync(api, "u-1002"))).Select(NameOf));
    }

    // Each change is judged by one way of sending of each client, another one with another seed.
    public static TheoryData<string, string, int> BrowserClients
    {
        get
        {
            var clients = new TheoryData<string, string, int>();
            foreach (var (script, messages, ways) in (ReadOnlySpan<(string, int, string[])>)
            [
                ("segment-browser.js", 7, ["segment-browser", "segment-browser-batching"]),
                ("rudder-browser.js", 6, ["rudder-browser", "rudder-browser-batch", "rudder-browser-beacon"]),
                ("jitsu-browser.js", 5, ["jitsu-browser"]),
            ])
            {
                foreach (var way in Seed.FullTier ? ways : [ways[(uint)Seed.Value % ways.Length]]) clients.Add(way, script, messages);
            }

            return clients;
        }
    }

    [Theory]
    [MemberData(nameof(BrowserClients))]
    public async Task BrowserClient_OnAPageOfAnotherOrigin_IsOneKnownPerson(string client, string script, int messages)
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        await using var shop = ShopSite.Open(await PublishedClient.BundleAsync(script));
        var (errors, answers) = (new List<string>(), new List<string>());
        var page = await chromium.OpenAsync(shop.Address);
        page.PageError += (_, error) => errors.Add(error);
        page.Response += (_, response) =>
        {
            if (response.Url.StartsWith(studio.Address.ToString(), StringComparison.Ordinal) && response.Request.Method == "POST") answers.Add($"{response.Status}");
        };

        await page.GotoAsync($"/shop?utm_source=newsletter&utm_medium=email&utm_campaign=spring#client={client}&address={studio.Address.ToString().TrimEnd('/')}&key={await api.CreateSourceAsync(client)}");
        await page.WaitForFunctionAsync("() => document.title === 'done' || document.title.startsWith('failed')");
        Assert.Equal("done", await page.TitleAsync());
        await studio.UntilAsync(
            async () => (await api.SendAsync(HttpMethod.Get, "/api/v1/ingestion"))!["accepted"]!.GetValue<int>() >= messages,
            TimeSpan.FromSeconds(60), () => studio.HasExited, $"take {messages} messages", CancellationToken.None);
        await studio.UntilCaughtUpAsync();

        Assert.Empty(errors);
        Assert.All(answers, status => Assert.Equal("200", status));
        var counts = (await SourceAsync(api, client))["counts"]!;
        Assert.Equal((messages, messages), (counts["received"]!.GetValue<int>(), counts["stored"]!.GetValue<int>()));
        // All of them, so that a failure says who the second is.
        var people = (await api.SendAsync(HttpMethod.Post, "/api/v1/audience/members", JsonNode.Parse("""{"rule":{"all":[]},"limit":9}""")))!["items"]!.AsArray();
        Assert.True(people.Count == 1, people.ToJsonString());
        await ExpectShopperAsync(api, client);
        await page.Context.CloseAsync();
    }

    private static async Task ExpectShopperAsync(StudioApi api, string client)
    {
        var zoe = await ProfileAsync(api, "u-1001");
        Assert.Contains("anonymous_id:anon-1", Identifiers(zoe));
        Assert.Contains("email:zoe.mueller@example.com", Identifiers(zoe));
        // The others' alias after identify names nobody new, and must do no harm.
        Assert.Equal(client.StartsWith("rudder", StringComparison.Ordinal), Identifiers(zoe).Contains("user_id:u-1001-new"));
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["firstName"] = "\"Zoë\"", ["lastName"] = "\"Müller-Ōe\"", ["plan"] = "\"premium\"", ["age"] = "35", ["vip"] = "true",
            ["address.city"] = "\"Köln\"", ["group_id"] = "\"acme\"", ["group.employees"] = "329",
        })
        {
            ExpectAttribute(zoe, name, JsonNode.Parse(value));
        }

        var events = await EventsAsync(api, zoe);
        string[] views = client.StartsWith("segment", StringComparison.Ordinal) ? ["Screen Viewed"] : [];
        Assert.Equal(
            ((string[])["Order Completed", "Page Viewed", "Product Viewed", .. views]).Order(StringComparer.Ordinal),
            events.Select(NameOf).Order(StringComparer.Ordinal));
        var home = events.Single(e => NameOf(e) == "Page Viewed")["properties"]!;
        Assert.Equal(("Home", "Store", "true"), (home["name"]!.ToString(), home["category"]!.ToString(), home["campaign_test"]!.ToJsonString()));
        var order = events.Single(e => NameOf(e) == "Order Completed")["properties"]!;
        Assert.Equal((47.97m, 2), (order["total"]!.GetValue<decimal>(), order["products"]!.AsArray().Count));
    }

    private static async Task ExpectZoeAsync(StudioApi api, JsonNode must)
    {
        var expected = must["profiles"]!["u-1001"]!;
        var zoe = await ProfileAsync(api, "u-1001");
        var identifiers = expected["identifiers"]!;
        Assert.Equal(
            ((string[])["userId", "anonymousId", "email"])
                .SelectMany(n => identifiers[n]!.AsArray().Select(v => $"{Namespace(n)}:{v}")).Order(StringComparer.Ordinal),
            Identifiers(zoe));

        var events = await EventsAsync(api, zoe);
        Assert.Equal(expected["timelineByTimestamp"]!.AsArray().Select(e => e!.ToString()), events.Select(Shown));
        var stored = must["eventsStored"]!["track"]!.AsObject().Where(t => t.Key != "Order Refunded").ToDictionary(t => t.Key, t => t.Value!.GetValue<int>());
        Assert.Equal(stored.OrderBy(s => s.Key), events.Where(e => !NameOf(e).EndsWith(" Viewed", StringComparison.Ordinal) || NameOf(e) == "Product Viewed")
            .GroupBy(NameOf).Select(g => KeyValuePair.Create(g.Key, g.Count())).OrderBy(s => s.Key));
        var order = events.Single(e => NameOf(e) == "Order Completed")["properties"]!;
        Assert.Equal((47.97m, 2), (order["total"]!.GetValue<decimal>(), order["products"]!.AsArray().Count));
        Assert.Equal(expected["revenue"]!.GetValue<decimal>(), order["revenue"]!.GetValue<decimal>());

        foreach (var (name, value) in expected["traits"]!.AsObject()) ExpectAttribute(zoe, name, value);
        Assert.Equal(expected["group"]!["id"]!.ToString(), zoe["attributes"]!["group_id"]!.ToString());
        foreach (var (name, value) in expected["group"]!["traits"]!.AsObject()) ExpectAttribute(zoe, "group." + name, value);
        // What the specification leaves open, as we decided it: by timestamp, paths of their own, null clears.
        ExpectAttribute(zoe, "plan", JsonValue.Create("basic"));
        ExpectAttribute(zoe, "address.city", JsonValue.Create("Bonn"));
        ExpectAttribute(zoe, "address.postalCode", JsonValue.Create("50667"));
        Assert.False(zoe["attributes"]!.AsObject().ContainsKey("middleName"));
    }

    private static async Task ExpectWangAsync(StudioApi api, JsonNode expected)
    {
        var wang = await ProfileAsync(api, "u-1002");
        Assert.Equal(["email:WANG.XiaoMing@Example.COM", "user_id:u-1002"], Identifiers(wang));
        ExpectAttribute(wang, "name", expected["traits"]!["name"]);
        var refund = Assert.Single(await EventsAsync(api, wang));
        Assert.Equal("Order Refunded", NameOf(refund));
        Assert.Equal(new DateTimeOffset(2019, 12, 31, 23, 59, 59, TimeSpan.Zero), refund["timestamp"]!.GetValue<DateTimeOffset>());
        var found = await api.SendAsync(HttpMethod.Get, "/api/v1/profiles?identifier=email:wang.xiaoming@example.com");
        Assert.Equal(wang["id"]!.ToString(), found!["id"]!.ToString());
    }

    private static void ExpectAttribute(JsonNode profile, string name, JsonNode? value) =>
        Assert.True(JsonNode.DeepEquals(value, profile["attributes"]![name]), $"{name} is {profile["attributes"]![name]?.ToJsonString()}, not {value?.ToJsonString()}");

    private static string Shown(JsonNode happened) => NameOf(happened) switch
    {
        "Page Viewed" => $"page {happened["properties"]!["name"]}",
        "Screen Viewed" => $"screen {happened["properties"]!["name"]}",
        var name => name,
    };

    private static string NameOf(JsonNode happened) => happened["event"]!.ToString();

    private static string Namespace(string member) => member switch { "userId" => "user_id", "anonymousId" => "anonymous_id", _ => member };

    private static string Tracking(string file) => Path.Combine(DataFactAttribute.Folder!, "tracking", file);

    private static async Task<JsonNode> SourceAsync(StudioApi api, string name) =>
        (await api.SendAsync(HttpMethod.Get, "/api/v1/sources?limit=100"))!["items"]!.AsArray().Single(s => s!["name"]!.ToString() == name)!;

    private static Task<long> PeopleAsync(StudioApi api) => api.CountAsync("""{"all":[]}""");

    private static async Task<JsonNode> ProfileAsync(StudioApi api, string user) =>
        (await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles?identifier=user_id:{user}"))!;

    private static async Task<List<JsonNode>> EventsAsync(StudioApi api, JsonNode profile)
    {
        var page = await api.SendAsync(HttpMethod.Get, $"/api/v1/profiles/{profile["id"]}/events?limit=1000");
        return [.. page!["items"]!.AsArray().Select(e => e!).Reverse()];
    }

    // Phone numbers are looked at elsewhere: the expectation does not name them.
    private static List<string> Identifiers(JsonNode profile) =>
        [.. profile["identifiers"]!.AsArray().Where(i => i!["namespace"]!.ToString() != "phone").Select(i => $"{i!["namespace"]}:{i["value"]}").Order(StringComparer.Ordinal)];
}
