using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Persistence.Providers.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Messaging;

public sealed class SqliteLedgerTests : LedgerContract
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cdpstudio-ledger-").FullName;

    private protected override IDatabaseProvider CreateProvider() =>
        new SqliteProvider(new DatabaseOptions { Directory = _folder }, NullLogger<SqliteProvider>.Instance);

    private protected override Task DropAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }
}
