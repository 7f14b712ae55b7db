using System.Globalization;
using CdpStudio.EndToEnd.Reliability.Sent;
using CdpStudio.EndToEnd.Running;
using Microsoft.Data.Sqlite;
using Xunit.Abstractions;

namespace CdpStudio.EndToEnd.Reliability;

/// <summary>
/// kill -9 at random moments of all that brings data in, at once: clients that track, files that are uploaded, files put into a watched
/// folder, messages replayed from the quarantine. At the end what was acknowledged is compared with what the product answers.
/// </summary>
public sealed class KillStory(ITestOutputHelper output)
{
    private static readonly string[] s_kinds = ["import", "quarantine-replay", "recurring"];

    [Fact]
    public async Task KillNine_AtRandomMoments_LosesAndRepeatsNothing()
    {
        var kills = Seed.FullTier ? 50 : 5;
        var random = new Random(Seed.Value);
        output.WriteLine($"seed {Seed.Value}, {kills} kills");
        using var files = new WatchedFiles();
        await using var studio = await StudioProcess.StartAsync(files.Settings);
        var api = new StudioApi(studio);
        await files.WatchAsync(api);
        var tracked = await TrackedMessages.StartAsync(studio, api);
        var uploaded = new UploadedFiles(api);
        var broken = await BrokenMessages.StartAsync(studio, api);

        for (var kill = 0; kill < kills; kill++)
        {
            // A repair goes on over several kills; the next one begins when it has ended.
            if (await broken.IsRepairedAsync()) await broken.AddAndRepairAsync(1_500);
            files.Put();
            await uploaded.AddAsync();
            var clients = tracked.SendUntilKilledAsync();

            await Task.Delay(random.Next(10, 700)); // the random moment, not a wait for something
            await studio.KillAsync();
            await clients;

            var ready = await studio.StartAgainAsync();
            output.WriteLine($"kill {kill}: {tracked.Acknowledged} of {tracked.Sent} messages acknowledged, ready again after {ready.TotalSeconds:0.0} s");
        }

        output.WriteLine($"{await tracked.SendAgainWithoutAnswerAsync()} without an answer were sent again");
        await uploaded.ExpectAllAsync();
        await files.ExpectAllAsync(studio, api);
        await broken.ExpectRepairedAsync();
        await studio.UntilCaughtUpAsync();
        await tracked.ExpectAllAsync();

        var interrupted = await InterruptedAsync(studio);
        output.WriteLine(
            $"{kills} kills: {tracked.Sent} messages, {uploaded.Rows} rows of {uploaded.Files} uploaded files, {files.Rows} rows of {files.Count} watched files, " +
            $"{broken.Count} messages repaired: 0 lost, 0 twice; work begun anew: {string.Join(", ", interrupted.Select(i => $"{i.Kind} {i.Times}"))}");
        if (Seed.FullTier) Assert.All(s_kinds, kind => Assert.Contains(interrupted, i => i.Kind == kind));
    }

    /// <summary>How often a kill hit a job at its work: everyone who starts one raises its fence.</summary>
    private static async Task<List<(string Kind, long Times)>> InterruptedAsync(StudioProcess studio)
    {
        await using var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={Path.Combine(studio.Folder, "data", "studio.db")}"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Kind, SUM(Fence - 1) FROM JobRuns GROUP BY Kind HAVING SUM(Fence - 1) > 0";
        await using var reader = await command.ExecuteReaderAsync();
        var kinds = new List<(string, long)>();
        while (await reader.ReadAsync()) kinds.Add((reader.GetString(0), reader.GetInt64(1)));
        return kinds;
    }
}
