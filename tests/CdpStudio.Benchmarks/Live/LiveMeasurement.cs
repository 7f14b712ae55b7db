using System.Diagnostics;
using System.Text.Json.Nodes;
using CdpStudio.Benchmarks.Sending;
using CdpStudio.EndToEnd.Running;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// The published product, a process of its own over the shop's facts: how long it takes to be ready, what it holds in memory, how long
/// the fifteen rules take over HTTP, and how soon an event is counted; at rest and while events and merges come in.
/// </summary>
internal static class LiveMeasurement
{
    private static readonly TimeSpan s_readyWithin = TimeSpan.FromMinutes(30);

    /// <param name="binary">CdpStudio.Web.dll.</param>
    /// <param name="kept">Where the product's data stays for the next measurement, from behind its first start; null to make it for this one alone.</param>
    public static async Task RunAsync(string binary, int people, int perSecond, string? kept)
    {
        await using var studio = await StudioProcess.StartAsync(binary: binary);
        var api = new ProductApi(studio);
        var data = Path.Combine(studio.Folder, "data");
        if (kept is not null && Directory.Exists(kept))
        {
            await studio.KillAsync();
            Directory.Delete(data, recursive: true);
            ShopFolder.Copy(kept, data);
        }
        else
        {
            await MakeAsync(studio, api, data, people);
            await studio.StopAsync();
            if (kept is not null) ShopFolder.Copy(data, kept);
        }

        await StartAsync(studio, "another start");

        var source = (await api.AskAsync(HttpMethod.Get, "/api/v1/sources"))["items"]!.AsArray().First(s => s!["name"]!.GetValue<string>() == "Shop")!;
        var door = new HttpDoor(studio, source["writeKey"]!.GetValue<string>());
        await using var stream = new EventStream(door.SendAsync, people, perSecond);
        var figures = new CountFigures(rule => CountAsync(api, rule), door.SendAsync) { Warmups = 30, AtLeast = TimeSpan.FromSeconds(20), Pings = 100 };
        await figures.CountAllAsync("over HTTP at rest");
        await figures.PingAsync("at rest");
        stream.Start();
        var load = FormattableString.Invariant($"with {perSecond:N0} events a second");
        await figures.CountAllAsync("over HTTP " + load);
        await figures.PingAsync(load);
        var (came, refused) = await stream.StopAsync();
        Say($"{came:N0} events a second were taken, {refused:N0} asked to come later; {ProcessFigures.Megabytes(studio, "VmHWM"):N0} MB resident at most; load average {ProcessFigures.Load()}");
    }

    private static async Task MakeAsync(StudioProcess studio, ProductApi api, string data, int people)
    {
        await api.AskAsync(HttpMethod.Post, "/api/v1/sources", """{"name":"Shop","kind":"http"}""");
        foreach (var date in (string[])["signup", "birthday"])
            await api.AskAsync(HttpMethod.Put, $"/api/v1/catalog/attributes/{date}", $$"""{"type":"datetime","label":"{{date}}","pii":false}""");
        await studio.KillAsync();

        var writing = Stopwatch.StartNew();
        var facts = await ShopImport.RunAsync(data, people);
        Say($"{people:N0} people, {facts:N0} facts written in {writing.Elapsed.TotalSeconds:N0} s");
        await StartAsync(studio, "the first start");
    }

    private static async Task StartAsync(StudioProcess studio, string which)
    {
        if (!studio.HasExited) await studio.StopAsync();
        var took = await studio.StartAgainAsync(within: s_readyWithin);
        Say($"{which}: ready after {took.TotalSeconds:N1} s; {ProcessFigures.Megabytes(studio, "VmRSS"):N0} MB resident, {ProcessFigures.Megabytes(studio, "VmHWM"):N0} MB at most");
    }

    private static async Task<long> CountAsync(ProductApi api, string rule) =>
        (await api.AskAsync(HttpMethod.Post, "/api/v1/audience/count", $$"""{"rule":{{rule}}}"""))["count"]!.GetValue<long>();

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
