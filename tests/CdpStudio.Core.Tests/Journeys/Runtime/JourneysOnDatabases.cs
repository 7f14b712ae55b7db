using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

public sealed class SqliteJourneysTests : JourneysContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlJourneysTests : JourneysContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerJourneysTests : JourneysContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
