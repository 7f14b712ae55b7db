using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.EndToEnd.Reliability.Sent;

/// <summary>Clients that send batch after batch and remember what was acknowledged.</summary>
internal sealed class TrackedMessages
{
    private const string Source = "Shop";
    private const int People = 40;
    private const int Clients = 3;

    private readonly StudioProcess _studio;
    private readonly StudioApi _api;
    private readonly string _writeKey;
    private readonly ConcurrentDictionary<string, (int Person, int Amount)> _sent = new();
    private readonly ConcurrentDictionary<string, bool> _acknowledged = new();
    private int _batches;

    private TrackedMessages(StudioProcess studio, StudioApi api, string writeKey) => (_studio, _api, _writeKey) = (studio, api, writeKey);

    public int Sent => _sent.Count;

    public int Acknowledged => _acknowledged.Count;

    public static async Task<TrackedMessages> StartAsync(StudioProcess studio, StudioApi api) => new(studio, api, await api.CreateSourceAsync(Source));

    // What is under way when the process dies is unknown: neither lost nor stored.
    public Task SendUntilKilledAsync() => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => _studio.UntilKilledAsync(async () =>
    {
        var batch = Interlocked.Increment(ref _batches);
        var messages = Enumerable.Range(0, 5)
            .Select(i => (Id: string.Create(CultureInfo.InvariantCulture, $"{batch}-{i}"), Person: (batch * 5 + i) % People, Amount: batch % 90 + 1))
            .ToList();
        foreach (var (id, person, amount) in messages) _sent[id] = (person, amount);
        using var response = await _api.TrackAsync(_writeKey, "/v1/batch", Batch(messages));
        if (!response.IsSuccessStatusCode) return;
        foreach (var message in messages) _acknowledged[message.Id] = true;
    })));

    /// <summary>A client that got no answer repeats with the same ids, as the published ones do.</summary>
    /// <returns>How many.</returns>
    public async Task<int> SendAgainWithoutAnswerAsync()
    {
        var unknown = _sent.Where(s => !_acknowledged.ContainsKey(s.Key)).Select(s => (s.Key, s.Value.Person, s.Value.Amount)).ToList();
        foreach (var chunk in unknown.Chunk(100))
        {
            using var response = await _api.TrackAsync(_writeKey, "/v1/batch", Batch(chunk));
            response.EnsureSuccessStatusCode();
        }

        return unknown.Count;
    }

    public async Task ExpectAllAsync()
    {
        foreach (var paid in _sent.Values.GroupBy(s => s.Person))
        {
            await _api.ExpectOfAsync(paid.Key, "Paid", paid.Count());
            await _api.ExpectOfAsync(paid.Key, "Paid", paid.Sum(p => p.Amount), "amount");
        }

        var counts = await _api.ExactCountsAsync(Source);
        Assert.Equal((Sent, 0, 0), (counts.Stored, counts.Quarantined, counts.Refused));
        // A batch that was stored without an answer came twice.
        Assert.InRange(counts.Duplicate, 0, Sent - Acknowledged);
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
}
