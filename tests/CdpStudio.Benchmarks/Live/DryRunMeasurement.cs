using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using CdpStudio.Benchmarks.Sending;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// How long the dry run of a large file takes in the published product while events come in, what their answers wait for it and what
/// memory it takes; and how soon a dry run and an import of that file have stopped when somebody cancels them.
/// </summary>
internal static class DryRunMeasurement
{
    private const int People = 100_000;
    private const int PerSecond = 2_000;

    private static readonly TimeSpan s_alone = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_underWay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    // Of a tenth of a second, what the product does of its own while nobody asks anything.
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(20);

    /// <param name="binary">CdpStudio.Web.dll.</param>
    public static async Task RunAsync(string binary, int rows)
    {
        await using var studio = await StudioProcess.StartAsync(binary: binary);
        var api = new ProductApi(studio);
        var file = Path.Combine(studio.Folder, "people.csv");
        await PeopleFile.WriteAsync(file, rows);
        Say($"{rows:N0} rows, {new FileInfo(file).Length / 1e6:N0} MB; load average {ProcessFigures.Load()}");

        var source = await api.AskAsync(HttpMethod.Post, "/api/v1/sources", """{"name":"Shop","kind":"http"}""");
        var door = new HttpDoor(studio, source["writeKey"]!.GetValue<string>());
        await StreamAsync(door, () => Task.Delay(s_alone), "events, to warm up");
        await StreamAsync(door, () => Task.Delay(s_alone), "events alone");
        await StreamAsync(door, () => TryAsync(studio, file), "events beside the dry run");
        await studio.UntilCaughtUpAsync();
        await CancelDryRunAsync(studio, file);
        await CancelImportAsync(studio, api, file);
    }

    private static async Task StreamAsync(HttpDoor door, Func<Task> beside, string what)
    {
        var answers = new ConcurrentBag<double>();
        await using var stream = new EventStream(SendAsync, People, PerSecond);
        stream.Start();
        await beside();
        var (came, refused) = await stream.StopAsync();
        var rising = answers.Order().ToList();
        Say($"{what}: {came:N0} a second taken, {refused:N0} asked to come later; an answer in ms: median {rising.At(50):N1}, p99 {rising.At(99):N1}, at most {rising[^1]:N1}");

        async Task<bool> SendAsync(string messages)
        {
            var started = Stopwatch.GetTimestamp();
            var taken = await door.SendAsync(messages);
            answers.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return taken;
        }
    }

    private static async Task TryAsync(StudioProcess studio, string file)
    {
        var (before, most) = (ProcessFigures.Megabytes(studio, "VmRSS"), 0.0);
        var (clock, processor) = (Stopwatch.StartNew(), ProcessFigures.Processor(studio));
        var trying = PeopleFile.HandInAsync(studio, "/api/v1/imports/dry-run", file, CancellationToken.None);
        while (await Task.WhenAny(trying, Task.Delay(s_look)) != trying) most = Math.Max(most, ProcessFigures.Megabytes(studio, "VmRSS"));

        var answer = await trying;
        Say($"dry run: {answer["rows"]} rows, {answer["new"]} new, {answer["rejected"]} rejected after {clock.Elapsed.TotalSeconds:N1} s with the upload; {(ProcessFigures.Processor(studio) - processor).TotalSeconds:N1} s of processor, the events' with it; {most - before:N0} MB more at most; load average {ProcessFigures.Load()}");
    }

    private static async Task CancelDryRunAsync(StudioProcess studio, string file)
    {
        using var leaving = new CancellationTokenSource();
        var trying = PeopleFile.HandInAsync(studio, "/api/v1/imports/dry-run", file, leaving.Token);
        await Task.Delay(s_underWay);
        if (trying.IsCompleted) throw new InvalidOperationException("The dry run had ended before it was cancelled; ask for more rows.");

        var clock = Stopwatch.StartNew();
        await leaving.CancelAsync();
        await ((Task)trying).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Nobody is told when it has stopped: that the product rests says so.
        TimeSpan before;
        do
        {
            before = ProcessFigures.Processor(studio);
            await Task.Delay(s_look * 2);
        }
        while (ProcessFigures.Processor(studio) - before > s_idle);
        Say($"a dry run that was left: the product rests {clock.Elapsed.TotalSeconds:N2} s later");
    }

    private static async Task CancelImportAsync(StudioProcess studio, ProductApi api, string file)
    {
        var run = (await PeopleFile.HandInAsync(studio, "/api/v1/imports", file, CancellationToken.None))["id"]!.ToString();
        await Task.Delay(s_underWay);
        var clock = Stopwatch.StartNew();
        await PostAsync(studio, $"/api/v1/imports/{run}/cancel");
        JsonNode state;
        do
        {
            await Task.Delay(s_look);
            state = await api.AskAsync(HttpMethod.Get, $"/api/v1/imports/{run}");
        }
        while (state["state"]!.GetValue<string>() is "queued" or "running");
        Say($"an import that was cancelled: {state["state"]} {clock.Elapsed.TotalSeconds:N2} s later, {state["rowsRead"]} rows read; load average {ProcessFigures.Load()}");
    }

    private static async Task PostAsync(StudioProcess studio, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Authorization = new("Bearer", StudioProcess.ApiKey);
        using var response = await studio.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
