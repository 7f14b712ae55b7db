using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Core.Sources.Recurring.Folders;
using CdpStudio.Core.Tests.Sources.Imports;
using CdpStudio.Core.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Sources.Recurring;

/// <summary>From a place of files to facts with the real parts; the server of an address is invented.</summary>
internal sealed class RecurringRig : IAsyncDisposable
{
    private const string Mapping = """
        {"kind":"events","columns":[{"from":"who","to":"identifier:user_id"},{"from":"n","to":"property:n","type":"number"}],"event":"Visit"}
        """;

    private readonly IOptions<RecurringOptions> _options;
    private readonly RecurringSecrets _secrets = new(new EphemeralDataProtectionProvider());
    private readonly JobQueue _jobs;
    private readonly JobChanges _changes = new();

    private RecurringRig(ImportRig imports)
    {
        Imports = imports;
        Root = Directory.CreateDirectory(Path.Combine(Database.Folder, "watched")).FullName;
        _options = Options.Create(new RecurringOptions { Root = Root });
        _jobs = new JobQueue(Database.Queue, new JobSignal(), _changes, Clock);
        var sources = new SourceList(Database, Clock);
        Silent = new SilentSources(sources, Clock, NullLogger<SilentSources>.Instance);
        Health = new SourceHealthList(Database, sources, new SourceDrift(Database, Clock), Silent, Clock);
        Save = new SaveRecurringImportHandler(Database, Database.Queue, _secrets, Silent, Clock, NullLogger<SaveRecurringImportHandler>.Instance);
        LookNow = new LookNowHandler(Database.Queue, Clock);
        Retry = new RetryFileHandler(Database, LookNow, _options);
        List = new RecurringList(Database, Workspace);
        Alarm = new RecurringAlarm(Database, Database.Queue, _jobs, Workspace, Clock, NullLogger<RecurringAlarm>.Instance);
    }

    public ImportRig Imports { get; }

    public TestDatabase Database => Imports.Database;

    public ManualClock Clock => Imports.Ingestion.Clock;

    public CurrentWorkspace Workspace { get; } = new();

    public string Root { get; }

    public SilentSources Silent { get; }

    public SourceHealthList Health { get; }

    public SaveRecurringImportHandler Save { get; }

    public LookNowHandler LookNow { get; }

    public RetryFileHandler Retry { get; }

    public RecurringList List { get; }

    public RecurringAlarm Alarm { get; }

    public InventedServer Server { get; } = new();

    public static async Task<RecurringRig> StartAsync() => new(await ImportRig.StartAsync());

    /// <summary>The settings of a folder, whose columns come from an import that somebody made by hand.</summary>
    public async Task<SaveRecurringImport> SettingsAsync(SourceKind kind = SourceKind.Folder)
    {
        var example = await Imports.ImportAsync("who,n\nexample,0\n", Mapping);
        return new SaveRecurringImport(
            null, "Shop", kind, kind == SourceKind.Folder ? "" : "https://files.example/people.csv", "", new RecurringSchedule.Every(60), example.Id,
            AfterImport.Move, SignInKind.None, "", null, Disabled: false, "ann");
    }

    public async Task<SourceId> MakeAsync(SaveRecurringImport settings) =>
        Assert.IsType<SaveRecurringImportResult.Saved>(await Save.HandleAsync(settings, default)).Source;

    public void Write(string name, string text, DateTimeOffset? at = null)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, (at ?? Clock.Now).UtcDateTime);
    }

    /// <summary>What lies in the folder, with the folders in it.</summary>
    public IReadOnlyList<string> Here() =>
        [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Root, f)).Order(StringComparer.Ordinal)];

    public void Pass(TimeSpan time) => Clock.Now += time;

    /// <summary>Looks for as long as something is due at once, and lets imports run to their end.</summary>
    public async Task WorkAsync()
    {
        for (var n = 0; n < 20 && await Alarm.RingAsync(default) > 0; n++)
        {
            await LookAsync(Kill.Never);
            await ImportAllAsync();
        }
    }

    public async Task ImportAllAsync()
    {
        while (await IsWaitingAsync(RunImport.Kind)) await Imports.RunAsync(Kill.Never);
    }

    public async Task<bool> IsWaitingAsync(string kind)
    {
        await using var db = Database.CreateDbContext();
        return await db.JobRuns.AnyAsync(r => r.Kind == kind && r.State == JobState.Queued);
    }

    /// <summary>A process that takes the waiting look and works on it to the end or to its death.</summary>
    /// <returns>False when it was killed.</returns>
    public async Task<bool> LookAsync(Kill kill)
    {
        await using var claims = new JobClaims(Database, Database.Queue, Database.Provider, Clock);
        await claims.RegisterAsync(default);
        await claims.ReleaseDeadAsync(default);
        var run = await claims.TakeNextAsync([LookForFiles.Kind], default) ?? throw new InvalidOperationException("No look waits.");
        using var cancel = new CancellationTokenSource();
        var queue = new KillingQueue(Database.Queue, kill, () => Task.CompletedTask);
        var context = new JobContext(run, queue, _changes, Clock, cancel);
        var start = new StartImportHandler(Imports.Files, queue, _jobs, Clock, NullLogger<StartImportHandler>.Instance);
        var take = new TakeFile(Database, queue, Imports.Files, start, Clock);
        var job = new LookForFiles(
            Database, queue, new SettleFiles(Database, queue, Clock), new LookIntoFolder(Database, queue, take, _options, Clock),
            new LookAtAddress(Database, Server, take, _secrets, _options, Clock), Clock);
        try
        {
            await job.RunAsync(context, cancel.Token);
            await claims.EndAsync(context, JobState.Completed, null, default);
            return true;
        }
        catch (JobFailedException e)
        {
            await claims.EndAsync(context, JobState.Failed, e.Message, default);
            return true;
        }
        catch (KilledException)
        {
            return false;
        }
    }

    public async Task<IReadOnlyList<(string Name, RecurringFileState State)>> FilesAsync(SourceId source) =>
        [.. (await List.FilesAsync(source, null, 100, default)).Reverse().Select(f => (f.Name, f.State))];

    /// <summary>The numbers of the visits that were imported, without the example's.</summary>
    public async Task<IReadOnlyList<string>> VisitsAsync() =>
        [.. (await Imports.FactsAsync()).OfType<Core.Facts.Fact.Event>().Select(e => e.Properties!).Where(p => p != """{"n":0}""")];

    public ValueTask DisposeAsync()
    {
        Silent.Dispose();
        return Imports.DisposeAsync();
    }
}

/// <summary>Answers what the test says and remembers what it was asked.</summary>
internal sealed class InventedServer : IFileFetcher
{
    public List<FetchRequest> Requests { get; } = [];

    public Func<FetchRequest, FetchAnswer> Answer { get; set; } = _ => throw new FetchFailedException(RecurringProblem.NoAnswer);

    public Task<FetchAnswer> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        return Task.FromResult(Answer(request));
    }

    public static FetchAnswer.File File(string text, string? etag = null, string name = "people.csv", long? bytes = null) =>
        new(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), name, bytes, etag, null, new MemoryStream());
}
