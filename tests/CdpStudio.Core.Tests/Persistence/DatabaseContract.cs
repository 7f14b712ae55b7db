using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Persistence;

/// <summary>What the product relies on, the same on every database.</summary>
public abstract class DatabaseContract : IAsyncLifetime
{
    private IAsyncDisposable? _open;
    private DatabaseUnderTest? _database;

    private DatabaseUnderTest Database => _database!;

    private protected abstract IDatabaseProvider CreateProvider();

    private protected abstract Task DropAsync(DatabaseUnderTest database);

    public async Task InitializeAsync()
    {
        _database = new DatabaseUnderTest(CreateProvider());
        _open = await Database.Provider.OpenAsync(Database.Provider.CreateFactory([]), default);
    }

    public async Task DisposeAsync()
    {
        await DropAsync(Database);
        await _open!.DisposeAsync();
    }

    [DatabaseFact]
    public async Task Open_AnOpenDatabaseAgain_ChangesNothing()
    {
        await _open!.DisposeAsync();
        await AppendAsync(Database, 3);

        _open = await Database.Provider.OpenAsync(Database.Provider.CreateFactory([]), default);

        Assert.Equal(3, (await ReadAsync()).Count);
    }

    [DatabaseFact]
    public async Task Append_ManyFactsOfSeveralKinds_AreReadInTheirOrderWithoutGaps()
    {
        for (var i = 0; i < 5; i++) await AppendAsync(Database, 8_000);

        var read = await ReadAsync();

        Assert.Equal(Enumerable.Range(1, 40_000).Select(n => (long)n), read.Select(f => f.Number));
        Assert.All(read, fact => Assert.Equal(Created(fact.Number).GetType(), fact.GetType()));
    }

    [DatabaseFact]
    public async Task Append_ByAnOwnerWhoseFenceWasRaised_IsRefused()
    {
        await using var lease = await Database.Leases.TryTakeAsync(default);
        await Database.Queue.WriteAsync(
            WritePriority.Background,
            (db, token) => db.ProcessorStates.ExecuteUpdateAsync(s => s.SetProperty(p => p.Fence, p => p.Fence + 1), token),
            default);

        await Assert.ThrowsAsync<FencedOffException>(() => AppendAsync(Database, lease!, 3));

        Assert.Empty(await ReadAsync());
    }

    [DatabaseFact]
    public async Task Append_ThatFailsBeforeItsCommit_LeavesNoGap()
    {
        await AppendAsync(Database, 3);
        await Assert.ThrowsAsync<TimeoutException>(() => AppendAsync(Database, 5, () => throw new TimeoutException("the process died here")));
        await AppendAsync(Database, 2);

        Assert.Equal([1, 2, 3, 4, 5], (await ReadAsync()).Select(f => f.Number));
    }

