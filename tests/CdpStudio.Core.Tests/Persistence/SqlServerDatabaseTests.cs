using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Persistence.Providers.SqlServer;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Persistence;

/// <summary>Against the server that <c>CDPSTUDIO_TEST_SQLSERVER</c> names, which may make and drop databases.</summary>
[NeedsServer("CDPSTUDIO_TEST_SQLSERVER")]
public sealed class SqlServerDatabaseTests : DatabaseContract
{
    private readonly string _database = $"studio_{Guid.NewGuid():N}";

    private protected override IDatabaseProvider CreateProvider() => new SqlServerProvider(
        new DatabaseOptions
        {
            Provider = DatabaseProvider.SqlServer,
            ConnectionString = new SqlConnectionStringBuilder(Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_SQLSERVER"))
            {
                InitialCatalog = _database,
            }.ToString(),
        },
        NullLogger<SqlServerProvider>.Instance);

    private protected override async Task DropAsync(DatabaseUnderTest database)
    {
        await using var db = database.Contexts.CreateDbContext();
        await db.Database.EnsureDeletedAsync();
    }
}
