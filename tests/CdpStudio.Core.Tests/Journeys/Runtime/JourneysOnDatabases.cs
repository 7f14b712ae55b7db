using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Persistence.Providers.PostgreSql;
using CdpStudio.Core.Persistence.Providers.Sqlite;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

public sealed class SqliteJourneysTests : JourneysContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-journeys-").FullName;

    private protected override IDatabaseProvider CreateProvider() =>
        new SqliteProvider(new DatabaseOptions { Directory = _folder }, NullLogger<SqliteProvider>.Instance);

    private protected override async Task DropAsync(DatabaseUnderTest database)
    {
        await using (var db = database.Contexts.CreateDbContext()) SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        Directory.Delete(_folder, recursive: true);
    }
}

public sealed class PostgreSqlJourneysTests : JourneysContract
{
    private readonly string _connection = PostgreSqlServer.NewDatabase();

    private protected override IDatabaseProvider CreateProvider() => new PostgreSqlProvider(
        new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = _connection }, NullLogger<PostgreSqlProvider>.Instance);

    private protected override Task DropAsync(DatabaseUnderTest database)
    {
        NpgsqlConnection.ClearAllPools();
        return Task.CompletedTask;
    }
}
