using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CdpStudio.Core.Persistence.Providers.PostgreSql;

internal sealed class PostgreSqlProvider(DatabaseOptions options, ILogger<PostgreSqlProvider> logger) : IDatabaseProvider
{
    /// <summary>How long a statement waits for a row or table that somebody's transaction holds. A sender waits as long for its answer.</summary>
    public static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);

    public bool OneWriter => false;

    public IDbContextFactory<StudioDbContext> CreateFactory(IEnumerable<IInterceptor> interceptors)
    {
        var built = new DbContextOptionsBuilder<PostgreSqlStudioDbContext>()
            .UseNpgsql(WithLockTimeout(options.ConnectionString))
            .AddInterceptors(interceptors)
            .Options;
        return new ContextFactory(() => new PostgreSqlStudioDbContext(built));
    }

    /// <summary>They are the server's.</summary>
    public Task<bool> TryClearCopiesAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<IAsyncDisposable> OpenAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken) =>
        ServerOpening.OpenAsync(this, contexts, logger, cancellationToken);

    /// <summary>For the session of a connection of its own, outside the pool, so that the server frees it when the process dies.</summary>
    public async Task<IAsyncDisposable?> TryLockAsync(string name, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            Pooling = false,
            KeepAlive = 10,
        }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT pg_try_advisory_lock(hashtextextended(current_database() || @name, 0))";
            command.Parameters.AddWithValue("name", "CdpStudio:" + name);
            if (await command.ExecuteScalarAsync(cancellationToken) is true) return new HeldLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    // What the operator asks for in the connection string stands behind it, so it holds.
    private static string WithLockTimeout(string connectionString)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        connection.Options = $"-c lock_timeout={LockTimeout.TotalMilliseconds:0} {connection.Options}".TrimEnd();
        return connection.ToString();
    }

    public bool IsUnavailable(Exception exception) =>
        exception.Holds<NpgsqlException>(e =>
            e.IsTransient || e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DiskFull or PostgresErrorCodes.ReadOnlySqlTransaction);

    /// <summary>Given back in words: the server notices a closed connection only some time later, and the next owner waits for it.</summary>
    private sealed class HeldLock(NpgsqlConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
            {
                if (connection.State != ConnectionState.Open) return;

                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT pg_advisory_unlock_all()";
                try
                {
                    await command.ExecuteNonQueryAsync();
                }
                catch (NpgsqlException)
                {
                    // The connection is gone, and the lock with it.
                }
            }
        }
    }
}
