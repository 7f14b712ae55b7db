using System.Text;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Ingestion;

/// <summary>From the door to facts with the real parts over a real SQLite file; time stands still unless moved.</summary>
internal sealed class IngestionRig : IAsyncDisposable
{
    public const int Source = 7;

    private readonly AudienceReadiness _audience = new();
    private readonly InboxDepth _depth;
    private readonly Processor _processor;
    private ProcessorLease? _lease;
    private ProcessorSession? _session;
    private int _breakNextRead;

    private IngestionRig(IngestionOptions? options)
    {
        var queue = new FailingQueue(Database.Queue, () => FailCommits);
        Options = options ?? new IngestionOptions();
        Catalogue = new CurrentCatalogue(Database, Clock, NullLogger<CurrentCatalogue>.Instance);
        Plan = new CurrentPlan(Catalogue, Workspace);
        _depth = new InboxDepth(Database, Clock);
        var wrapped = Microsoft.Extensions.Options.Options.Create(Options);
        Inbox = new Inbox(queue, _depth, wrapped, Clock, NullLogger<Inbox>.Instance);
        _processor = new Processor(
            Database.Leases, new BreakingContexts(Database, () => Interlocked.Exchange(ref _breakNextRead, 0) == 1), queue, Database.FactLog, _depth, new RowParser(Plan, NullLogger<RowParser>.Instance),
            IdentityRules, _audience, Secret, Database.Copies(Clock), Live, wrapped, Microsoft.Extensions.Options.Options.Create(new DatabaseOptions { Directory = Database.Folder }), Clock, NullLogger<Processor>.Instance);
    }

    public TestDatabase Database { get; } = new();

    public LiveFeed Live { get; } = new();

    public AddressSecret Secret { get; } = new();

    public CurrentIdentityRules IdentityRules { get; } = new();

    public ManualClock Clock { get; } = new() { Now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };

    public IngestionOptions Options { get; }

    public CurrentCatalogue Catalogue { get; }

    public CurrentWorkspace Workspace { get; } = new();

    public CurrentPlan Plan { get; }

    /// <summary>The processor's transactions end without a commit, as when the database goes away at that moment.</summary>
    public bool FailCommits { get; set; }

    public Inbox Inbox { get; }

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<IngestionRig> StartAsync(IngestionOptions? options = null)
    {
        var rig = new IngestionRig(options);
        await rig.Inbox.StartAsync(CancellationToken.None);
        return rig;
    }

    /// <summary>Posts a body as the door does: whole or refused.</summary>
    public async Task<Refusal?> PostAsync(CallType? type, byte[] body, int source = Source)
    {
        if (TrackingBody.Read(body, type, Now, out var read) is { } refusal) return refusal;

        await Inbox.AddAsync(
            [.. read.Payloads.Select(p => new InboxRow
            {
                Kind = InboxKind.Tracking, Source = source, ReceivedAt = Now, Messages = p.Messages, Envelope = read.Envelope, Payload = p.Json,
            })],
            CancellationToken.None);
        return null;
    }

    public Task<Refusal?> PostAsync(CallType? type, string body, int source = Source) => PostAsync(type, Encoding.UTF8.GetBytes(body), source);

    public async Task TakeAsync(CallType type, string body) => Assert.Null(await PostAsync(type, body));

    public async Task TakeBatchAsync(params string[] messages) => Assert.Null(await PostAsync(null, $$"""{"batch":[{{string.Join(',', messages)}}]}"""));

    /// <summary>Rows of a file, mapped already.</summary>
    public Task PutAsync(int run, params Message[] messages)
    {
        var row = new InboxRow
        {
            Kind = InboxKind.Messages,
            Source = Source,
            ReceivedAt = Now,
            Run = run,
            Messages = messages.Length,
            Payload = JsonSerializer.SerializeToUtf8Bytes(messages, JsonSerializerOptions.Web),
        };
        return Database.Queue.WriteAsync(
            WritePriority.Background, (db, token) => InboxRows.AddAsync(db, [row], Clock.GetUtcNow(), token), CancellationToken.None);
    }

