using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Campaigns.Running;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Sending;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Privacy;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Tests.Campaigns;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Tests.Privacy;

/// <summary>The whole product without its pages. Jobs are worked on when the test says so, and a kill is what it leaves behind.</summary>
internal sealed class PrivacyHost : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly ServiceProvider _services;
    private readonly HeardWrites _writes;
    private readonly IHostedService[] _hosted;
    private readonly string _folder;
    private readonly IDatabaseProvider _provider;

    private PrivacyHost(ServiceProvider services, HeardWrites writes, IDatabaseProvider provider, string folder)
    {
        (_services, _writes, _provider, _folder) = (services, writes, provider, folder);
        // What keeps other things in order would tidy away what a test leaves for it to find.
        _hosted = [.. services.GetServices<IHostedService>().Where(h => h is not (MembershipFollower or JourneyFollower or CampaignRunner or Sender))];
    }

    public required ManualClock Clock { get; init; }

    public static async Task<PrivacyHost> StartAsync(DatabaseUnderTest database)
    {
        var writes = new HeardWrites(database.Queue);
        var folder = Directory.CreateTempSubdirectory("cdpstudio-privacy-").FullName;
        var clock = new ManualClock();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(database.Contexts)
            .AddSingleton<IWriteQueue>(writes)
            .AddSingleton(database.Provider)
            .AddSingleton(new WriteTurns(database.Provider.OneWriter))
            .AddSingleton<DatabaseCopies>()
            .AddScoped(_ => database.Contexts.CreateDbContext())
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddJobs().AddGovernance().AddCatalogue().AddFacts().AddRules().AddIdentityResolution().AddAudience().AddProfiles().AddIngestion().AddStewardship().AddSources().AddImports()
            .AddSegments().AddMessaging().AddCampaigns().AddJourneys().AddDuplicates().AddPrivacy()
            .Configure<DatabaseOptions>(o => o.Directory = folder)
            .BuildServiceProvider();
        var host = new PrivacyHost(services, writes, database.Provider, folder) { Clock = clock };
        foreach (var hosted in host._hosted) await hosted.StartAsync(default);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Messages through the door that mapped rows come by, up to where the engine knows them.</summary>
    public async Task SendAsync(params Message[] messages)
    {
        await LeaveInTheInboxAsync(messages);
        await SettleAsync();
    }

    /// <summary>Until all that is in the inbox is a fact that the engine knows.</summary>
    public async Task SettleAsync()
    {
        await UntilAsync(async () =>
        {
            await using var db = Db();
            return !await db.Inbox.AnyAsync();
        });
        await Get<FactLog>().RefreshAsync(default);
        await Get<IAudienceEngine>().WaitAsync(Get<FactLog>().Last, default);
    }

    public async Task LeaveInTheInboxAsync(params Message[] messages)
    {
        var row = new InboxRow
        {
            Kind = InboxKind.Messages, Source = 1, ReceivedAt = Clock.Now.ToUnixTimeMilliseconds(), Messages = messages.Length,
            Payload = JsonSerializer.SerializeToUtf8Bytes(messages, JsonSerializerOptions.Web),
        };
        Assert.True(await Get<Inbox>().AddAsync([row], default));
    }

    public Task SaveAsync(params object[] entities) => Get<IWriteQueue>().WriteAsync(
        WritePriority.Interactive,
        (db, _) =>
        {
            db.AddRange(entities);
            return Task.CompletedTask;
        },
        default);

    public async Task<long> AskAsync(string identifier, string language = "")
    {
        Assert.True(Identifier.TryParse(identifier, out var named));
        var result = await Get<StartPersonExportHandler>().HandleAsync(new StartPersonExport(named, "Linh", language), default);
        return Assert.IsType<StartPersonExportResult.Started>(result).Request;
    }

    public Task<long> EraseAsync(string identifier, bool suppress = false)
    {
        Assert.True(Identifier.TryParse(identifier, out var named));
        return Get<StartErasureHandler>().HandleAsync(new StartErasure(named, suppress, "Linh"), default);
    }

    /// <summary>Works on the next export in line; false when there is none.</summary>
    /// <param name="writes">Stops the process at that write of the job; null lets it come to its end.</param>
    /// <param name="parts">In place of the product's own.</param>
    public Task<bool> WorkAsync(int? writes = null, params IPersonalData[] parts) => WorkAsync<ExportPerson>(ExportPerson.Kind, writes, parts);

    /// <summary>The same of the next erasure.</summary>
    public Task<bool> WorkOnErasureAsync(int? writes = null, params IPersonalData[] parts) => WorkAsync<ErasePerson>(ErasePerson.Kind, writes, parts);

    /// <summary>The same of the next search for duplicates.</summary>
    public Task<bool> WorkOnSearchAsync(int? writes = null) => WorkAsync<FindDuplicates>(FindDuplicates.Kind, writes, []);

    public async Task<ErasureStatus> ErasureAsync(long request) =>
        await Get<ErasureList>().FindAsync(request, default) ?? throw new InvalidOperationException($"There is no erasure {request}.");

    /// <summary>The same of the next job of a kind.</summary>
    public Task<bool> WorkOnAsync<T>(string kind, int? writes = null)
        where T : class, IJob => WorkAsync<T>(kind, writes, []);

    private async Task<bool> WorkAsync<T>(string kind, int? writes, IPersonalData[] parts)
        where T : class, IJob
    {
        var queue = Get<IWriteQueue>();
        await using var claims = new JobClaims(Get<IDbContextFactory<StudioDbContext>>(), queue, _provider, Clock);
        await claims.ReleaseDeadAsync(default);
        if (await claims.TakeNextAsync([kind], default) is not { } run) return false;

        var stopping = new StoppingQueue(queue, writes);
        using var cancel = new CancellationTokenSource();
        // One that only waits writes nothing of its own.
        var isWriter = typeof(T).GetConstructors().Any(c => c.GetParameters().Any(p => p.ParameterType == typeof(IWriteQueue)));
        object[] given = !isWriter ? [] : parts.Length == 0 ? [stopping] : [stopping, parts];
        var context = new JobContext(run, stopping, Get<JobChanges>(), Clock, cancel);
        try
        {
            await ActivatorUtilities.CreateInstance<T>(_services, given).RunAsync(context, default);
            await claims.EndAsync(context, JobState.Completed, null, default);
        }
        catch (StoppingQueue.StoppedException)
        {
            // A kill writes nothing.
        }
        catch (JobFailedException e)
        {
            await claims.EndAsync(context, JobState.Failed, e.Message, default);
        }

        return true;
    }

    public async Task<PersonExportStatus?> FindAsync(long request) => await Get<PersonExportList>().FindAsync(request, default);

    public async Task<JsonDocument> JsonAsync(long request) => JsonDocument.Parse(await TextAsync(request, ExportFiles.Json));

    public async Task<string> TextAsync(long request, string name)
    {
        await using var file = Get<ExportFiles>().Open(request, name) ?? throw new InvalidOperationException($"{name} is not there.");
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync();
    }

    public async Task TidyAsync()
    {
        using var cancel = new CancellationTokenSource();
        var run = new JobRun { Id = JobRunId.New(), Kind = RemoveOldExports.Kind, State = JobState.Running, CreatedAt = Clock.Now };
        var context = new JobContext(run, Get<IWriteQueue>(), Get<JobChanges>(), Clock, cancel);
        await ActivatorUtilities.CreateInstance<RemoveOldExports>(_services).RunAsync(context, default);
    }

    public bool HasFolder(long request) => Directory.Exists(Get<ExportFiles>().FolderOf(request));

    public StudioDbContext Db() => Get<IDbContextFactory<StudioDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted.Reverse()) await hosted.StopAsync(default);
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(s_patience);
        for (var next = _writes.Next; !await reached(); next = _writes.Next) await next.WaitAsync(patience.Token);
    }
}

/// <summary>A part that counts how often it is read.</summary>
internal sealed class CountedPart(string part, params System.Text.Json.Nodes.JsonObject[] items) : IPersonalData
{
    public string Part => part;

    public int Reads { get; private set; }

    public async IAsyncEnumerable<System.Text.Json.Nodes.JsonObject> ReadAsync(
        AskedPerson person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Reads++;
        foreach (var item in items)
        {
            await Task.Yield();
            yield return (System.Text.Json.Nodes.JsonObject)item.DeepClone();
        }
    }

    public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken) => Task.FromResult<long>(items.Length);
}
