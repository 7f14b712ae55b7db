using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Messaging;

public sealed class SqliteLedgerTests : LedgerContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlLedgerTests : LedgerContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerLedgerTests : LedgerContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
