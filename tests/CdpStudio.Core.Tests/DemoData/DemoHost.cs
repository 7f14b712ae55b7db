using System.Reflection;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.DemoData;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Tests.DemoData;

/// <summary>The whole product without its pages over a real database, with a demo that is small.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    public const int People = 120;
    public const int Events = 3_000;

    private static readonly string[] s_ofTheLog =
        ["EventFacts", "AssertionFacts", "EdgeFacts", "CancellationFacts", "ProcessorState", "JobRuns", "SourceHour",
        // How far was looked, which number was given last, who sends: positions, not things.
        "JourneyPosition", "SenderState"];

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly ServiceProvider _services;
    private readonly HeardWrites _writes;
    private readonly IHostedService[] _hosted;
    private int _sent;

    private DemoHost(ServiceProvider services, HeardWrites writes)
    {
        (_services, _writes) = (services, writes);
        _hosted = [.. services.GetServices<IHostedService>()];
    }

    public IAudienceEngine Engine => Get<IAudienceEngine>();

    /// <summary>Ends when the start has done what <c>--demo</c> asked for, or has not.</summary>
    public Task DemoDecided => _hosted.OfType<DemoStart>().Single().ExecuteTask!;

    public static async Task<DemoHost> StartAsync(TestDatabase database, bool demo = false)
    {
        var writes = new HeardWrites(database.Queue);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton<IDbContextFactory<StudioDbContext>>(database)
            .AddSingleton<IWriteQueue>(writes)
            .AddSingleton<IDatabaseProvider>(database.Provider)
            .AddSingleton(database.Copies(TimeProvider.System))
            .AddScoped(_ => database.CreateDbContext())
            .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
            .AddJobs().AddGovernance().AddCatalogue().AddFacts().AddRules().AddIdentityResolution().AddAudience().AddProfiles().AddIngestion().AddSources().AddSegments().AddMessaging().AddCampaigns().AddJourneys()
            .AddSingleton(new DemoSize(People, Events))
            .AddDemoData()
            .AddJobRunner()
            .Configure<SegmentOptions>(o => o.MembershipInterval = TimeSpan.FromSeconds(1))
            .Configure<DatabaseOptions>(o => o.Directory = database.Folder)
            .Configure<DemoOptions>(o => o.Demo = demo)
            .BuildServiceProvider();
        var host = new DemoHost(services, writes);
        foreach (var hosted in host._hosted) await hosted.StartAsync(default);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task LoadAsync()
    {
        Assert.IsType<LoadDemoResult.Started>(await Get<LoadDemoHandler>().HandleAsync(new LoadDemo("ann"), default));
        await UntilAsync(DemoState.Loaded);
    }

    public async Task RemoveAsync()
    {
        Assert.IsType<RemoveDemoResult.Started>(await Get<RemoveDemoHandler>().HandleAsync(new RemoveDemo("ann"), default));
        await UntilAsync(null as DemoState?);
    }

    /// <summary>Waits until every page would show the demo in this state.</summary>
    public async Task UntilAsync(DemoState? state)
    {
        var demo = Get<CurrentDemo>();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        demo.Changed += Look;
        Look();
        try
        {
            await reached.Task.WaitAsync(s_patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(await HowFarAsync(), e);
        }

        demo.Changed -= Look;

        void Look()
        {
            if (demo.State == state) reached.TrySetResult();
        }
    }

    /// <summary>Waits until the database is as <paramref name="reached"/> wants it: asked again after each write.</summary>
    public async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var patience = new CancellationTokenSource(s_patience);
        for (var next = _writes.Next; !await reached(); next = _writes.Next) await next.WaitAsync(patience.Token);
    }

    /// <summary>Real messages, through the door that mapped rows come by.</summary>
    public async Task SendAsync(params Message[] messages)
    {
        var row = new InboxRow
        {
            Kind = InboxKind.Messages, Source = 1, ReceivedAt = 0, Messages = messages.Length,
            Payload = JsonSerializer.SerializeToUtf8Bytes(messages, JsonSerializerOptions.Web),
        };
        Assert.True(await Get<Inbox>().AddAsync([row], default));
        _sent += messages.Length;
        await UntilAsync(async () =>
        {
            await using var db = Db();
            return !await db.Inbox.AnyAsync();
        });
        // Their facts are told of only after the write that took them.
        await Get<FactLog>().RefreshAsync(default);
        await Engine.WaitAsync(Get<FactLog>().Last, default);
    }

    public Message Bought(string who, string mail) => new(
        FormattableString.Invariant($"real-{_sent}-{who}"), [new Identifier(IdentifierNamespace.UserId, who), new Identifier(IdentifierNamespace.Email, mail)],
        1_760_000_000_000 + _sent, new MessageEvent("Bought", """{"n":1}"""), """{"plan":"pro"}""", null, null, null);

    /// <summary>Rows of every table but the log's own, and what people are told.</summary>
    public async Task<string> DescribeAsync()
    {
        await using var db = Db();
        var counts = db.Model.GetEntityTypes()
            .Where(t => !s_ofTheLog.Contains(t.GetTableName()))
            .Select(t => $"{t.GetTableName()} {typeof(DemoHost).GetMethod(nameof(Count), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(t.ClrType).Invoke(null, [db])}")
            .Order(StringComparer.Ordinal);
        var sources = (await Get<SourceList>().AllAsync(default)).Select(s => $"{s.Source.Id} {s.Source.Name} {s.Counts}");
        return string.Join('\n', [.. counts, .. sources, await DescribePeopleAsync()]);
    }

    /// <summary>What followers sweep behind a removal is gone a moment later.</summary>
    public async Task UntilDescribedAsync(string expected)
    {
        var described = "";
        try
        {
            await UntilAsync(async () => (described = await DescribeAsync()) == expected);
        }
        catch (OperationCanceledException)
        {
            await ThrowOfTheDeadAsync();
            Assert.Equal(expected, described);
        }
    }

    /// <summary>Everybody with everything, whatever their numbers are.</summary>
    public async Task<string> DescribePeopleAsync()
    {
        var (directory, vocabulary) = (Get<IProfileDirectory>(), Get<IAudienceVocabulary>());
        var everyone = await Engine.MembersAsync(new AudienceQuery(new Rule.Everyone()), null, int.MaxValue, default);
        var people = everyone.Select(id => directory.Read(id)!).Select(p => string.Join(
            ' ',
            p.Identifiers.Select(i => $"{i.Namespace}:{i.Value}").Order(StringComparer.Ordinal)
                .Concat(p.Attributes.Select(a => $"{a.Name}={a.Value}"))
                .Concat(directory.Events(p.Id, [], null, 100).Select(e => FormattableString.Invariant($"{e.Name}@{e.Timestamp}")))));
        return string.Join('\n', [.. people.Order(StringComparer.Ordinal), .. vocabulary.Events().Select(e => e.ToString()), .. vocabulary.Attributes().Where(a => a.Assertions > 0).Select(a => a.ToString())]);
    }

    // A host would have stopped by itself and said why.
    private async Task ThrowOfTheDeadAsync()
    {
        foreach (var dead in _hosted.OfType<BackgroundService>().Where(h => h.ExecuteTask is { IsFaulted: true })) await dead.ExecuteTask!;
    }

    private async Task<string> HowFarAsync()
    {
        await ThrowOfTheDeadAsync();
        await using var db = Db();
        var runs = await db.JobRuns.AsNoTracking().ToListAsync();
        var ended = string.Join(", ", _hosted.OfType<BackgroundService>().Where(h => h.ExecuteTask?.IsCompleted == true).Select(h => h.GetType().Name));
        return $"The demo is {Get<CurrentDemo>().State?.ToString() ?? "not in"}; {await db.Inbox.CountAsync()} inbox rows wait; the log's last fact is {Get<FactLog>().Last}; ended services: {ended}. "
            + string.Join(' ', runs.Select(r => $"[{r.Kind} {r.State} {r.Done} {r.Checkpoint} {r.Error} {string.Join("; ", r.Log.Select(l => l.Text))}]"));
    }

    public StudioDbContext Db() => Get<IDbContextFactory<StudioDbContext>>().CreateDbContext();

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted.Reverse()) await hosted.StopAsync(default);
        await _services.DisposeAsync();
    }

    private static int Count<T>(StudioDbContext db)
        where T : class => db.Set<T>().Count();
}
