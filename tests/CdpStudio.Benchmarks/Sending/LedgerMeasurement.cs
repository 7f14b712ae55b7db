using System.Diagnostics;
using CdpStudio.Benchmarks.Audience;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Benchmarks.Sending;

/// <summary>How long what the report of a large campaign asks takes, on SQLite: counts, and pages of its people.</summary>
internal static class LedgerMeasurement
{
    private const int Rounds = 21;
    private const int RowsInAWrite = 5_000;
    private const int People = 1_000;

    private static readonly CampaignNumber s_campaign = new(7);

    public static async Task RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("cdpstudio-ledger-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = folder })
            .Build();
        await using (var services = new ServiceCollection()
            .AddLogging()
            .AddPersistence(configuration)
            .AddSingleton<IFactLog>(new GeneratedLog(People, 0, TimeProvider.System.GetUtcNow()))
            .AddSingleton<IAudienceCatalogue>(new NothingDeclared())
            .AddSingleton<ISegmentRules>(new NoSegments())
            .AddAudience()
            .BuildServiceProvider())
        {
            foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
            await services.GetRequiredService<AudienceReadiness>().Ready;
            await FillAsync(services.GetRequiredService<IWriteQueue>(), rows);
            await MeasureAsync(services.GetRequiredService<IDbContextFactory<StudioDbContext>>(), services.GetRequiredService<IProfileDirectory>(), rows);
            foreach (var hosted in services.GetServices<IHostedService>().Reverse()) await hosted.StopAsync(CancellationToken.None);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static async Task FillAsync(IWriteQueue queue, int rows)
    {
        var random = new Random(7);
        var watch = Stopwatch.StartNew();
        foreach (var chunk in Enumerable.Range(1, rows).Chunk(RowsInAWrite))
        {
            var sends = chunk.Select(i => Row(i, random)).ToList();
            await queue.WriteAsync(WritePriority.Background, (db, token) => db.BulkInsertAsync(sends, token), CancellationToken.None);
        }

        Say($"{rows:N0} rows written in {watch.Elapsed.TotalSeconds:N1} s; load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]}");
    }

    // A campaign in its last tenth: most were sent, some were skipped or failed, the rest waits.
    private static Send Row(int i, Random random)
    {
        var (state, reason) = random.NextDouble() switch
        {
            < 0.800 => (SendState.Sent, (SendReason?)null),
            < 0.840 => (SendState.Skipped, SendReason.Unsubscribed),
            < 0.870 => (SendState.Skipped, SendReason.NoAddress),
            < 0.895 => (SendState.Failed, SendReason.Refused),
            < 0.900 => (SendState.InDoubt, SendReason.Interrupted),
            _ => (SendState.Planned, null),
        };
        var hash = new byte[32];
        random.NextBytes(hash);
        return new Send
        {
            Owner = SendOwner.Campaign, OwnerId = s_campaign.Value, Visit = 0, Profile = new ProfileId(i),
            Address = FormattableString.Invariant($"person{i}@example.com"), AddressHash = Convert.ToHexString(hash),
            State = state, Reason = reason, DueAt = 1, ChangedAt = 1, Reply = "2.0.0 Ok: queued as 4711",
        };
    }

    private static async Task MeasureAsync(IDbContextFactory<StudioDbContext> contexts, IProfileDirectory directory, int rows)
    {
        const int size = 50;
        var counts = new SendCounts(contexts);
        var list = new CampaignSendList(contexts, SeenPeople.AsTheyAre(directory));
        Task PageAsync(SendState? state, SendReason? reason = null, string? search = null, long? after = null) =>
            list.PageAsync(new SendsAsked(s_campaign, state, reason, search), after, size, CancellationToken.None);

        await TimeAsync("counts by state and reason", () => counts.OfAsync(SendOwner.Campaign, s_campaign.Value, CancellationToken.None));
        await TimeAsync("whether anything is left", async () =>
        {
            await using var db = await contexts.CreateDbContextAsync();
            await SendCounts.AnyPendingAsync(db, SendOwner.Campaign, s_campaign.Value, CancellationToken.None);
        });
        await TimeAsync("page of everybody", () => PageAsync(null));
        await TimeAsync("page of everybody in the middle", () => PageAsync(null, after: rows / 2));
        await TimeAsync("page of who got it", () => PageAsync(SendState.Sent));
        await TimeAsync("page of who waits", () => PageAsync(SendState.Planned));
        await TimeAsync("page of who was skipped", () => PageAsync(SendState.Skipped));
        await TimeAsync("page of who is deferred, nobody", () => PageAsync(SendState.Deferred));
        await TimeAsync("page of a reason", () => PageAsync(SendState.Skipped, SendReason.NoAddress));
        await TimeAsync("page of a reason, nobody", () => PageAsync(SendState.Skipped, SendReason.SameMailbox));
        await TimeAsync("page of part of an address, nobody", () => PageAsync(null, search: "nobody-has-this"));
    }

    private static async Task TimeAsync(string what, Func<Task> ask)
    {
        using var self = Process.GetCurrentProcess();
        await ask(); // compiles
        var (took, before) = (new List<double>(), self.TotalProcessorTime);
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await ask();
            took.Add(watch.Elapsed.TotalMilliseconds);
        }

        self.Refresh();
        var processor = (self.TotalProcessorTime - before) / Rounds;
        Say($"{what}: {took.Order().ElementAt(Rounds / 2):N1} ms, {processor.TotalMilliseconds:N1} ms of processor");
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
