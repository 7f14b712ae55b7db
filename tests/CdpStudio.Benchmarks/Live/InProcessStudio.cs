using CdpStudio.Benchmarks.Peers;
using CdpStudio.Connectors.Channels.Smtp;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Benchmarks.Live;

/// <summary>The product without its pages, in this process, over a data folder: the modules that its program adds, in the same order.</summary>
internal sealed class InProcessStudio : IAsyncDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(5);

    private readonly ServiceProvider _services;

    private InProcessStudio(ServiceProvider services) => _services = services;

    public IAudienceEngine Engine => Get<IAudienceEngine>();

    public Task Ready => Get<AudienceReadiness>().Ready;

    /// <summary>Facts that are committed and that answers do not include yet.</summary>
    public long Uncounted => Math.Max(0, Get<FactLog>().Last - Engine.Position);

    public static async Task<InProcessStudio> StartAsync(string directory)
    {
        var studio = new InProcessStudio(Build(directory));
        foreach (var hosted in studio._services.GetServices<IHostedService>()) await hosted.StartAsync(CancellationToken.None);
        return studio;
    }

    /// <summary>Everything that was taken is processed and in the answers.</summary>
    public async Task UntilCountedAsync()
    {
        var status = Get<IngestionStatus>();
        while (await status.ReadAsync(CancellationToken.None) is var progress)
        {
            if (progress.Processed < progress.Accepted)
            {
                await Task.Delay(s_look);
                continue;
            }

            await Engine.WaitAsync(progress.LastFact, CancellationToken.None);
            return;
        }
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>().Reverse()) await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }

    private static ServiceProvider Build(string directory)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = directory })
            .Build();
        return new ServiceCollection()
            .AddLogging(logging => logging
                .SetMinimumLevel(LogLevel.Warning)
                .AddFilter("CdpStudio.Core.Audience", LogLevel.Information)
                .AddFilter("CdpStudio.Core.Governance", LogLevel.Error)
                .AddSimpleConsole(console => console.SingleLine = true))
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(new ShopTime())
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddPersistence(configuration)
            .AddJobs()
            .AddGovernance()
            .AddCatalogue()
            .AddFacts()
            .AddRules()
            .AddIdentityResolution()
            .AddAudience()
            .AddProfiles()
            .AddIngestion()
            .AddSources()
            .AddImports()
            .AddSegments()
            .AddMessaging()
            .AddSmtp()
            .AddCampaigns()
            .AddJourneys()
            .AddJobRunner()
            .BuildServiceProvider();
    }
}