    public async Task<int> ProcessAsync()
    {
        _lease ??= await Database.Leases.TryTakeAsync(CancellationToken.None) ?? throw new InvalidOperationException("No lease.");
        _session ??= await _processor.OpenSessionAsync(_lease, CancellationToken.None);
        return await _processor.DrainAsync(_session, CancellationToken.None);
    }

    /// <summary>Runs the processor as the product does until everything accepted is processed.</summary>
    /// <param name="breakFirstRead">A connection is cut while rows are on their way.</param>
    public async Task RunAsync(bool breakFirstRead)
    {
        _breakNextRead = breakFirstRead ? 1 : 0;
        _audience.Complete();
        await _processor.StartAsync(CancellationToken.None);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await WaitingAsync() > 0)
        {
            Assert.False(_processor.ExecuteTask!.IsCompleted, "The processor has ended.");
            await timer.WaitForNextTickAsync(limit.Token);
        }

        await _processor.StopAsync(CancellationToken.None);
    }

    public Task ForgetAsync() => _processor.ForgetAsync(_session!, CancellationToken.None);

    /// <summary>What the process had in memory is gone; the database stays.</summary>
    public async Task CrashAsync()
    {
        if (_lease is not null) await _lease.DisposeAsync();
        _lease = null;
        // The files of one that died are left behind as well.
        _session = null;
    }

    public async Task<IReadOnlyList<Fact>> FactsAsync()
    {
        await Database.FactLog.RefreshAsync(CancellationToken.None);
        return await new FactReader(Database).ReadAsync(0, Database.FactLog.Last, CancellationToken.None).ToListAsync();
    }

    public async Task<Profiles> ProfilesAsync() => new(await FactsAsync());

    public async Task<IReadOnlyList<QuarantinedMessage>> QuarantinedAsync()
    {
        await using var db = Database.CreateDbContext();
        return await db.QuarantinedMessages.OrderBy(m => m.Id).ToListAsync();
    }

    public async Task<SourceHour> CountsAsync(int source = Source)
    {
        await using var db = Database.CreateDbContext();
        var hours = await db.SourceHours.Where(h => h.Source == source).ToListAsync();
        return new SourceHour
        {
            Source = source,
            Hour = 0,
            Accepted = hours.Sum(h => h.Accepted),
            Refused = hours.Sum(h => h.Refused),
            Stored = hours.Sum(h => h.Stored),
            Duplicate = hours.Sum(h => h.Duplicate),
            Quarantined = hours.Sum(h => h.Quarantined),
        };
    }

    public async Task<int> WaitingAsync()
    {
        await using var db = Database.CreateDbContext();
        return await db.Inbox.SumAsync(r => r.Messages);
    }

    public async ValueTask DisposeAsync()
    {
        await Inbox.StopAsync(CancellationToken.None);
        await CrashAsync();
        Inbox.Dispose();
        _processor.Dispose();
        _depth.Dispose();
        Plan.Dispose();
        Database.Dispose();
    }
}

internal sealed class FailingQueue(IWriteQueue inner, Func<bool> fails) : IWriteQueue
{
    public Task<T> WriteAsync<T>(
        WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        inner.WriteAsync(
            priority,
            async (db, token) =>
            {
                var result = await write(db, token);
                if (fails()) throw new DatabaseUnavailableException("Away.", new IOException());
                return result;
            },
            cancellationToken);
}

internal sealed class BreakingContexts(IDbContextFactory<StudioDbContext> inner, Func<bool> breaks) : IDbContextFactory<StudioDbContext>
{
    public StudioDbContext CreateDbContext() =>
        breaks() ? throw new Microsoft.Data.Sqlite.SqliteException("Cut while rows were on their way.", 1) : inner.CreateDbContext();
}
