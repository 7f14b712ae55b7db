using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Persistence.Providers.PostgreSql;
using CdpStudio.Core.Persistence.Providers.Sqlite;
using CdpStudio.Core.Persistence.Providers.SqlServer;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdpStudio.Core.Tests.Persistence;

/// <summary>A fresh database of one kind for one test of a contract, migrated and open until it is disposed of.</summary>
internal sealed class OwnDatabase : IAsyncDisposable
{
    private readonly IAsyncDisposable _open;
    private readonly Func<StudioDbContext, Task> _drop;

    private OwnDatabase(IDatabaseProvider provider, IAsyncDisposable open, Func<StudioDbContext, Task> drop) =>
        (Provider, _open, _drop) = (provider, open, drop);

    public IDatabaseProvider Provider { get; }

    public static Task<OwnDatabase> SqliteAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cdpstudio-contract-").FullName;
        return OpenAsync(
            new SqliteProvider(new DatabaseOptions { Directory = folder }, NullLogger<SqliteProvider>.Instance),
            db =>
            {
                SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
                Directory.Delete(folder, recursive: true);
                return Task.CompletedTask;
            });
    }

    /// <summary>The server goes with the run; dropping each database would only take time.</summary>
    public static Task<OwnDatabase> PostgreSqlAsync() => OpenAsync(
        new PostgreSqlProvider(
            new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = PostgreSqlServer.NewDatabase() },
            NullLogger<PostgreSqlProvider>.Instance),
        db =>
        {
            NpgsqlConnection.ClearPool((NpgsqlConnection)db.Database.GetDbConnection());
            return Task.CompletedTask;
        });

    /// <summary>On the server that <c>CDPSTUDIO_TEST_SQLSERVER</c> names.</summary>
    public static Task<OwnDatabase> SqlServerAsync()
    {
        var connection = new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable(SqlServerVariable)) { InitialCatalog = $"studio_{Guid.NewGuid():N}" };
        return OpenAsync(
            new SqlServerProvider(
                new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = connection.ToString() }, NullLogger<SqlServerProvider>.Instance),
            db => db.Database.EnsureDeletedAsync());
    }

    public const string SqlServerVariable = "CDPSTUDIO_TEST_SQLSERVER";

    public async ValueTask DisposeAsync()
    {
        await using (var db = Provider.CreateFactory([]).CreateDbContext()) await _drop(db);
        await _open.DisposeAsync();
    }

    private static async Task<OwnDatabase> OpenAsync(IDatabaseProvider provider, Func<StudioDbContext, Task> drop) =>
        new(provider, await provider.OpenAsync(provider.CreateFactory([]), default), drop);
}
