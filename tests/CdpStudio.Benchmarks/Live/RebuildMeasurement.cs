using System.Diagnostics;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// The audience engine made from the facts in SQLite alone, without a snapshot, while events come in: from the start of the process's
/// modules until it answers.
/// </summary>
internal static class RebuildMeasurement
{
    private const int PerSecond = 100;

    /// <param name="kept">See <see cref="ShopFolder.MakeAsync"/>.</param>
    public static async Task RunAsync(int people, string? kept)
    {
        Console.WriteLine(ProcessFigures.Collector);
        using var folder = await ShopFolder.MakeAsync(people, kept);
        folder.RemoveSnapshots();
        await RebuildAsync(folder.Directory, people);
        await ReadAsync(folder.Directory);
    }

    private static async Task RebuildAsync(string directory, int people)
    {
        GC.Collect();
        await using var resident = new Highest(() => Environment.WorkingSet);
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await using var studio = await InProcessStudio.StartAsync(directory);
        var found = studio.Get<FactLog>().Last;
        await using var stream = new EventStream(new InboxDoor(studio.Get<Inbox>(), studio.Get<TimeProvider>()).SendAsync, people, PerSecond);
        stream.Start();
        await studio.Ready;
        var (took, processor) = (Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        var (taken, position) = (stream.Taken, studio.Engine.Position);
        Say($"rebuilt from {position:N0} facts in {took:N1} s, {position / took:N0} a second; {processor:N1} s of processor, {await resident.StopAsync() / 1e6:N0} MB resident at most");
        Say($"  meanwhile {taken:N0} messages were taken, and {position - found:N0} facts that they left are in the answers");

        var everybody = await studio.Engine.CountAsync(new AudienceQuery(new Rule.Everyone()), CancellationToken.None);
        Say($"  {everybody.Count:N0} people; {GC.GetTotalMemory(forceFullCollection: true) / 1e6:N0} MB managed");
    }

    /// <summary>How much of that is reading: the same facts, and nobody takes them in.</summary>
    private static async Task ReadAsync(string directory)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = directory })
            .Build();
        await using var services = new ServiceCollection().AddLogging().AddPersistence(configuration).AddFacts().BuildServiceProvider();
        var log = services.GetRequiredService<FactLog>();
        await log.RefreshAsync(CancellationToken.None);

        var (started, cpu, allocated) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
        var facts = 0L;
        await foreach (var fact in log.ReadAsync(0, CancellationToken.None)) facts = fact.Number;
        var (took, processor) = (Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
        SqliteConnection.ClearAllPools();
        Say($"read alone, and nobody takes them in: {facts:N0} facts in {took:N1} s, {processor:N1} s of processor, {(GC.GetTotalAllocatedBytes() - allocated) / facts:N0} bytes allocated for each");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
