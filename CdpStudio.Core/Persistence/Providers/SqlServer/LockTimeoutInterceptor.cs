using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CdpStudio.Core.Persistence.Providers.SqlServer;

/// <summary>A statement waits for somebody's lock as long as on PostgreSQL, and not for ever. The pool takes the setting back, so it is made whenever a connection opens.</summary>
internal sealed class LockTimeoutInterceptor : DbConnectionInterceptor
{
    public static readonly TimeSpan LockTimeout = PostgreSql.PostgreSqlProvider.LockTimeout;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = CommandOf(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = CommandOf(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static DbCommand CommandOf(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = FormattableString.Invariant($"SET LOCK_TIMEOUT {LockTimeout.TotalMilliseconds:0}");
        return command;
    }
}
