using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Persistence.Providers.PostgreSql;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdpStudio.Core.Tests.Messaging;

public sealed class PostgreSqlLedgerTests : LedgerContract
{
    private readonly string _connection = PostgreSqlServer.NewDatabase();

    private protected override IDatabaseProvider CreateProvider() => new PostgreSqlProvider(
        new DatabaseOptions { Provider = DatabaseProvider.PostgreSql, ConnectionString = _connection }, NullLogger<PostgreSqlProvider>.Instance);

    private protected override Task DropAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return Task.CompletedTask;
    }
}
