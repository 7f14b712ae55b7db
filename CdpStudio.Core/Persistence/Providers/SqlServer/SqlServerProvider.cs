using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Persistence.Providers.SqlServer;

internal sealed class SqlServerProvider(DatabaseOptions options, ILogger<SqlServerProvider> logger) : IDatabaseProvider
{
    private const int TimedOut = -2;
    private const int Deadlock = 1205;
    private const int LockTimeout = 1222;
    private const int DiskFull = 1105;
    private const int LogFull = 9002;

    public bool OneWriter => false;

    public IDbContextFactory<StudioDbContext> CreateFactory(IEnumerable<IInterceptor> interceptors)
    {
        var built = new DbContextOptionsBuilder<SqlServerStudioDbContext>()
            .UseSqlServer(options.ConnectionString)
            .AddInterceptors(interceptors)
            .AddInterceptors(new LockTimeoutInterceptor())
            .Options;
        return new ContextFactory(() => new SqlServerStudioDbContext(built));
    }

    /// <summary>They are the server's.</summary>
    public Task<bool> TryClearCopiesAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<IAsyncDisposable> OpenAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken) =>
        ServerOpening.OpenAsync(this, contexts, logger, cancellationToken);

    /// <summary>For the session of a connection of its own, outside the pool, so that the server frees it when the process dies.</summary>
    public async Task<IAsyncDisposable?> TryLockAsync(string name, CancellationToken cancellationToken)
    {
        var connection = new SqlConnection(new SqlConnectionStringBuilder(options.ConnectionString) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandType = CommandType.StoredProcedure;
            command.CommandText = "sp_getapplock";
            command.Parameters.AddWithValue("@Resource", "CdpStudio:" + name);
            command.Parameters.AddWithValue("@LockMode", "Exclusive");
            command.Parameters.AddWithValue("@LockOwner", "Session");
            command.Parameters.AddWithValue("@LockTimeout", 0);
            var answer = command.Parameters.Add("@Answer", SqlDbType.Int);
            answer.Direction = ParameterDirection.ReturnValue;
            await command.ExecuteNonQueryAsync(cancellationToken);
            if (answer.Value is >= 0) return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    public bool IsUnavailable(Exception exception) =>
        exception.Holds<SqlException>(e => e.IsTransient || e.Number is TimedOut or Deadlock or LockTimeout or DiskFull or LogFull);
}
