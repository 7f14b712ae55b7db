using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>
/// kill -9 at random moments of import and tracking. The clients keep what was acknowledged; the checker compares that with
/// what the product answers at the end: nothing acknowledged is lost, no row is there twice, sums are exact.
/// </summary>
public sealed class KillStory(ITestOutputHelper output)
{
    private const int People = 40;
    private const int Clients = 3;
    private const int RowsPerFile = 4_000;

    private readonly ConcurrentDictionary<string, (int Person, int Amount)> _sent = new();
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();

    [Fact]
    public async Task KillNine_AtRandomMoments_LosesAndRepeatsNothing()
    {
        var rounds = Seed.FullTier ? 10 : 3;
        var random = new Random(Seed.Value);
        output.WriteLine($"seed {Seed.Value}, {rounds} rounds");
        await using var studio = await StudioProcess.StartAsync();
        var api = new StudioApi(studio);
        var writeKey = await api.CreateSourceAsync("Shop");
        var imports = new List<string>();

        for (var round = 0; round < rounds; round++)
        {
            imports.Add(await api.ImportAsync($"round-{round}.csv", File(round), Mapping));
            var clients = Enumerable.Range(0, Clients).Select(c => SendUntilKilledAsync(studio, api, writeKey, round, c)).ToList();

            await Task.Delay(random.Next(50, 1_500)); // the random moment, not a wait for something
            await studio.KillAsync();
            await Task.WhenAll(clients);

            var ready = await studio.StartAgainAsync();
            output.WriteLine($"round {round}: {_acknowledged.Count} of {_sent.Count} acknowledged, ready again after {ready.TotalSeconds:0.0} s");
        }

        await SendAgainWhatWasNotAcknowledgedAsync(api, writeKey);
        foreach (var id in imports)
        {
            var state = await api.UntilImportedAsync(id, TimeSpan.FromSeconds(60));
            Assert.Equal("completed", state["state"]!.GetValue<string>());
            Assert.Equal(RowsPerFile, state["rowsRead"]!.GetValue<int>());
            Assert.Equal(RowsPerFile, state["rowsImported"]!.GetValue<int>());
            Assert.Equal(0, state["rowsRejected"]!.GetValue<int>() + state["rowsDuplicate"]!.GetValue<int>());
        }
        await studio.UntilCaughtUpAsync();

        foreach (var (person, paid) in _sent.Values.GroupBy(s => s.Person).Select(g => (g.Key, g.ToList())))
        {
            await ExpectAsync(api, person, "Paid", "count", paid.Count);
            await ExpectAsync(api, person, "Paid", "sum", paid.Sum(p => p.Amount));
        }
        for (var person = 0; person < People; person++)
        {
            await ExpectAsync(api, person, "Delivered", "count", rounds * RowsPerFile / People);
        }
        output.WriteLine($"{_sent.Count} messages, {rounds * RowsPerFile} rows, {rounds} kills: 0 lost, 0 twice");
    }

    private const string Mapping = """
        {"format":"csv","encoding":"auto","kind":"events","columns":[
          {"from":"Person","to":"identifier:user_id"},{"from":"Parcel","to":"property:parcel"}],
         "event":"Delivered","timestamp":{"from":"Day","format":"yyyy-MM-dd"},"messageId":["Parcel"]}
        """;

    private static byte[] File(int round)
    {
        var text = new StringBuilder("Parcel,Person,Day\n");
        for (var row = 0; row < RowsPerFile; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"p-{round}-{row},person-{row % People},2026-01-{row % 28 + 1:00}\n");
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // What is under way when the process dies is unknown: neither lost nor stored.
    private Task SendUntilKilledAsync(StudioProcess studio, StudioApi api, string writeKey, int round, int client)
    {
        var batch = 0;
        return studio.UntilKilledAsync(async () =>
        {
            var messages = Enumerable.Range(0, 5).Select(i => ($"{round}-{client}-{batch}-{i}", (client * 7 + batch * 5 + i) % People, batch % 90 + 1)).ToList();
            batch++;
            foreach (var (id, person, amount) in messages) _sent[id] = (person, amount);
            using var response = await api.TrackAsync(writeKey, "/v1/batch", Batch(messages));
            if (!response.IsSuccessStatusCode) return;
            foreach (var (id, _, _) in messages) _acknowledged[id] = true;
        });
    }

    // A client that got no answer repeats with the same ids, as the published ones do.
    private async Task SendAgainWhatWasNotAcknowledgedAsync(StudioApi api, string writeKey)
    {
        var unknown = _sent.Where(s => !_acknowledged.ContainsKey(s.Key)).Select(s => (s.Key, s.Value.Person, s.Value.Amount)).ToList();
        output.WriteLine($"{unknown.Count} without an answer are sent again");
        foreach (var chunk in unknown.Chunk(100))
        {
            using var response = await api.TrackAsync(writeKey, "/v1/batch", Batch(chunk));
            response.EnsureSuccessStatusCode();
        }
    }

    private static JsonObject Batch(IEnumerable<(string Id, int Person, int Amount)> messages) => new()
    {
        ["batch"] = new JsonArray([.. messages.Select(m => new JsonObject
        {
            ["type"] = "track",
            ["messageId"] = m.Id,
            ["userId"] = $"person-{m.Person}",
            ["event"] = "Paid",
            ["timestamp"] = "2026-01-05T09:00:00Z",
            ["properties"] = new JsonObject { ["amount"] = m.Amount },
        })]),
    };

    private static async Task ExpectAsync(StudioApi api, int person, string name, string measure, int value)
    {
        var of = measure == "count" ? "" : "\"of\":\"amount\",";
        var rule = $$"""
            {"all":[{"identifier":"user_id","op":"eq","value":"person-{{person}}"},
                    {"event":"{{name}}","measure":"{{measure}}",{{of}}"op":"eq","value":{{value}}}]}
            """;
        Assert.True(await api.CountAsync(rule) == 1, $"person-{person}: {measure} of {name} is not {value}");
    }
}
