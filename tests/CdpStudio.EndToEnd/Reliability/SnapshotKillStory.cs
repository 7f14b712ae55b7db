using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>
/// kill -9 at random moments while the audience is written to disk all the time. What the product answers after it began with what it
/// found there is what it answers after it has read every fact again.
/// </summary>
public sealed class SnapshotKillStory(ITestOutputHelper output)
{
    private const int People = 60;

    private static readonly string[] s_rules =
    [
        """{"everyone":true}""",
        """{"event":"Paid","op":"gte","value":3}""",
        """{"event":"Paid","measure":"sum","of":"amount","op":"gte","value":200}""",
        """{"attribute":"plan","op":"eq","value":"plan-1"}""",
        """{"identifier":"email","op":"exists"}""",
    ];

    [Fact]
    public async Task KillNine_WhileSnapshotsAreWritten_AnswersAsAFullReadOfTheLog()
    {
        var rounds = Seed.FullTier ? 20 : 3;
        var random = new Random(Seed.Value);
        output.WriteLine($"seed {Seed.Value}, {rounds} rounds");
        await using var studio = await StudioProcess.StartAsync(
            new() { ["Audience__SnapshotFacts"] = "1", ["Audience__SnapshotInterval"] = "00:00:00.010" });
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Shop");
        for (var round = 0; round < rounds; round++)
        {
            var (messages, batch) = (new Random(random.Next()), 0);
            var sending = studio.UntilKilledAsync(async () =>
            {
                using var response = await api.TrackAsync(writeKey, "/v1/batch", Batch(messages, $"{round}-{batch++}"));
                response.EnsureSuccessStatusCode();
            });
            await Task.Delay(random.Next(100, 1_500)); // the random moment, not a wait for something
            await studio.KillAsync();
            await sending;

            var ready = await studio.StartAgainAsync();
            output.WriteLine($"round {round}: ready again after {ready.TotalSeconds:0.0} s");
        }

        await studio.UntilCaughtUpAsync();
        var told = await CountsAsync(api);
        var began = studio.LogLines().Count(l => l.Contains("with a snapshot at fact", StringComparison.Ordinal) && !l.Contains("snapshot at fact 0", StringComparison.Ordinal));
        output.WriteLine($"{began} of {rounds} starts began with a snapshot; {string.Join(' ', told)}");
        Assert.True(began > 0, "No start began with a snapshot.");

        await studio.KillAsync();
        Directory.Delete(Path.Combine(studio.Folder, "data", "audience"), recursive: true);
        await studio.StartAgainAsync();
        Assert.Equal(await CountsAsync(api), told);
    }

    private static async Task<List<long>> CountsAsync(StudioApi api)
    {
        var counts = new List<long>();
        foreach (var rule in s_rules) counts.Add(await api.CountAsync(rule));
        return counts;
    }

    private static JsonObject Batch(Random random, string id) => new()
    {
        ["batch"] = new JsonArray([.. Enumerable.Range(0, 20).Select(i => Message(random, $"{id}-{i}"))]),
    };

    private static JsonObject Message(Random random, string id)
    {
        var person = random.Next(People);
        var message = new JsonObject { ["messageId"] = id, ["userId"] = $"person-{person}", ["timestamp"] = $"2026-01-{random.Next(1, 28):00}T09:00:00Z" };
        if (random.Next(4) > 0)
        {
            message["type"] = "track";
            message["event"] = "Paid";
            message["properties"] = new JsonObject { ["amount"] = random.Next(1, 90) };
        }
        else
        {
            message["type"] = "identify";
            message["anonymousId"] = $"device-{random.Next(People * 2)}";
            message["traits"] = new JsonObject { ["plan"] = $"plan-{random.Next(3)}", ["email"] = $"person-{person}@example.com" };
        }

        return message;
    }
}
