using System.Diagnostics;
using CdpStudio.Benchmarks.Audience;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>
/// The fifteen rules, ours and DuckDB's strictly one after the other in one run: of ours the time from the rule's JSON to the count, of
/// DuckDB the best of its forms and sort orders. The members are compared before anything is timed.
/// </summary>
internal static class PeerMeasurement
{
    private const int Warmups = 60;
    private const int Rounds = 21;

    /// <param name="library">Path of libduckdb.so.</param>
    public static async Task<int> RunAsync(int people, string library)
    {
        var folder = Directory.CreateTempSubdirectory("cdpstudio-peers-").FullName;
        await using var services = await LoadAsync(people);
        var engine = services.GetRequiredService<IAudienceEngine>();

        var loading = Stopwatch.StartNew();
        using var duck = new DuckDb(library, Path.Combine(folder, "shop.duckdb"));
        duck.Run("SET threads=2");
        DuckDbShop.Load(duck, people, folder);
        Console.WriteLine(FormattableString.Invariant($"DuckDB loaded in {loading.Elapsed.TotalSeconds:N1} s"));

        Console.WriteLine("| rule | members | ours, median ms | p95 | DuckDB, median ms | ratio |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        var ratios = new List<double>();
        foreach (var rule in FifteenRules.All) ratios.Add(await MeasureAsync(engine, duck, rule));

        Console.WriteLine(FormattableString.Invariant(
            $"geometric mean {Math.Exp(ratios.Average(Math.Log)):N1}, least {ratios.Min():N1}, most {ratios.Max():N1}; process {Environment.WorkingSet / 1e6:N0} MB"));
        await SegmentsMeasurement.RunAsync(engine, Read);
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task<ServiceProvider> LoadAsync(int people)
    {
        var log = new ShopLog(people);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new ShopClock())
            .AddSingleton<IFactLog>(log)
            .AddSingleton<IAudienceCatalogue>(log)
            .AddSingleton<ISegmentRules>(new NoSegments())
            .AddAudience()
            .BuildServiceProvider();

        var loading = Stopwatch.StartNew();
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
        await services.GetRequiredService<AudienceReadiness>().Ready;
        var took = loading.Elapsed;
        GC.Collect();
        Console.WriteLine(FormattableString.Invariant(
            $"{people:N0} people, {log.Last:N0} facts: {took.TotalSeconds:N1} s; {GC.GetTotalMemory(true) / 1e6:N0} MB managed, process {Environment.WorkingSet / 1e6:N0} MB"));
        return services;
    }

    /// <returns>How many times faster ours is.</returns>
    private static async Task<double> MeasureAsync(IAudienceEngine engine, DuckDb duck, PeerRule rule)
    {
        var forms = rule.Sql.SelectMany(sql => DuckDbShop.Orders.Select(order => sql.Replace(" E ", $" {order} ", StringComparison.Ordinal))).Distinct().ToList();
        var members = await engine.MembersAsync(new AudienceQuery(Read(rule.Json)), null, int.MaxValue, CancellationToken.None);
        foreach (var sql in forms)
        {
            var (count, sum) = (duck.Number($"SELECT count(*)::BIGINT FROM ({sql}) z"), duck.Number($"SELECT coalesce(sum(id),0)::BIGINT FROM ({sql}) z"));
            if (count != members.Count || sum != members.Sum(m => m.Value))
                throw new InvalidOperationException($"{rule.Name}: {members.Count} members, {count} in DuckDB by {sql}");
        }

        for (var i = 0; i < Warmups; i++) await CountAsync(engine, rule);

        var (ours, theirs) = (new List<double>(), forms.Select(_ => new List<double>()).ToList());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await TimeAsync(() => CountAsync(engine, rule)));
            for (var form = 0; form < forms.Count; form++)
            {
                var sql = $"SELECT count(*)::BIGINT FROM ({forms[form]}) z";
                theirs[form].Add(await TimeAsync(() => Task.FromResult(duck.Number(sql))));
                // Each of the peer's forms is followed by one of ours, whose caches it has just emptied.
                if (form + 1 < forms.Count) ours.Add(await TimeAsync(() => CountAsync(engine, rule)));
            }
        }

        var (mine, best) = (Median(ours), theirs.Min(Median));
        Console.WriteLine(FormattableString.Invariant(
            $"| {rule.Name} | {members.Count:N0} | {mine:N2} | {ours.Order().ElementAt(ours.Count * 95 / 100):N2} | {best:N2} | {best / mine:N1} |"));
        return best / mine;
    }

    private static async Task<long> CountAsync(IAudienceEngine engine, PeerRule rule) =>
        (await engine.CountAsync(new AudienceQuery(Read(rule.Json)), CancellationToken.None)).Count;

    private static async Task<double> TimeAsync(Func<Task<long>> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static Rule Read(string json) => ((RuleReading.Read)RuleReader.Read(json, new ShopNames())).Rule;

    private sealed class ShopClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(ShopPeople.Now);
    }
}
