using System.Diagnostics;
using System.Text.Json.Nodes;
using CdpStudio.Benchmarks.Sending;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// How long a CSV file of profiles with three identifiers takes from its upload until rules count all of them, by the published product,
/// a process of its own on a fresh folder, and what memory over idle.
/// </summary>
internal static class ImportMeasurement
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    /// <param name="binary">CdpStudio.Web.dll.</param>
    public static async Task RunAsync(string binary, int rows)
    {
        await using var studio = await StudioProcess.StartAsync(binary: binary);
        var api = new ProductApi(studio);
        var file = Path.Combine(studio.Folder, "people.csv");
        await PeopleFile.WriteAsync(file, rows);
        var idle = ProcessFigures.Megabytes(studio, "VmRSS");
        Say($"{rows:N0} rows, {new FileInfo(file).Length / 1e6:N0} MB; the product idle: {idle:N0} MB resident; load average {ProcessFigures.Load()}");

        var (clock, processor) = (Stopwatch.StartNew(), ProcessFigures.Processor(studio));
        var run = (await PeopleFile.HandInAsync(studio, "/api/v1/imports", file, CancellationToken.None))["id"]!.ToString();
        Say($"handed in after {clock.Elapsed.TotalSeconds:N1} s");
        JsonNode state;
        do
        {
            await Task.Delay(s_look);
            state = await api.AskAsync(HttpMethod.Get, $"/api/v1/imports/{run}");
        }
        while (state["state"]!.GetValue<string>() is "queued" or "running");
        Say($"{state["state"]} after {clock.Elapsed.TotalSeconds:N1} s: {state["rowsImported"]} imported, {state["rowsDuplicate"]} duplicate, {state["rowsRejected"]} rejected");

        await studio.UntilCaughtUpAsync();
        var count = await api.AskAsync(HttpMethod.Post, "/api/v1/audience/count", """{"rule":{"attribute":"points","op":"gte","value":0}}""");
        Say($"{count["count"]} counted after {clock.Elapsed.TotalSeconds:N1} s; {(ProcessFigures.Processor(studio) - processor).TotalSeconds:N0} s of processor");
        Say($"the product: {ProcessFigures.Megabytes(studio, "VmHWM") - idle:N0} MB over idle at most, {ProcessFigures.Megabytes(studio, "VmRSS") - idle:N0} now; load average {ProcessFigures.Load()}");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
