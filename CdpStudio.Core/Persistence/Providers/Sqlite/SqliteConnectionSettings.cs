using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CdpStudio.Core.Persistence.Providers.Sqlite;

/// <summary>
/// Every connection waits for a lock inside SQLite (the driver's own retry sleeps 150 ms at a time), overwrites what is deleted, does
/// not report a commit that a power cut could take back, and brings the log of writes into the file by 32 MB: by the usual 4 MB a busy
/// page would be written there several times as often.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    /// <summary>Also the driver's time limit, so that a locked file is an error after it and not after 30 s.</summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private static readonly string s_pragmas = string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"""
        PRAGMA busy_timeout = {(int)BusyTimeout.TotalMilliseconds};
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA secure_delete = ON;
        PRAGMA foreign_keys = ON;
        PRAGMA wal_autocheckpoint = 8000;
        """);

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    public static void Apply(DbConnection connection)
    {
        using var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = s_pragmas;
        command.ExecuteNonQuery();
    }
}
