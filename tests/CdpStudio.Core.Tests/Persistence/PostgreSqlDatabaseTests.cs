using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Persistence.Providers.PostgreSql;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdpStudio.Core.Tests.Persistence;

public sealed class PostgreSqlDatabaseTests : DatabaseContract
{
    private readonly string _connection = PostgreSqlServer.NewDatabase();

    [DatabaseFact]
    public async Task Open_ByTwoNodesAtOnce_MigratesOnce()
    {
        var fresh = PostgreSqlServer.NewDatabase();
        var nodes = Enumerable.Range(0, 3).Select(_ => new DatabaseUnderTest(ProviderFor(fresh))).ToList();

        await Task.WhenAll(nodes.Select(n => n.Provider.OpenAsync(n.Provider.CreateFactory([]), default)));

        await using var db = nodes[0].Contexts.CreateDbContext();
        Assert.Empty(await db.Database.GetPendingMigrationsAsync());
    }

    [DatabaseFact]
    public async Task Lease_WhoseHolderDied_IsFree()
    {
        var first = new DatabaseUnderTest(CreateProvider());
        await using var lease = await first.Leases.TryTakeAsync(default);
        Assert.NotNull(lease);
        Assert.Null(await first.Leases.TryTakeAsync(default));

        // What the server does when the process that held the session is gone.
        await using var admin = new NpgsqlConnection(_connection);
        await admin.OpenAsync();
        await using var kill = admin.CreateCommand();
        kill.CommandText =
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        await kill.ExecuteNonQueryAsync();

        await using var next = await first.Leases.TryTakeAsync(default);
        Assert.Equal(lease.Fence + 1, next!.Fence);
    }

    [DatabaseFact]
    public async Task Write_WhoseConnectionIsCut_SaysThatTheDatabaseIsAway()
    {
        var database = new DatabaseUnderTest(CreateProvider());

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.Queue.WriteAsync(
            WritePriority.Inbox,
            (db, token) => db.Database.ExecuteSqlAsync($"SELECT pg_terminate_backend(pg_backend_pid())", token),
            default));
    }

    [DatabaseFact]
    public async Task Write_ThatWaitsForAStuckTransaction_SaysSoAfterSomeSeconds()
    {
        var database = new DatabaseUnderTest(CreateProvider());
        await using var stuck = new NpgsqlConnection(_connection);
        await stuck.OpenAsync();
        await using var transaction = await stuck.BeginTransactionAsync();
        await using (var take = new NpgsqlCommand("LOCK TABLE \"Inbox\" IN ACCESS EXCLUSIVE MODE", stuck, transaction)) await take.ExecuteNonQueryAsync();
        var row = new InboxRow { Kind = InboxKind.Tracking, Source = 1, ReceivedAt = 1, Messages = 1, Payload = [1] };

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.Queue
            .WriteAsync(WritePriority.Inbox, (db, token) => db.BulkInsertAsync([row], token), default)
            .WaitAsync(TimeSpan.FromSeconds(60)));

        await transaction.RollbackAsync();
        await database.Queue.WriteAsync(WritePriority.Inbox, (db, token) => db.BulkInsertAsync([row], token), default);
    }

    [DatabaseFact]
    public void Connection_OfAnOperatorWithOptionsOfHisOwn_KeepsThem()
    {
        var factory = ProviderFor("Host=h;Options=-c lock_timeout=100").CreateFactory([]);

        using var db = factory.CreateDbContext();
        Assert.Equal("-c lock_timeout=5000 -c lock_timeout=100", new NpgsqlConnectionStringBuilder(db.Database.GetConnectionString()).Options);
    }

    [DatabaseFact]
    public async Task Read_WhereNobodyListens_SaysThatTheDatabaseIsAway()
    {
        var database = new DatabaseUnderTest(ProviderFor("Host=127.0.0.1;Port=1;Database=nowhere;Username=nobody"));

        await using var db = database.Contexts.CreateDbContext();
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => db.JobRuns.ToListAsync());
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.Log.RefreshAsync(default));
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => database.Log.FetchEventsAsync([1], default));
    }

    [DatabaseFact]
    public async Task Read_WhoseConnectionIsCut_SaysThatTheDatabaseIsAway()
    {
        var database = new DatabaseUnderTest(CreateProvider());
        await using var db = database.Contexts.CreateDbContext();

        await db.Database.OpenConnectionAsync();
        var session = ((NpgsqlConnection)db.Database.GetDbConnection()).ProcessID;
        await using (var admin = database.Contexts.CreateDbContext())
            await admin.Database.SqlQuery<bool>($"SELECT pg_terminate_backend({session}, 5000) AS \"Value\"").ToListAsync();

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => db.JobRuns.ToListAsync());
    }

    [DatabaseFact]
    public async Task Open_WhereNobodyListens_IsRefusedInWords()
    {
        var provider = ProviderFor("Host=127.0.0.1;Port=1;Database=nowhere;Username=nobody");

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => provider.OpenAsync(provider.CreateFactory([]), default));

        Assert.Contains("ConnectionStrings:Studio", refused.Message, StringComparison.Ordinal);
    }

    private protected override IDatabaseProvider CreateProvider() => ProviderFor(_connection);

    private protected override Task DropAsync(DatabaseUnderTest database)
    {
        // The server goes with the run; dropping each database would only take time.
        NpgsqlConnection.ClearAllPools();
        return Task.CompletedTask;
    }

    private static PostgreSqlProvider ProviderFor(string connection) => new(
        new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = connection }, NullLogger<PostgreSqlProvider>.Instance);
}
