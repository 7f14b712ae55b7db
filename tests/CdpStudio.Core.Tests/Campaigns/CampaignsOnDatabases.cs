using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Campaigns;

public sealed class SqliteCampaignsTests : CampaignsContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlCampaignsTests : CampaignsContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerCampaignsTests : CampaignsContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
