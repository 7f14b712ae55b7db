using System.Diagnostics;
using CdpStudio.Benchmarks.Live;
using CdpStudio.Benchmarks.Peers;
using CdpStudio.Core.Audience;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>The longest that a reader waits while a million events come in as fast as the engine takes them, and merge; beside the same reader at rest.</summary>
internal static class PauseMeasurement
{
    private const int Further = 1_000_000;

    private static readonly TimeSpan s_warming = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    /// <param name="kept">Where <see cref="SnapshotMeasurement"/> left a snapshot to start from; null to read the log.</param>
    public static async Task RunAsync(int people, string? kept)
    {
        Console.WriteLine(ProcessFigures.Collector);
        var folder = Directory.CreateTempSubdirectory("cdpstudio-pauses-").FullName;
        var log = new GrowingShopLog(people);
        if (kept is not null)
        {
            ShopFolder.Copy(Path.Combine(kept, SnapshotMeasurement.Snapshots), Path.Combine(folder, SnapshotMeasurement.Snapshots));
            log.AtItsEnd(SnapshotMeasurement.FactsIn(kept) ?? throw new FileNotFoundException("There is no snapshot to start from: run `snapshot` first.", kept));
        }

        await using (var services = new ServiceCollection()
            .AddLogging(logging => logging.AddSimpleConsole(console => console.SingleLine = true))
            .AddSingleton<TimeProvider>(new ShopTime())
            .AddShop(log, folder)
            .BuildServiceProvider())
        {
            foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
            await services.GetRequiredService<AudienceReadiness>().Ready;
            await WrittenAsync(folder);
            await WatchAsync(services.GetRequiredService<IAudienceEngine>(), log);
            foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task WatchAsync(IAudienceEngine engine, GrowingShopLog log)
    {
        var reader = new PauseReader(engine);
        await reader.WatchAsync(Task.Delay(s_warming));
        var rest = await reader.WatchAsync(Task.Delay(s_rest));
        rest.Print("at rest");

        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        SayMemory("before");
        var merging = await reader.WatchAsync(engine.WaitAsync(log.Grow(Further), CancellationToken.None));
        var took = Stopwatch.GetElapsedTime(started);
        merging.Print(FormattableString.Invariant(
            $"while {Further:N0} events came in and merged, {Further / took.TotalSeconds:N0} a second, with {(Environment.CpuUsage.TotalTime - cpu) / took:N2} processors"));
        SayMemory("after");
    }

    private static void SayMemory(string when) => Console.WriteLine(FormattableString.Invariant(
        $"{when}: {ProcessFigures.Megabytes("VmRSS"):N0} MB resident, {ProcessFigures.Megabytes("VmHWM"):N0} at most since the beginning"));

    // The snapshot that follows the first reading would be in the figures at rest.
    private static async Task WrittenAsync(string folder)
    {
        var snapshots = Path.Combine(folder, SnapshotMeasurement.Snapshots);
        while (!Directory.Exists(snapshots) || !Directory.EnumerateFiles(snapshots).Any(f => !f.EndsWith(".partial", StringComparison.Ordinal))) await Task.Delay(s_look);
    }
}
