using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Repair;

public sealed class SqliteRepairTests : RepairContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlRepairTests : RepairContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerRepairTests : RepairContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
