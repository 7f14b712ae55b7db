using System.Globalization;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>kill -9 while quarantined messages are repaired and replayed: each is stored once, and the counts are exact.</summary>
public sealed class ReplayKillStory(ITestOutputHelper output)
{
    private const string Repair =
        """{"reason":"badTimestamp","rule":{"version":1,"steps":[{"do":"retype","at":"timestamp","type":"datetime","format":"dd.MM.yyyy HH:mm"}]}}""";

    [Theory]
    [InlineData("replay.chunk_saved")]
    [InlineData("processor.facts_written")]
    [InlineData("processor.committed")]
    public async Task Killed_AtANamedPoint_TheNextStartReplaysTheRestOnce(string point)
    {
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        await FillAsync(studio, api, 300);
        await studio.KillAsync();
        await studio.StartAgainAsync(new() { ["CDP_FAILPOINTS"] = $"{point}:kill@1" });

        await StartRepairAsync(api);
        await studio.UntilDeadAsync();
        await studio.StartAgainAsync();

        await ExpectRepairedAsync(studio, api, 300);
    }

    [Fact]
    public async Task KillNine_AtRandomMomentsOfAReplay_LosesAndRepeatsNothing()
    {
        var messages = Seed.FullTier ? 20_000 : 4_000;
        var random = new Random(Seed.Value);
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        await FillAsync(studio, api, messages);
        await StartRepairAsync(api);

        for (var kill = 0; kill < (Seed.FullTier ? 10 : 3); kill++)
        {
            await Task.Delay(random.Next(20, 800)); // the random moment, not a wait for something
            await studio.KillAsync();
            var ready = await studio.StartAgainAsync();
            var decided = (await RepairAsync(api)) is var repair ? Number(repair, "stored") + Number(repair, "kept") : 0;
            output.WriteLine($"seed {Seed.Value}, kill {kill}: {decided} of {messages} decided, ready again after {ready.TotalSeconds:0.0} s");
        }

        await ExpectRepairedAsync(studio, api, messages);
    }

    // A tenth of them has no date by any reading.
    private static async Task FillAsync(StudioProcess studio, StudioApi api, int messages)
    {
        var writeKey = await api.CreateSourceAsync("Shop");
        foreach (var chunk in Enumerable.Range(0, messages).Chunk(500))
        {
            var batch = new JsonArray([.. chunk.Select(i => new JsonObject
            {
                ["type"] = "track",
                ["messageId"] = string.Create(CultureInfo.InvariantCulture, $"m{i}"),
                ["userId"] = "ann",
                ["event"] = "Paid",
                ["timestamp"] = i % 10 == 9 ? "soon" : "05.02.2026 10:30",
            })]);
            (await api.TrackAsync(writeKey, "/v1/batch", new JsonObject { ["batch"] = batch })).EnsureSuccessStatusCode();
        }

        await studio.UntilCaughtUpAsync();
    }

    private static async Task StartRepairAsync(StudioApi api)
    {
        try
        {
            await api.SendAsync(HttpMethod.Post, "/api/v1/quarantine/repairs", JsonNode.Parse(Repair), System.Net.HttpStatusCode.Accepted);
        }
        catch (HttpRequestException)
        {
            // The process died before it answered; the repair was committed before it could.
        }
    }

    private static async Task ExpectRepairedAsync(StudioProcess studio, StudioApi api, int messages)
    {
        var (good, bad) = (messages - (messages / 10), messages / 10);
        await studio.UntilAsync(
            async () => (await RepairAsync(api))["state"]!.GetValue<string>() == "completed",
            TimeSpan.FromSeconds(120), () => studio.HasExited, "end the repair", CancellationToken.None);
        await studio.UntilCaughtUpAsync();

        var repair = await RepairAsync(api);
        Assert.Equal((messages, good, 0, bad), (Number(repair, "messages"), Number(repair, "stored"), Number(repair, "duplicate"), Number(repair, "kept")));
        var counts = (await api.SendAsync(HttpMethod.Get, "/api/v1/sources"))!["items"]!.AsArray().Single(s => s!["name"]!.GetValue<string>() == "Shop")!["counts"]!;
        Assert.Equal(
            (messages, good, 0, bad, 0, 0, 0),
            (Number(counts, "received"), Number(counts, "stored"), Number(counts, "duplicate"), Number(counts, "quarantined"), Number(counts, "discarded"), Number(counts, "refused"), Number(counts, "waiting")));
        Assert.Equal(1, await api.CountAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"event":"Paid","op":"eq","value":{{good}}}""")));
    }

    private static async Task<JsonNode> RepairAsync(StudioApi api) => (await api.SendAsync(HttpMethod.Get, "/api/v1/quarantine/repairs/1"))!;

    private static int Number(JsonNode json, string name) => json[name]!.GetValue<int>();
}
