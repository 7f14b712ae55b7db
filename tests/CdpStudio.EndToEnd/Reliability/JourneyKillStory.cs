using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>
/// People come into a journey and wait for 29 days while the process is killed at named points; thirty days later it is killed again
/// while they walk on. Each visit has one effect, and nobody is stuck.
/// </summary>
public sealed class JourneyKillStory(ITestOutputHelper output)
{
    private const int People = 300;

    private static readonly string[] s_comingIn = ["journey.entering", "journey.entered", "journey.before_commit", "journey.committed"];
    private static readonly string[] s_goingOn = ["journey.before_commit", "journey.committed", "journey.before_commit"];

    [Fact]
    public async Task Killed_WhilePeopleComeInAndGoOn_EachVisitHasOneEffectAndNobodyIsStuck()
    {
        var chance = new Random(Seed.Value);
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Shop");
        await api.SendAsync(HttpMethod.Put, "/api/v1/journeys/thanks", new JsonObject { ["name"] = "Thanks", ["definition"] = JsonNode.Parse(Definition) }, HttpStatusCode.Created);
        await api.SendAsync(HttpMethod.Post, "/api/v1/journeys/thanks/publish");

        foreach (var chunk in Enumerable.Range(0, People).Chunk(100)) (await api.TrackAsync(writeKey, "/v1/batch", Batch(chunk))).EnsureSuccessStatusCode();
        await studio.KillAsync();
        foreach (var point in s_comingIn) await DieAsync(studio, point, chance.Next(1, 3), days: 0);
        await studio.StartAgainAsync();
        await UntilAsync(studio, api, numbers => (int)numbers["steps"]!.AsArray().Single(s => (string)s!["step"]! == "w")!["waiting"]! == People);

        await studio.KillAsync();
        foreach (var point in s_goingOn) await DieAsync(studio, point, chance.Next(1, 3), days: 30);
        await studio.StartAgainAsync(new() { ["CDP_CLOCK_OFFSET"] = "30.00:00:00" });
        await UntilAsync(studio, api, numbers => (int)numbers["completed"]! == People);

        var numbers = (await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/thanks/numbers"))!;
        Assert.Equal((People, 0, 0), ((int)numbers["entered"]!, (int)numbers["inside"]!, (int)numbers["exited"]!));
        var steps = numbers["steps"]!.AsArray();
        Assert.All(steps, s => Assert.Equal((People, 0), ((int)s!["came"]!, (int)s["waiting"]!)));
        // One mail a person, in whatever state: nobody here has an address.
        Assert.Equal(People, (int)steps.Single(s => (string)s!["step"]! == "m")!["mails"]!["skipped"]!);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{People} people, {s_comingIn.Length + s_goingOn.Length + 3} kills: nobody stuck, no effect twice (seed {Seed.Value})"));
    }

    private const string Definition = """
        {"version":1,"steps":[
          {"id":"start","kind":"entry","event":"Paid"},{"id":"w","kind":"wait","for":"29d"},
          {"id":"m","kind":"email","content":{"version":1,"subject":"Thanks","text":"You"}},{"id":"end","kind":"exit"}],
         "edges":[{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"m"},{"from":"m","outcome":"next","to":"end"}]}
        """;

    // The point may not be reached any more when others before it did the work; then the process is killed where it stands.
    private static async Task DieAsync(StudioProcess studio, string point, int atHit, int days)
    {
        try
        {
            await studio.StartAgainAsync(new()
            {
                ["CDP_FAILPOINTS"] = string.Create(CultureInfo.InvariantCulture, $"{point}:kill@{atHit}"),
                ["CDP_CLOCK_OFFSET"] = string.Create(CultureInfo.InvariantCulture, $"{days}.00:00:00"),
            });
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await studio.UntilDeadAsync(patience.Token);
        }
        catch (InvalidOperationException)
        {
            // Dead before it was ready, as asked.
        }
        catch (OperationCanceledException)
        {
            await studio.KillAsync();
        }
    }

    private static Task UntilAsync(StudioProcess studio, StudioApi api, Func<JsonNode, bool> holds) => studio.UntilAsync(
        async () => holds((await api.SendAsync(HttpMethod.Get, "/api/v1/journeys/thanks/numbers"))!),
        TimeSpan.FromSeconds(120),
        () => studio.HasExited,
        "take everybody on",
        CancellationToken.None);

    private static JsonObject Batch(IEnumerable<int> people) => new()
    {
        ["batch"] = new JsonArray([.. people.Select(p => new JsonObject { ["type"] = "track", ["userId"] = $"person-{p}", ["event"] = "Paid" })]),
    };
}
