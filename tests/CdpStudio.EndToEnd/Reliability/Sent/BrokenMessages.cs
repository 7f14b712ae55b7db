using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.EndToEnd.Reliability.Sent;

/// <summary>Messages whose dates nobody can read until a repair says how, but for a tenth that has none by any reading.</summary>
internal sealed class BrokenMessages
{
    private const string Source = "Till";
    private const string Repair =
        """{"reason":"badTimestamp","rule":{"version":1,"steps":[{"do":"retype","at":"timestamp","type":"datetime","format":"dd.MM.yyyy HH:mm"}]}}""";

    private readonly StudioProcess _studio;
    private readonly StudioApi _api;
    private readonly string _writeKey;

    // By repair: how many messages were new to it.
    private readonly List<int> _repairs = [];
    private int _added;

    private BrokenMessages(StudioProcess studio, StudioApi api, string writeKey) => (_studio, _api, _writeKey) = (studio, api, writeKey);

    public int Count => _repairs.Sum();

    public static async Task<BrokenMessages> StartAsync(StudioProcess studio, StudioApi api) => new(studio, api, await api.CreateSourceAsync(Source));

    /// <param name="messages">A multiple of ten.</param>
    public async Task AddAsync(int messages)
    {
        foreach (var chunk in Enumerable.Range(_added, messages).Chunk(500))
        {
            var batch = new JsonArray([.. chunk.Select(i => new JsonObject
            {
                ["type"] = "track",
                ["messageId"] = string.Create(CultureInfo.InvariantCulture, $"m{i}"),
                ["userId"] = "ann",
                ["event"] = "Rung up",
                ["timestamp"] = i % 10 == 9 ? "soon" : "05.02.2026 10:30",
            })]);
            (await _api.TrackAsync(_writeKey, "/v1/batch", new JsonObject { ["batch"] = batch })).EnsureSuccessStatusCode();
        }

        _added += messages;
        await _studio.UntilCaughtUpAsync();
    }

    /// <summary>Repairs all that is unreadable for its date. The product may die before it answers.</summary>
    public Task StartRepairAsync()
    {
        _repairs.Add(_added - Count);
        return _api.SendMaybeAsync("/api/v1/quarantine/repairs", JsonNode.Parse(Repair)!, HttpStatusCode.Accepted);
    }

    /// <inheritdoc cref="AddAsync"/>
    public async Task AddAndRepairAsync(int messages)
    {
        await AddAsync(messages);
        await StartRepairAsync();
    }

    /// <summary>Whether no repair is under way.</summary>
    public async Task<bool> IsRepairedAsync() => _repairs.Count == 0 || (await ReadAsync(_repairs.Count))["state"]!.GetValue<string>() == "completed";

    /// <summary>Every message was decided once, and the counts say so.</summary>
    public async Task ExpectRepairedAsync()
    {
        await _studio.UntilAsync(IsRepairedAsync, TimeSpan.FromSeconds(120), () => _studio.HasExited, "end the repair", CancellationToken.None);
        await _studio.UntilCaughtUpAsync();

        // What one repair could not mend stays under another reason, so the next is not about it.
        foreach (var (repair, messages) in _repairs.Index())
        {
            var read = await ReadAsync(repair + 1);
            Assert.Equal(
                (messages, messages - (messages / 10), 0, messages / 10), (Number(read, "messages"), Number(read, "stored"), Number(read, "duplicate"), Number(read, "kept")));
        }

        var kept = Count / 10;
        Assert.Equal(new ExactCounts(Count, Count - kept, 0, kept, 0), await _api.ExactCountsAsync(Source));
        Assert.Equal(1, await _api.CountAsync(string.Create(CultureInfo.InvariantCulture, $$"""{"event":"Rung up","op":"eq","value":{{Count - kept}}}""")));
    }

    private async Task<JsonNode> ReadAsync(int repair) =>
        (await _api.SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/v1/quarantine/repairs/{repair}")))!;

    private static int Number(JsonNode json, string name) => json[name]!.GetValue<int>();
}
