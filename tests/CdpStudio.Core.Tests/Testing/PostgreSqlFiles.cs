using System.Globalization;
using System.Text;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CdpStudio.Core.Tests.Testing;

/// <summary>The files of a database, and of the server's log of writes, on this machine.</summary>
internal sealed class PostgreSqlFiles : IAsyncDisposable
{
    // What the newest checkpoint, and the one before it, may still need.
    private const int LogFilesOfUse = 3;

    private readonly NpgsqlConnection _connection;
    private readonly string _data;
    private readonly string _database;

    private PostgreSqlFiles(NpgsqlConnection connection, string data, string database) => (_connection, _data, _database) = (connection, data, database);

    public static async Task<PostgreSqlFiles> OfAsync(StudioDbContext db)
    {
        var connection = new NpgsqlConnection(db.Database.GetConnectionString());
        await connection.OpenAsync();
        var data = (string)await AskAsync(connection, "SHOW data_directory");
        var number = (uint)await AskAsync(connection, "SELECT oid FROM pg_database WHERE datname = current_database()");
        return new PostgreSqlFiles(connection, data, number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Writes what is in memory.</summary>
    public Task FlushAsync() => RunAsync("CHECKPOINT");

    /// <summary>As an operator does who does not wait: rows that nobody sees any more go from the files, and the log is begun anew.</summary>
    public async Task VacuumAsync()
    {
        // A log file that is used again holds what it held before.
        await RunAsync("ALTER SYSTEM SET wal_recycle = off");
        await RunAsync("SELECT pg_reload_conf()");
        // The statistics name the most common values.
        await RunAsync("ANALYZE");
        await RunAsync("VACUUM FULL");
        for (var i = 0; i < LogFilesOfUse; i++)
        {
            await RunAsync("SELECT pg_switch_wal()");
            await RunAsync("CHECKPOINT");
        }
    }

    /// <summary>Files that hold the text.</summary>
    public IReadOnlyList<string> With(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var others = Path.Combine(_data, "base") + Path.DirectorySeparatorChar;
        var own = Path.Combine(_data, "base", _database) + Path.DirectorySeparatorChar;
        return
        [
            .. Directory.EnumerateFiles(_data, "*", SearchOption.AllDirectories)
                .Where(file => !file.StartsWith(others, StringComparison.Ordinal) || file.StartsWith(own, StringComparison.Ordinal))
                .Where(file => Holds(file, bytes)),
        ];
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static bool Holds(string file, byte[] bytes)
    {
        try
        {
            return File.ReadAllBytes(file).AsSpan().IndexOf(bytes) >= 0;
        }
        catch (FileNotFoundException)
        {
            // The server removed it meanwhile.
            return false;
        }
    }

    private static async Task<object> AskAsync(NpgsqlConnection connection, string query)
    {
        await using var command = new NpgsqlCommand(query, connection);
        return await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"{query} answered nothing.");
    }

    private async Task RunAsync(string statement)
    {
        await using var command = new NpgsqlCommand(statement, _connection) { CommandTimeout = 300 };
        await command.ExecuteNonQueryAsync();
    }
}
