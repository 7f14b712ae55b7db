using System.Text;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.DryRuns;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Tests.Ingestion;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Sources.Imports;

/// <summary>From an uploaded file to facts with the real parts. The processor works after each of the job's writes, unless the job is killed there.</summary>
internal sealed class ImportRig : IAsyncDisposable
{
    private readonly IngestionRig _ingestion;
    private readonly JobQueue _jobs;
    private readonly JobChanges _changes = new();
    private readonly LiveAudience _audience = new();
    private readonly InboxDepth _depth;
    private readonly IOptions<ImportOptions> _options = Options.Create(new ImportOptions());

    private ImportRig(IngestionRig ingestion)
    {
        _ingestion = ingestion;
        _jobs = new JobQueue(Database.Queue, new JobSignal(), _changes, ingestion.Clock);
        _depth = new InboxDepth(Database, ingestion.Clock);
        Files = new ImportFiles(Options.Create(new DatabaseOptions { Directory = Database.Folder }), _options);
        Start = new StartImportHandler(Files, Database.Queue, _jobs, ingestion.Clock, NullLogger<StartImportHandler>.Instance);
        List = new ImportList(Database, Files, _options, ingestion.Clock);
        Rejected = new RejectedRows(Database, Files);
        Drafts = new ImportDrafts(Database, Database.Queue, Files, ingestion.Clock);
        Profiles = new KnownProfilesNow(_audience, new WorkspaceDeclarations(ingestion.Catalogue, ingestion.Workspace));
        Templates = new ImportTemplates(Database);
        Undo = new UndoImportHandler(Database, Database.Queue, _jobs, [], _options, ingestion.Clock, NullLogger<UndoImportHandler>.Instance);
        DryRun = new DryRun(Files, Profiles, new CurrentIdentityRules(), Database, ingestion.Catalogue, ingestion.Workspace, ingestion.Clock);
    }

    /// <summary>The audience engine keeps up with every write, and not only between imports.</summary>
    public bool Follows { get; set; }

    public LiveAudience Audience => _audience;

    public KnownProfilesNow Profiles { get; }

    public DryRun DryRun { get; }

    public ImportTemplates Templates { get; }

    public UndoImportHandler Undo { get; }

    public Testing.TestDatabase Database => _ingestion.Database;

    public IngestionRig Ingestion => _ingestion;

    public ImportFiles Files { get; }

    public StartImportHandler Start { get; }

    public ImportList List { get; }

    public RejectedRows Rejected { get; }

    public ImportDrafts Drafts { get; }

    public static async Task<ImportRig> StartAsync() => new(await IngestionRig.StartAsync());

    public Task<StoredFile> UploadAsync(string text, string name = "people.csv") => UploadAsync(Encoding.UTF8.GetBytes(text), name);

    public Task<StoredFile> UploadAsync(byte[] content, string name = "people.csv") =>
        Files.SaveAsync(new MemoryStream(content), name, CancellationToken.None);

    public static ImportMapping Mapping(string json) => MappingJson.Read(json) is MappingReading.Read read
        ? read.Mapping
        : throw new InvalidOperationException(MappingJson.Read(json).ToString());

    public Task<ImportRunId> QueueAsync(string text, string mapping) => QueueAsync(Encoding.UTF8.GetBytes(text), mapping);

    public async Task<ImportRunId> QueueAsync(byte[] content, string mapping)
    {
        var result = await Start.HandleAsync(new StartImport(await UploadAsync(content), Mapping(mapping)), CancellationToken.None);
        return Assert.IsType<StartImportResult.Started>(result).Run;
    }

    public Task<ImportStatus> ImportAsync(string text, string mapping) => ImportAsync(Encoding.UTF8.GetBytes(text), mapping);

    public async Task<ImportStatus> ImportAsync(byte[] content, string mapping)
    {
        var id = await QueueAsync(content, mapping);
        await RunAsync(Kill.Never);
        return (await List.FindAsync(id, CancellationToken.None))!;
    }

    /// <summary>A process that takes the waiting run and works on it to the end or to its death.</summary>
    /// <returns>False when it was killed.</returns>
    public Task<bool> RunAsync(Kill kill) => RunAsync(
        RunImport.Kind, kill, queue => new RunImport(Database, queue, Files, _depth, Database.FactLog, _audience, Profiles, new CurrentIdentityRules(), _options, _ingestion.Clock));

