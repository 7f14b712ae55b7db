using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.EndToEnd.Reliability.Sent;

/// <summary>Files put into a watched folder: new ones, now and then one whose content came before, and one that can't be read.</summary>
internal sealed class WatchedFiles : IDisposable
{
    private const string Source = "Pick-up points";
    private const int People = 40;
    private const int RowsPerFile = 400;
    private const int AgainEvery = 4;

    private readonly string _root = Directory.CreateTempSubdirectory("watched-").FullName;
    private readonly Dictionary<string, string> _puts = [];
    private int _new;
    private int _id;

    /// <summary>What the product must be started with.</summary>
    public Dictionary<string, string> Settings => new() { ["Recurring__Root"] = _root, ["Recurring__QuietTime"] = "00:00:01" };

    public int Count => _puts.Count;

    public int Rows => _new * RowsPerFile;

    public async Task WatchAsync(StudioApi api)
    {
        var made = await api.SendAsync(HttpMethod.Post, "/api/v1/recurring-imports", JsonNode.Parse($$$"""
            {"name":"{{{Source}}}","kind":"folder","place":"","schedule":"every 1",
             "mapping":{"format":"csv","encoding":"auto","kind":"events","columns":[{"from":"Person","to":"identifier:user_id"},{"from":"Box","to":"property:box"}],
                        "event":"Collected","timestamp":{"from":"Day","format":"yyyy-MM-dd"},"messageId":["Box"]}}
            """), HttpStatusCode.Created);
        _id = made!["id"]!.GetValue<int>();
        Put("broken.csv", "Something,Else\n1,2\n", "failed");
    }

    /// <summary>One new file, and sometimes one more that holds what another did.</summary>
    public void Put()
    {
        Put(string.Create(CultureInfo.InvariantCulture, $"day-{_new}.csv"), Content(_new), "imported");
        if (_new % AgainEvery == AgainEvery - 1) Put(string.Create(CultureInfo.InvariantCulture, $"again-{_new}.csv"), Content(_new / 2), "known");
        _new++;
    }

    /// <summary>Each file was dealt with once, as it had to be, and lies where it belongs.</summary>
    public async Task ExpectAllAsync(StudioProcess studio, StudioApi api)
    {
        await studio.UntilAsync(
            () => Task.FromResult(Directory.GetFiles(_root).Length == 0), TimeSpan.FromSeconds(120), () => studio.HasExited, "take all files", CancellationToken.None);
        await studio.UntilCaughtUpAsync();

        var files = (await api.SendAsync(HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"/api/v1/recurring-imports/{_id}/files?limit=1000")))!["items"]!.AsArray();
        Assert.Equal(
            _puts.Select(p => $"{p.Key} {p.Value}").Order(StringComparer.Ordinal),
            files.Select(f => $"{f!["name"]} {f["state"]}").Order(StringComparer.Ordinal));
        foreach (var import in files.Where(f => f!["state"]!.GetValue<string>() == "imported").Select(f => f!["import"]!.ToString()))
        {
            var state = (await api.ImportStateAsync(import))!;
            Assert.Equal(
                ("completed", RowsPerFile, RowsPerFile), (state["state"]!.GetValue<string>(), state["rowsRead"]!.GetValue<int>(), state["rowsImported"]!.GetValue<int>()));
        }

        Assert.Equal(new ExactCounts(Rows, Rows, 0, 0, 0), await api.ExactCountsAsync(Source));
        for (var person = 0; person < People; person++) await api.ExpectOfAsync(person, "Collected", Rows / People);
        var lying = Directory.GetFiles(_root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_root, f));
        Assert.Equal(_puts.Select(p => (p.Value == "failed" ? "failed/" : "done/") + p.Key).Order(StringComparer.Ordinal), lying.Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Put(string name, string content, string becomes)
    {
        File.WriteAllText(Path.Combine(_root, name), content);
        _puts.Add(name, becomes);
    }

    private static string Content(int file)
    {
        var text = new StringBuilder("Box,Person,Day\n");
        for (var row = 0; row < RowsPerFile; row++) text.Append(CultureInfo.InvariantCulture, $"b-{file}-{row},person-{row % People},2026-01-{row % 28 + 1:00}\n");
        return text.ToString();
    }
}
