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
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Repair;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Sources.Imports;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Repair;

/// <summary>
/// From the door through quarantine and repair to facts with the real parts, on any database. A process is what <see cref="ReplayAsync"/>
/// runs: the job, and the processor behind each of its writes. It can be killed at any of their writes.
/// </summary>
internal sealed class RepairRig(DatabaseUnderTest database)
{
    public const int Source = 7;

    private readonly JobChanges _changes = new();
    private readonly IOptions<IngestionOptions> _options = Options.Create(new IngestionOptions());

    public DatabaseUnderTest Database => database;

    public ManualClock Clock { get; } = new() { Now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero) };

    public QuarantineList List => new(database.Contexts);

    public RepairList Repairs => new(database.Contexts);

    public DiscardQuarantinedHandler Discard => new(database.Queue, Clock, NullLogger<DiscardQuarantinedHandler>.Instance);

    public PreviewRepair Preview => new(database.Contexts, new RepairTrial(Parser));

    public CurrentCatalogue Catalogue => field ??= new(database.Contexts, Clock, NullLogger<CurrentCatalogue>.Instance);

    private RowParser Parser => field ??= new(new CurrentPlan(Catalogue, new CurrentWorkspace()), NullLogger<RowParser>.Instance);

    private long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public static RepairRule Rule(string steps) =>
        RepairRuleReader.Read(Json(steps)) is RepairReading.Read read ? read.Rule : throw new InvalidOperationException(RepairRuleReader.Read(Json(steps)).ToString());

    public static string Json(string steps) => $$"""{"version":1,"steps":[{{steps}}]}""";

    /// <summary>Messages of one batch into the inbox, as the door puts them there.</summary>
    public async Task TakeBatchAsync(params string[] messages)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"batch":[{{string.Join(',', messages)}}]}""");
        Assert.Null(TrackingBody.Read(body, null, Now, out var read));
        var rows = read.Payloads
            .Select(p => new InboxRow
            {
                Kind = InboxKind.Tracking, Source = Source, ReceivedAt = Now, Messages = p.Messages, Envelope = read.Envelope, Payload = p.Json,
            })
            .ToList();
        await database.Queue.WriteAsync(WritePriority.Inbox, (db, token) => InboxRows.AddAsync(db, rows, Clock.GetUtcNow(), token), default);
    }

    /// <summary>Rows of a file, mapped already.</summary>
    public Task PutAsync(int run, params Message[] messages)
    {
        var row = new InboxRow
        {
            Kind = InboxKind.Messages, Source = Source, ReceivedAt = Now, Run = run, Messages = messages.Length,
            Payload = JsonSerializer.SerializeToUtf8Bytes(messages, JsonSerializerOptions.Web),
        };
        return database.Queue.WriteAsync(WritePriority.Background, (db, token) => InboxRows.AddAsync(db, [row], Clock.GetUtcNow(), token), default);
    }

    public Task ProcessAsync() => ProcessAsync(database.Queue);

    /// <summary>The processor is cut off at that write, and goes on.</summary>
    public Task ProcessAsync(Kill kill) => ProcessAsync(new KillingQueue(database.Queue, kill, () => Task.CompletedTask));

    public async Task<StartRepairResult> StartAsync(string steps, QuarantineSelection of, string by = "ada") =>
        await new StartRepairHandler(database.Queue, Jobs(), Clock, NullLogger<StartRepairHandler>.Instance)
            .HandleAsync(new StartRepair(of, Json(steps), by), default);

    /// <summary>Starts a repair and lets it run to its end.</summary>
    public async Task<QuarantineRepair> RepairAsync(string steps, QuarantineSelection of)
    {
        var started = Assert.IsType<StartRepairResult.Started>(await StartAsync(steps, of));
        Assert.True(await ReplayAsync(Kill.Never));
        return (await Repairs.FindAsync(started.Repair, default))!.Repair;
    }

    /// <returns>False when the process was killed at that write.</returns>
    public async Task<bool> ReplayAsync(Kill kill)
    {
        await using var claims = new JobClaims(database.Contexts, database.Queue, database.Provider, Clock);
        await claims.RegisterAsync(default);
        await claims.ReleaseDeadAsync(default);
        var run = await claims.TakeNextAsync([ReplayJob.Kind], default);
        // The process before died behind its last write.
        if (run is null) return true;

        // One count of writes for the job and the processor, so that a kill hits either.
        var dying = new KillingQueue(database.Queue, kill, () => Task.CompletedTask);
        var queue = new KillingQueue(dying, Kill.Never, () => ProcessAsync(dying));
        using var cancel = new CancellationTokenSource();
        var context = new JobContext(run, queue, _changes, Clock, cancel);
        using var depth = new InboxDepth(database.Contexts, Clock);
        try
        {
            await ProcessAsync(dying);
            await new ReplayJob(database.Contexts, queue, new RepairTrial(Parser), depth, Clock).RunAsync(context, cancel.Token);
        }
        catch (KilledException)
        {
            return false;
        }

        await claims.EndAsync(context, JobState.Completed, null, default);
        return true;
    }

    public async Task<IReadOnlyList<Fact.Event>> EventsAsync()
    {
        await database.Log.RefreshAsync(default);
        var facts = await new FactReader(database.Contexts).ReadAsync(0, database.Log.Last, default).ToListAsync();
        return [.. facts.OfType<Fact.Event>()];
    }

    public async Task<IReadOnlyList<QuarantinedMessage>> ItemsAsync()
    {
        await using var db = database.Contexts.CreateDbContext();
        return await db.QuarantinedMessages.AsNoTracking().OrderBy(m => m.Id).ToListAsync();
    }

    public async Task<(long Received, long Stored, long Duplicate, long Quarantined, long Discarded)> CountsAsync()
    {
        await using var db = database.Contexts.CreateDbContext();
        var hours = await db.SourceHours.Where(h => h.Source == Source).ToListAsync();
        Assert.All(hours, h => Assert.All([h.Stored, h.Duplicate, h.Quarantined, h.Discarded], count => Assert.True(count >= 0)));
        return (hours.Sum(h => h.Accepted), hours.Sum(h => h.Stored), hours.Sum(h => h.Duplicate), hours.Sum(h => h.Quarantined), hours.Sum(h => h.Discarded));
    }

    /// <summary>What holds at any moment: nothing came that is not counted as something, and the counts are those of the rows.</summary>
    public async Task ExpectTheSumsAsync()
    {
        await using var db = database.Contexts.CreateDbContext();
        var waiting = await db.Inbox.Where(r => r.Source == Source && r.Quarantined == 0).SumAsync(r => r.Messages);
        var items = await ItemsAsync();
        var (received, stored, duplicate, quarantined, discarded) = await CountsAsync();

        Assert.Equal(received, stored + duplicate + quarantined + waiting);
        Assert.Equal(quarantined, items.Count(m => m.State is QuarantineState.Open or QuarantineState.Replaying or QuarantineState.Discarded));
        Assert.Equal(discarded, items.Count(m => m.State == QuarantineState.Discarded));
        Assert.Equal(await db.Inbox.CountAsync(r => r.Quarantined != 0), items.Count(m => m.State == QuarantineState.Replaying));
    }

    // A new session each time: nothing is known but what the database says.
    private async Task ProcessAsync(IWriteQueue queue)
    {
        using var depth = new InboxDepth(database.Contexts, Clock);
        using var processor = new Processor(
            database.Leases, database.Contexts, queue, database.Log, depth, Parser, new CurrentIdentityRules(), new AudienceReadiness(), new AddressSecret(), database.Copies(Clock), new LiveFeed(), _options, Options.Create(new DatabaseOptions()), Clock, NullLogger<Processor>.Instance);
        await using var lease = await database.Leases.TryTakeAsync(default) ?? throw new InvalidOperationException("No lease.");
        var session = await processor.OpenSessionAsync(lease, default);
        await processor.DrainAsync(session, default);
    }

    private JobQueue Jobs() => new(database.Queue, new JobSignal(), _changes, Clock);
}
