using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>How long the in-memory engine takes to read generated facts, what it holds then, and how long rules take.</summary>
internal static class AudienceMeasurement
{
    private const int Warmups = 20;
    private const int Rounds = 41;

    private static readonly (string Name, string Rule)[] s_rules =
    [
        ("country in 3", """{"attribute":"country","op":"in","value":["VN","CN","IR"]}"""),
        ("age between, and country", """{"all":[{"attribute":"age","op":"between","value":[30,40]},{"attribute":"country","op":"neq","value":"DE"}]}"""),
        ("3 orders in 90 days", """{"event":"Order Completed","during":{"last":"90d"},"op":"gte","value":3}"""),
        ("2 orders and 500 in 90 days", """{"all":[{"event":"Order Completed","during":{"last":"90d"},"op":"gte","value":2},{"event":"Order Completed","during":{"last":"90d"},"measure":"sum","of":"total","op":"gte","value":500}]}"""),
        ("no mail opened in 30 days", """{"not":{"event":"Email Opened","during":{"last":"30d"}}}"""),
        ("3 pages of a category in 180 days", """{"event":"Page Viewed","where":[{"property":"category","op":"eq","value":"c7"}],"during":{"last":"180d"},"op":"gte","value":3}"""),
        ("nothing in 60 days", """{"not":{"event":"*","during":{"last":"60d"}}}"""),
        ("5 different products in 90 days", """{"event":"Product Viewed","during":{"last":"90d"},"measure":"distinct","of":"product_id","op":"gte","value":5}"""),
        ("average order above 80", """{"event":"Order Completed","measure":"avg","of":"total","op":"gt","value":80}"""),
        ("came into a segment in 30 days", """{"segment":"s","entered":{"last":"30d"}}"""),
        ("in a segment for 90 days", """{"segment":"s","for":"90d"}"""),
        ("unsubscribed", """{"consent":"email","is":"unsubscribed"}"""),
        ("reachable by e-mail", """{"reachable":"email"}"""),
        ("active in a journey", """{"journey":"j","state":"active"}"""),
        ("one e-mail address", """{"identifier":"email","op":"eq","value":"person77@example.com"}"""),
    ];

    public static async Task RunAsync(int people, int events)
    {
        var now = new DateTimeOffset(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);
        var folder = Directory.CreateTempSubdirectory("cdpstudio-audience-").FullName;
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new StoppedClock(now))
            .AddSingleton<IFactLog>(new GeneratedLog(people, events, now))
            .AddSingleton<IAudienceCatalogue>(new NothingDeclared())
            .AddSingleton<ISegmentRules>(new NoSegments())
            .AddSingleton<IAudienceSets>(new GeneratedSets(people, now))
            .AddAudience()
            .Configure<DatabaseOptions>(o => o.Directory = folder)
            .BuildServiceProvider();

        var (generating, _) = await TimeAsync(async () =>
        {
            await foreach (var fact in new GeneratedLog(people, events, now).ReadAsync(0, CancellationToken.None)) GC.KeepAlive(fact);
        });
        var (loading, cpu) = await TimeAsync(async () =>
        {
            foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
            await services.GetRequiredService<AudienceReadiness>().Ready;
        });

        GC.Collect();
        Console.WriteLine(FormattableString.Invariant(
            $"{people:N0} people, {events:N0} events: loaded in {loading:N0} ms, {cpu:N0} ms of processor (of which {generating:N0} ms make the facts); {GC.GetTotalMemory(true) / 1e6:N0} MB"));

        var engine = services.GetRequiredService<IAudienceEngine>();
        foreach (var (name, json) in s_rules)
        {
            var query = new AudienceQuery(Read(json));
            await MeasureAsync(name, async () => (await engine.CountAsync(query, CancellationToken.None)).Count);
        }

        await MeasureInsightAsync(engine);
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Counts by node and by value, and what lies ahead of the first person, who did a hundredth of all there is.</summary>
    private static async Task MeasureInsightAsync(IAudienceEngine engine)
    {
        var query = new AudienceQuery(new Rule.All([.. s_rules.Take(6).Select(r => Read(r.Rule))]));
        await MeasureAsync("six of them, every node", async () => (await engine.CountNodesAsync(query, CancellationToken.None)).Nodes[0].Count);

        var everyone = new AudienceQuery(new Rule.Everyone());
        BreakdownBy country = new BreakdownBy.Attribute("country");
        BreakdownBy category = new BreakdownBy.Property(new EventMatch("Order Completed", []), new Window.Always(), "category");
        await MeasureAsync("everybody by country", async () => (await engine.BreakDownAsync(everyone, country, 100, CancellationToken.None)).Total);
        await MeasureAsync("everybody by category ordered", async () => (await engine.BreakDownAsync(everyone, category, 100, CancellationToken.None)).Total);

        var first = (await engine.MembersAsync(everyone, null, 1, CancellationToken.None))[0];
        await MeasureAsync("what lies ahead of one", async () => (await engine.ForeseeAsync(query, first, CancellationToken.None))!.Children.Count);
    }

    private static async Task MeasureAsync(string name, Func<Task<long>> ask)
    {
        for (var i = 0; i < Warmups; i++) await ask();

        var times = new List<double>();
        var answer = 0L;
        var cpu = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            answer = await ask();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        // Of the whole process, and steadier than the clock where others use the machine too.
        var processor = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Rounds;
        times.Sort();
        Console.WriteLine(FormattableString.Invariant($"{name,-36} {answer,10:N0}   median {times[Rounds / 2],8:N2} ms   p95 {times[Rounds * 95 / 100],8:N2} ms   processor {processor,8:N2} ms"));
    }

    private static async Task<(double Wall, double Processor)> TimeAsync(Func<Task> act)
    {
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await act();
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }

    private static Rule Read(string json) => ((RuleReading.Read)RuleReader.Read(json, EveryName.Untyped)).Rule;

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
