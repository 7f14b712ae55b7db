using System.Diagnostics;
using System.Globalization;
using CdpStudio.Benchmarks.Peers;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>
/// The audience engine started once over the shop: from the snapshot in a folder or, where there is none, from the log, which leaves one
/// there. So the second run of the command is a start as the product does it, in a process that has read nothing yet. What single profiles
/// take is asked then.
/// </summary>
internal static class SnapshotMeasurement
{
    /// <summary>The folder in the one that is kept.</summary>
    public const string Snapshots = "audience";

    /// <summary>How long the log is that the snapshot in a folder was made of; null when there is none.</summary>
    public static long? FactsIn(string folder) =>
        File.Exists(LengthIn(folder)) ? long.Parse(File.ReadAllText(LengthIn(folder)), CultureInfo.InvariantCulture) : null;

    public static async Task RunAsync(int people, string folder)
    {
        var log = new ShopLog(people);
        if (FactsIn(folder) is { } facts) log.AtItsEnd(facts);
        await using var services = new ServiceCollection()
            .AddLogging(logging => logging.AddConsole())
            .AddShop(log, folder)
            .BuildServiceProvider();
        var (started, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
        await services.GetRequiredService<AudienceReadiness>().Ready;
        var (took, processor) = (started.Elapsed, Environment.CpuUsage.TotalTime - cpu);

        var engine = services.GetRequiredService<IAudienceEngine>();
        var count = await engine.CountAsync(new AudienceQuery(new Rule.Everyone()), CancellationToken.None);
        Say($"ready in {took.TotalMilliseconds:N0} ms, {processor.TotalMilliseconds:N0} ms of processor; everybody counted ({count.Count:N0}) at {started.Elapsed.TotalMilliseconds:N0} ms");
        SayMemory("then");
        foreach (var rule in FifteenRules.All) await engine.CountAsync(new AudienceQuery(Read(rule.Json)), CancellationToken.None);
        Say($"the fifteen rules counted for the first time at {started.Elapsed.TotalMilliseconds:N0} ms");
        SayMemory("then");
        await OneProfileMeasurement.RunAsync(engine, Read, people);

        foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StopAsync(CancellationToken.None);
        await File.WriteAllTextAsync(LengthIn(folder), log.Last.ToString(CultureInfo.InvariantCulture));
        foreach (var file in new DirectoryInfo(Path.Combine(folder, Snapshots)).GetFiles()) Say($"{file.Name}: {log.Last:N0} facts, {file.Length / 1e6:N0} MB");
    }

    private static string LengthIn(string folder) => Path.Combine(folder, "facts");

    private static void SayMemory(string when) => Say(
        $"{when}: {ProcessFigures.Megabytes("VmRSS"):N0} MB resident, {ProcessFigures.Megabytes("RssAnon"):N0} of its own and {ProcessFigures.Megabytes("RssFile"):N0} of files; {ProcessFigures.Megabytes("VmHWM"):N0} at most; {GC.GetTotalMemory(false) / 1e6:N0} managed");

    private static Rule Read(string json) => ((RuleReading.Read)RuleReader.Read(json, new ShopNames())).Rule;

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
