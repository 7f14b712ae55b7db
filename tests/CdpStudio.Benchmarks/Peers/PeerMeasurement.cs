using System.Diagnostics;
using CdpStudio.Benchmarks.Peers.Databases;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>The fifteen rules in ours and in databases that hold the same shop, in one run, as one table; then what only ours is asked.</summary>
internal static class PeerMeasurement
{
    /// <param name="library">Path of libduckdb.so.</param>
    /// <param name="peers">As <see cref="PeerDatabases.LoadAsync"/> has it.</param>
    public static async Task RunAsync(int people, string library, string peers)
    {
        var folder = Directory.CreateTempSubdirectory("cdpstudio-peers-").FullName;
        await using var services = await LoadAsync(people, folder);
        var engine = services.GetRequiredService<IAudienceEngine>();

        var shop = new ShopFiles(folder);
        shop.Write(people);
        var columns = await PeerDatabases.LoadAsync(peers, shop, library);
        shop.Delete();

        await PrintAsync(engine, columns);
        await OneProfileMeasurement.RunAsync(engine, Read, people);
        await SegmentsMeasurement.RunAsync(engine, Read);
        foreach (var column in columns)
        {
            if (column.Peer is not null) await column.Peer.DisposeAsync();
        }

        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<ServiceProvider> LoadAsync(int people, string folder)
    {
        var log = new ShopLog(people);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new ShopClock())
            .AddShop(log, folder)
            .BuildServiceProvider();

        var loading = Stopwatch.StartNew();
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
        await services.GetRequiredService<AudienceReadiness>().Ready;
        var took = loading.Elapsed;
        GC.Collect();
        Console.WriteLine(FormattableString.Invariant(
            $"{people:N0} people, {log.Last:N0} facts: {took.TotalSeconds:N1} s; {GC.GetTotalMemory(true) / 1e6:N0} MB managed, process {Environment.WorkingSet / 1e6:N0} MB"));
        // The databases want the memory that reading took.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return services;
    }

    private static async Task PrintAsync(IAudienceEngine engine, IReadOnlyList<PeerColumn> columns)
    {
        Console.WriteLine($"| rule | members | ours, median ms | p95 |{string.Concat(columns.Select(c => $" {c.Name} | x |"))}");
        Console.WriteLine($"| --- | ---: | ---: | ---: |{string.Concat(columns.Select(_ => " ---: | ---: |"))}");
        var turns = new PeerTurns(engine, Read, columns);
        var ratios = columns.Select(_ => new List<double>()).ToList();
        foreach (var rule in FifteenRules.All)
        {
            var figures = await turns.TakeAsync(rule);
            var cells = figures.Theirs.Select(theirs => theirs is null ? " - | - |" : FormattableString.Invariant($" {theirs:N2} | {theirs / figures.Median:N1} |"));
            Console.WriteLine(FormattableString.Invariant(
                $"| {rule.Title} | {figures.Members:N0} | {figures.Median:N2} | {figures.P95:N2} |{string.Concat(cells)}"));
            foreach (var (theirs, all) in figures.Theirs.Zip(ratios))
            {
                if (theirs is not null) all.Add(theirs.Value / figures.Median);
            }
        }

        foreach (var (column, all) in columns.Zip(ratios).Where(c => c.Second.Count > 0))
        {
            Console.WriteLine(FormattableString.Invariant(
                $"{column.Name}: {all.Count} rules, geometric mean {Math.Exp(all.Average(Math.Log)):N1}, least {all.Min():N1}, most {all.Max():N1}"));
        }

        Console.WriteLine(FormattableString.Invariant($"process {Environment.WorkingSet / 1e6:N0} MB"));
    }

    private static Rule Read(string json) => ((RuleReading.Read)RuleReader.Read(json, new ShopNames())).Rule;

    private sealed class ShopClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(ShopPeople.Now);
    }
}
