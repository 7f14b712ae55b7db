using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using CdpStudio.Benchmarks.Sending;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// How many events the published product, a process of its own on a fresh folder, takes durably in batches of a hundred over HTTP from
/// senders on the same machine: at a pace, so that an answer that comes late is late for those behind it too.
/// </summary>
internal static class IngestMeasurement
{
    private const int People = 100_000;

    private static readonly TimeSpan s_warmup = TimeSpan.FromSeconds(10);

    /// <param name="binary">CdpStudio.Web.dll.</param>
    /// <param name="postgreSql">A connection string to an empty database; null for the embedded one.</param>
    public static async Task RunAsync(string binary, int perSecond, int seconds, string? postgreSql)
    {
        var database = postgreSql is null
            ? []
            : new Dictionary<string, string> { ["Database__Provider"] = "PostgreSql", ["ConnectionStrings__Studio"] = postgreSql };
        await using var studio = await StudioProcess.StartAsync(database, binary: binary);
        var api = new ProductApi(studio);
        var source = await api.AskAsync(HttpMethod.Post, "/api/v1/sources", """{"name":"Shop","kind":"http"}""");
        var door = new HttpDoor(studio, source["writeKey"]!.GetValue<string>());
        Say($"{(postgreSql is null ? "SQLite" : "PostgreSQL")}, {perSecond:N0} events a second asked for; load average {ProcessFigures.Load()}");

        await StreamAsync(door, perSecond, s_warmup, "to warm up");
        await studio.UntilCaughtUpAsync();
        var (before, processor) = (ProcessFigures.Megabytes(studio, "VmRSS"), ProcessFigures.Processor(studio));
        var clock = Stopwatch.StartNew();
        await StreamAsync(door, perSecond, TimeSpan.FromSeconds(seconds), "measured");
        await UntilSeenAsync(api, clock);
        Say($"the product: {before:N0} MB resident before, {ProcessFigures.Megabytes(studio, "VmRSS"):N0} after, {ProcessFigures.Megabytes(studio, "VmHWM"):N0} at most; {(ProcessFigures.Processor(studio) - processor).TotalSeconds:N0} s of processor; load average {ProcessFigures.Load()}");
    }

    private static async Task StreamAsync(HttpDoor door, int perSecond, TimeSpan time, string what)
    {
        var answers = new ConcurrentBag<double>();
        await using var stream = new EventStream(SendAsync, People, perSecond);
        stream.Start();
        await Task.Delay(time);
        var (came, refused) = await stream.StopAsync();
        var rising = answers.Order().ToList();
        Say($"{what}: {came:N0} a second taken for {time.TotalSeconds:N0} s, {refused:N0} asked to come later; an answer in ms: median {rising.At(50):N1}, p95 {rising.At(95):N1}, p99 {rising.At(99):N1}, at most {rising[^1]:N1}");

        async Task<bool> SendAsync(string messages)
        {
            var started = Stopwatch.GetTimestamp();
            var taken = await door.SendAsync(messages);
            answers.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            return taken;
        }
    }

    private static async Task UntilSeenAsync(ProductApi api, Stopwatch clock)
    {
        var ended = clock.Elapsed;
        JsonNode progress;
        do progress = await api.AskAsync(HttpMethod.Get, "/api/v1/ingestion");
        while (progress["lagMs"]!.GetValue<long>() > 0);
        Say($"all {progress["processed"]!.GetValue<long>():N0} visible to rules {(clock.Elapsed - ended).TotalSeconds:N2} s after the last was sent");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