    /// <summary>As <see cref="RunAsync(Kill)"/>, for an import that is being taken back.</summary>
    public Task<bool> RunUndoAsync(Kill kill) => RunAsync(
        UndoImportJob.Kind, kill, queue => new UndoImportJob(
            Database,
            queue,
            new RunCancellation(Database, queue, _depth, Database.FactLog, _audience, _ingestion.Clock),
            new DiscardQuarantinedHandler(queue, _ingestion.Clock, NullLogger<DiscardQuarantinedHandler>.Instance),
            _ingestion.Clock));

    private async Task<bool> RunAsync(string kind, Kill kill, Func<IWriteQueue, IJob> make)
    {
        await using var claims = new JobClaims(Database, Database.Queue, Database.Provider, _ingestion.Clock);
        await claims.RegisterAsync(CancellationToken.None);
        await claims.ReleaseDeadAsync(CancellationToken.None);
        var run = await claims.TakeNextAsync([kind], CancellationToken.None) ?? throw new InvalidOperationException("Nothing waits.");
        // What a dead process left in the inbox is taken whoever runs the import.
        await _ingestion.ProcessAsync();
        using var cancel = new CancellationTokenSource();
        var queue = new KillingQueue(Database.Queue, kill, async () =>
        {
            await _ingestion.ProcessAsync();
            // An import must not see what it has brought itself, so it is shown.
            if (Follows || kind == UndoImportJob.Kind) await FollowAsync();
        });
        var context = new JobContext(run, queue, _changes, _ingestion.Clock, cancel);
        await FollowAsync();
        var job = make(queue);
        try
        {
            await job.RunAsync(context, cancel.Token);
        }
        catch (KilledException)
        {
            return false;
        }

        await claims.EndAsync(context, JobState.Completed, null, CancellationToken.None);
        return true;
    }

    /// <summary>The audience engine learns all that the log holds.</summary>
    public async Task FollowAsync()
    {
        await Database.FactLog.RefreshAsync(CancellationToken.None);
        _audience.Become(await new IndexRebuild(Database.FactLog, snapshots: null).ReadAsync(CancellationToken.None));
    }

    /// <summary>As the processor would have done with the row's message.</summary>
    public Task QuarantineAsync(ImportRunId run, string key, string words) => Database.Queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            var message = new Message(key, [new Identifier("user_id", "x")], 0, null, null, null, null, null);
            db.QuarantinedMessages.Add(new QuarantinedMessage
            {
                Source = 1, ReceivedAt = 0, Reason = RefusalReason.BadName, Words = words, Run = run.Value,
                Payload = JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web),
            });
            await db.RunTallies.Where(t => t.Run == run.Value).ExecuteUpdateAsync(
                set => set.SetProperty(t => t.Stored, t => t.Stored - 1).SetProperty(t => t.Quarantined, 1), token);
        },
        CancellationToken.None);

    public async Task<IReadOnlyList<Fact>> FactsAsync() => await _ingestion.FactsAsync();

    public async ValueTask DisposeAsync()
    {
        _depth.Dispose();
        await _ingestion.DisposeAsync();
    }
}

/// <summary>Where a process dies: at its nth write, before or after the commit.</summary>
internal sealed record Kill(int Write, bool Committed)
{
    public static Kill Never { get; } = new(int.MaxValue, false);
}

internal sealed class KilledException : Exception;

internal sealed class KillingQueue(IWriteQueue inner, Kill kill, Func<Task> afterwards) : IWriteQueue
{
    private int _writes;

    public async Task<T> WriteAsync<T>(
        WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        _writes++;
        var result = await inner.WriteAsync(
            priority,
            async (db, token) =>
            {
                var written = await write(db, token);
                if (_writes == kill.Write && !kill.Committed)
                {
                    await db.SaveChangesAsync(token);
                    throw new KilledException();
                }

                return written;
            },
            cancellationToken);
        if (_writes == kill.Write && kill.Committed) throw new KilledException();

        await afterwards();
        return result;
    }
}