    [DatabaseFact]
    public async Task Append_FromManyWritesAtOnce_GivesEachNumberOnce()
    {
        await using var lease = await Database.Leases.TryTakeAsync(default);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AppendAsync(Database, lease!, 3)));

        Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), (await ReadAsync()).Select(f => f.Number));
    }

    [DatabaseFact]
    public async Task WriteFirst_OfTheNextNumberByManyAtOnce_GivesEachItsOwn()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Database.Queue.WriteFirstAsync(WritePriority.Interactive, AddAsync, default)));

        Assert.Equal(Enumerable.Range(numbers.Min(), 4), numbers.Order());

        static async Task<int> AddAsync(StudioDbContext db, CancellationToken cancellationToken)
        {
            var newest = await db.Sources.OrderByDescending(s => s.Id).Select(s => s.Id).FirstOrDefaultAsync(cancellationToken);
            db.Add(new Source { Id = new SourceId(newest.Value + 1), Name = "next", Kind = SourceKind.Http, AllowedOrigins = "", CreatedAt = DateTimeOffset.UnixEpoch });
            return newest.Value + 1;
        }
    }

    [DatabaseFact]
    public async Task Lease_WhileHeld_IsGivenToNobodyElseAndRaisesTheFenceEachTime()
    {
        var first = await Database.Leases.TryTakeAsync(default);
        Assert.Null(await Other().Leases.TryTakeAsync(default));

        await first!.DisposeAsync();
        await using var second = await Other().Leases.TryTakeAsync(default);

        Assert.Equal(first.Fence + 1, second!.Fence);
        await Assert.ThrowsAsync<FencedOffException>(() => AppendAsync(Database, first, 1));
    }

    [DatabaseFact]
    public async Task Write_ThatThrows_LeavesNothing()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Database.Queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                db.JobRuns.Add(Run("lost"));
                await db.SaveChangesAsync(token);
                throw new TimeoutException();
            },
            default));

        await using var db = Database.Contexts.CreateDbContext();
        Assert.Empty(await db.JobRuns.ToListAsync());
    }

    [DatabaseFact]
    public async Task Write_InsideAWrite_IsRefusedInsteadOfWaitingForItself()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Queue.WriteAsync(
            WritePriority.Interactive,
            (_, token) => Database.Queue.WriteAsync(WritePriority.Interactive, (_, _) => Task.CompletedTask, token),
            default));
    }

    [DatabaseFact]
    public async Task Save_ByALibraryWithAContextOfItsOwn_WaitsForItsTurn()
    {
        await using var library = Database.Contexts.CreateDbContext();
        library.JobRuns.Add(Run("library"));
        var turn = await Database.Turns.EnterAsync(WritePriority.Inbox, default);

        var saving = library.SaveChangesAsync();
        if (Database.Provider.OneWriter) Assert.Equal([WritePriority.Interactive], Database.Turns.Waiting);
        else await saving.WaitAsync(TimeSpan.FromSeconds(60));
        turn.Dispose();
        await saving;
        Assert.Empty(Database.Turns.Waiting);

        await Database.Queue.WriteAsync(WritePriority.Interactive, (_, _) => Task.CompletedTask, default);
        await using var db = Database.Contexts.CreateDbContext();
        Assert.Single(await db.JobRuns.ToListAsync());
    }

    [DatabaseFact]
    public async Task Transaction_ByALibraryThatForgetsIt_GivesItsTurnBack()
    {
        await using (var library = Database.Contexts.CreateDbContext())
        {
            var transaction = await library.Database.BeginTransactionAsync();
            library.JobRuns.Add(Run("forgotten"));
            await library.SaveChangesAsync();
            await transaction.DisposeAsync();
            await Database.Queue.WriteAsync(WritePriority.Interactive, (_, _) => Task.CompletedTask, default).WaitAsync(TimeSpan.FromSeconds(30));
        }

        await using var db = Database.Contexts.CreateDbContext();
        Assert.Empty(await db.JobRuns.ToListAsync());
    }

    [DatabaseFact]
    public async Task ExecuteUpdate_OutsideTheQueue_IsRefused()
    {
        await using var db = Database.Contexts.CreateDbContext();

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.JobRuns.ExecuteDeleteAsync());
    }

    [DatabaseFact]
    public async Task BulkInsert_EveryTypeOfColumn_IsReadBackByTheModel()
    {
        var full = Run("full", """{"ü":"𝕏 ' \" \\ \u0000"}""");
        full.Owner = new string('x', 400);
        full.CancelRequested = true;
        full.Done = long.MaxValue;
        full.Total = long.MinValue;
        full.FinishedAt = DateTimeOffset.FromUnixTimeMilliseconds(-62135596800000);
        full.Log = [new JobLogLine(DateTimeOffset.UnixEpoch, "line\r\n\t'1'")];
        var empty = Run("empty");

        await Database.Queue.WriteAsync(WritePriority.Background, (db, token) => db.BulkInsertAsync([full, empty], token), default);

        await using var read = Database.Contexts.CreateDbContext();
        var rows = await read.JobRuns.AsNoTracking().ToDictionaryAsync(r => r.Kind);
        Assert.Equivalent(full, rows["full"], strict: true);
        Assert.Equivalent(empty, rows["empty"], strict: true);
    }

    [DatabaseFact]
    public async Task BulkInsert_RowsThatTheDatabaseNumbers_KeepTheirOrderAndTheirBytes()
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        var rows = Enumerable.Range(1, 50).Select(i => new InboxRow
        {
            Kind = InboxKind.Tracking,
            Source = i,
            ReceivedAt = 1,
            Messages = 1,
            Payload = bytes,
        }).ToList();

        await Database.Queue.WriteAsync(WritePriority.Inbox, (db, token) => db.BulkInsertAsync(rows, token), default);

        await using var read = Database.Contexts.CreateDbContext();
        var stored = await read.Inbox.AsNoTracking().OrderBy(r => r.Id).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 50), stored.Select(r => r.Source));
        Assert.All(stored, r => Assert.Equal(bytes, r.Payload));
    }

    [DatabaseFact]
    public async Task Inbox_OfTwoNodesThatBeginTheSameCounters_StoresAndCountsAll()
    {
        const int sources = 60;
        await using var one = await NodeInbox.StartAsync(Database);
        await using var other = await NodeInbox.StartAsync(Other());

        for (var source = 1; source <= sources; source++) await Task.WhenAll(one.AddAsync(source), other.AddAsync(source));

        await using var db = Database.Contexts.CreateDbContext();
        Assert.Equal(2 * sources, await db.Inbox.SumAsync(r => r.Messages));
        Assert.Equal(
            Enumerable.Repeat(2L, sources),
            await db.SourceHours.GroupBy(h => h.Source).OrderBy(g => g.Key).Select(g => g.Sum(h => h.Accepted)).ToListAsync());
    }

    [DatabaseFact]
    public async Task SourceList_OfOneSource_CountsWhatTheListOfAllDoes()
    {
        var clock = new ManualClock { Now = DateTimeOffset.FromUnixTimeMilliseconds(30 * SourceHour.HourMilliseconds) };
        Source[] sources = [A("Shop", 2), A("App", 3)];
        SourceHour[] hours = [.. Enumerable.Range(1, 30).Select(h => new SourceHour { Source = 2, Hour = h * SourceHour.HourMilliseconds, Accepted = h, Stored = h - 1, Refused = 2, LastAt = h })];
        await Database.Queue.WriteAsync(WritePriority.Interactive, (db, _) => { db.AddRange([.. sources, .. hours]); return Task.CompletedTask; }, default);
        var list = new SourceList(Database.Contexts, clock);

        var all = await list.AllAsync(default);

        foreach (var row in all)
        {
            var one = (await list.FindAsync(row.Source.Id, default))!;
            Assert.Equal((row.Counts, row.LastDay, row.LastAt), (one.Counts, one.LastDay, one.LastAt));
        }

        var shop = all.Single(r => r.Source.Id.Value == 2);
        Assert.Equal((new SourceCounts(465 + 60, 435, 0, 0, 0, 60, 30), 450L), (shop.Counts, shop.LastDay));
        Assert.Null(await list.FindAsync(new SourceId(9), default));

        static Source A(string name, int id) => new() { Id = new SourceId(id), Name = name, Kind = SourceKind.Http, AllowedOrigins = "", CreatedAt = DateTimeOffset.UnixEpoch };
    }

    [DatabaseFact]
    public async Task Seen_ByAProcessThatEnded_IsRememberedByTheNextUntilTheWindowEnds()
    {
        var window = TimeSpan.FromHours(24);
        var limits = new SeenLimits(window, Directory.CreateTempSubdirectory("seen-").FullName, InMemory: 1);
        using var seen = new SeenMessages(limits);
        Assert.Equal(Sighting.First, seen.See(UInt128.MaxValue, 7, run: 0));
        Assert.Equal(Sighting.First, seen.See(1, UInt128.MaxValue - 1, run: -3));
        await Database.Queue.WriteAsync(WritePriority.Background, (db, token) => db.BulkInsertAsync(seen.New(now: 1000), token), default);

        await using var db = Database.Contexts.CreateDbContext();
        using var next = await SeenMessages.LoadAsync(db, limits, default);

        Assert.Equal(Sighting.Duplicate, next.See(UInt128.MaxValue, 7, run: 0));
        Assert.Equal(Sighting.Duplicate, next.See(1, UInt128.MaxValue - 1, run: 0));
        Assert.Equal(Sighting.Conflict, next.See(1, 8, run: 0));
        Assert.Equal([1], next.BatchesOf(-3));
        Assert.Equal(0, next.Forget((long)window.TotalMilliseconds));
        Assert.Equal(2, next.Forget((long)(2 * window).TotalMilliseconds));
        Assert.Equal(Sighting.First, next.See(1, 8, run: 0));
    }

    [DatabaseFact]
    public async Task Seen_ForgottenAndTakenAgainBeforeTheTableWasEmptied_IsLoaded()
    {
        var limits = new SeenLimits(TimeSpan.FromHours(24), Directory.CreateTempSubdirectory("seen-").FullName, InMemory: 3);
        using var seen = new SeenMessages(limits);
        foreach (var (hour, key) in new (int, int)[] { (0, 5), (50, 5), (50, 7), (51, 9), (52, 11) })
        {
            var now = (long)TimeSpan.FromHours(hour).TotalMilliseconds;
            seen.Forget(now);
            Assert.Equal(Sighting.First, seen.See((UInt128)key, 1, run: 0));
            Assert.Equal(Sighting.First, seen.See((UInt128)key + 1, 1, run: 0));
            await Database.Queue.WriteAsync(WritePriority.Background, (db, token) => db.BulkInsertAsync(seen.New(now), token), default);
            seen.Commit(now);
        }

        await using var db = Database.Contexts.CreateDbContext();
        using var next = await SeenMessages.LoadAsync(db, limits, default);

        Assert.Equal(Sighting.Duplicate, next.See(5, 1, run: 0));
        Assert.Equal(Sighting.Conflict, next.See(6, 2, run: 0));
    }

    [DatabaseFact]
    public async Task BulkInsert_WithoutATransaction_IsRefused()
    {
        await using var db = Database.Contexts.CreateDbContext();

        await Assert.ThrowsAsync<InvalidOperationException>(() => db.BulkInsertAsync([Run("x")], default));
    }

    [DatabaseFact]
    public async Task Text_WithANul_IsStoredTheSameWayEverywhere()
    {
        await Database.Queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await db.BulkInsertAsync([Run("bulk", "a\0b")], token);
                db.JobRuns.Add(Run("saved", "a\0b"));
            },
            default);

        await using var read = Database.Contexts.CreateDbContext();
        Assert.Equal(["a\uFFFDb", "a\uFFFDb"], await read.JobRuns.Select(r => r.Arguments).ToListAsync());
    }

    [DatabaseFact]
    public async Task Times_InQueries_CompareAsTimes()
    {
        var offset = TimeSpan.FromHours(5.5);
        await Database.Queue.WriteAsync(
            WritePriority.Background,
            (db, token) => db.BulkInsertAsync(
                [Run("early", at: new DateTimeOffset(2026, 1, 1, 5, 0, 0, offset)), Run("late", at: new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero))],
                token),
            default);

        await using var db = Database.Contexts.CreateDbContext();
        var midnight = new DateTimeOffset(2026, 1, 1, 1, 0, 0, TimeSpan.FromHours(1));
        Assert.Equal(["late"], await db.JobRuns.Where(r => r.CreatedAt >= midnight).Select(r => r.Kind).ToListAsync());
        Assert.Equal(["early", "late"], await db.JobRuns.OrderBy(r => r.CreatedAt).Select(r => r.Kind).ToListAsync());
    }

    // A second process: on SQLite it could not open the folder, but it can try for the lease.
    private DatabaseUnderTest Other() => new(Database.Provider);

    private static JobRun Run(string kind, string? arguments = null, DateTimeOffset? at = null) => new()
    {
        Id = JobRunId.New(),
        Kind = kind,
        Arguments = arguments,
        State = JobState.Queued,
        CreatedAt = at ?? DateTimeOffset.FromUnixTimeMilliseconds(1_780_000_000_123),
    };

    private static Fact Created(long n) => (n % 4) switch
    {
        0 => new Fact.Event(n, 1, new ProfileId(1), new SourceId(1), "Paid", n, "{}", null, "m", [new Identifier("user_id", "ann")]),
        1 => new Fact.Assertion(n, 1, new ProfileId(1), new SourceId(1), "plan", n % 8 == 1 ? null : "\"gold\"", n),
        2 => new Fact.Edge(n, 1, Ann, Ann, EdgeKind.Seen, n, new SourceId(1), "m"),
        _ => new Fact.Cancellation(n, 1, 1, 2, "import:1"),
    };

    private static IdentityNode Ann => new(new ProfileId(1), new Identifier("user_id", "ann"));

    private async Task<List<Fact>> ReadAsync()
    {
        var log = new FactLog(new FactReader(Database.Contexts));
        await log.RefreshAsync(default);
        var facts = new List<Fact>();
        await foreach (var fact in log.ReadAsync(0, default)) facts.Add(fact);
        return facts;
    }

    private static async Task AppendAsync(DatabaseUnderTest database, int count, Action? beforeCommit = null)
    {
        await using var lease = await database.Leases.TryTakeAsync(default);
        await AppendAsync(database, lease!, count, beforeCommit);
    }

    private static Task AppendAsync(DatabaseUnderTest database, ProcessorLease lease, int count, Action? beforeCommit = null) =>
        database.Queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                var transaction = await ProcessorTransaction.BeginAsync(db, lease, token);
                for (var i = 0; i < count; i++) transaction.Add(Created);
                await transaction.EndAsync(token);
                beforeCommit?.Invoke();
            },
            default);
}
