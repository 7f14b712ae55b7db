using System.Diagnostics;
using CdpStudio.Benchmarks.Audience;
using CdpStudio.Connectors.Channels.Smtp;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Benchmarks.Sending;

/// <summary>How fast one campaign leaves, from SQLite with every commit on the disk, by SMTP to a sink on this machine.</summary>
internal static class SendingMeasurement
{
    private const long Campaign = 1;

    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    public static async Task RunAsync(int people, int lines)
    {
        var folder = Directory.CreateTempSubdirectory("cdpstudio-sending-").FullName;
        await using var sink = new SmtpSink();
        await using (var services = Build(people, folder))
        {
            foreach (var hosted in services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
            await services.GetRequiredService<AudienceReadiness>().Ready;
            await UseAsync(services, sink, lines);

            var planning = Stopwatch.StartNew();
            var due = TimeProvider.System.GetUtcNow();
            var planned = await PlanAsync(services, people, due);
            Console.WriteLine(FormattableString.Invariant($"{planned:N0} sends planned in {planning.Elapsed.TotalSeconds:N1} s"));

            services.GetRequiredService<OneMessage>().Rests = false;
            await WatchAsync(services, sink, planned, lines);
            foreach (var hosted in services.GetServices<IHostedService>().Reverse()) await hosted.StopAsync(CancellationToken.None);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static ServiceProvider Build(int people, string folder)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = folder, ["Email:AllowedPrivateHosts"] = "127.0.0.1" })
            .Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddPersistence(configuration)
            .AddGovernance()
            .AddSingleton<IFactLog>(new GeneratedLog(people, 0, TimeProvider.System.GetUtcNow()))
            .AddSingleton<IAudienceCatalogue>(new NothingDeclared())
            .AddSingleton<ISegmentRules>(new NoSegments())
            .AddAudience()
            .AddMessaging()
            .AddSmtp()
            .AddSingleton<OneMessage>();
        services.AddSingleton<ISendOwner>(provider => provider.GetRequiredService<OneMessage>());
        services.AddDataProtection();
        return services.BuildServiceProvider();
    }

    private static Task UseAsync(ServiceProvider services, SmtpSink sink, int lines) => services.GetRequiredService<ChangeEmailSettingsHandler>().HandleAsync(
        new("127.0.0.1", sink.Port, false, "", null, "Kilim", "news@kilim.example", "", "1 Weaver Street", "https://cdp.example", lines, "benchmark"),
        CancellationToken.None);

    private static async Task<int> PlanAsync(ServiceProvider services, int people, DateTimeOffset due)
    {
        var (queue, planner) = (services.GetRequiredService<IWriteQueue>(), services.GetRequiredService<SendPlanner>());
        var directory = services.GetRequiredService<IProfileDirectory>();
        var ids = Enumerable.Range(0, people)
            .Select(i => directory.Find(new Identifier(IdentifierNamespace.Email, FormattableString.Invariant($"person{i}@example.com")))).OfType<ProfileId>();
        var planned = 0;
        foreach (var chunk in ids.Chunk(SendPlanner.MostAtOnce))
        {
            planned += await queue.WriteAsync(
                WritePriority.Background,
                (db, token) => planner.PlanAsync(db, SendOwner.Campaign, [.. chunk.Select(p => new SendRequest(Campaign, 0, p, due, ConsentPlace.Marketing))], token),
                CancellationToken.None);
        }

        return planned;
    }

    private static async Task WatchAsync(ServiceProvider services, SmtpSink sink, int planned, int lines)
    {
        var sending = Stopwatch.StartNew();
        var (lowest, highest) = (long.MaxValue, 0L);
        while (sink.Taken < planned && sending.Elapsed < s_patience)
        {
            await Task.Delay(s_look);
            if (sink.Taken < planned / 10) continue; // before that, code is still being compiled

            var memory = GC.GetTotalMemory(forceFullCollection: false);
            (lowest, highest) = (Math.Min(lowest, memory), Math.Max(highest, memory));
        }

        var took = sending.Elapsed;
        await Task.Delay(TimeSpan.FromSeconds(2));
        var counts = await services.GetRequiredService<SendCounts>().OfAsync(SendOwner.Campaign, Campaign, CancellationToken.None);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant(
            $"{sink.Taken:N0} mails in {took.TotalSeconds:N1} s over {lines} connections: {sink.Taken / took.TotalSeconds:N0} a second; managed memory {lowest / 1e6:N0} to {highest / 1e6:N0} MB, process {self.PeakWorkingSet64 / 1e6:N0} MB at most"));
        Console.WriteLine(string.Join(", ", counts.Select(c => FormattableString.Invariant($"{c.State} {c.Reason} {c.Count:N0}"))));
    }

    private sealed class OneMessage : ISendOwner
    {
        public bool Rests { get; set; } = true;

        public SendOwner Owner => SendOwner.Campaign;

        public Task<MessageContent?> ContentAsync(Send send, CancellationToken cancellationToken) => Task.FromResult<MessageContent?>(NewKilims.Content);

        public Task<IReadOnlyDictionary<long, ToldSend>> TellAsync(IReadOnlyList<Send> sends, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<long, ToldSend>>(new Dictionary<long, ToldSend>());

        public Task<IReadOnlyList<long>> RestingAsync(StudioDbContext db, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<long>>(Rests ? [Campaign] : []);

        public Task PauseAsync(IReadOnlyCollection<long> ownerIds, string reason, CancellationToken cancellationToken)
        {
            Console.WriteLine(reason);
            return Task.CompletedTask;
        }
    }
}
