using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Persistence.Providers.Sqlite;

internal sealed class SqliteProvider(DatabaseOptions options, ILogger<SqliteProvider> logger) : IDatabaseProvider
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    public bool OneWriter => true;

    public IDbContextFactory<StudioDbContext> CreateFactory(IEnumerable<IInterceptor> interceptors)
    {
        var built = new DbContextOptionsBuilder<SqliteStudioDbContext>()
            .UseSqlite(ConnectionString)
            .AddInterceptors([.. interceptors, new SqliteConnectionSettings()])
            .Options;
        return new ContextFactory(() => new SqliteStudioDbContext(built));
    }

    public Task<IAsyncDisposable> OpenAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken) =>
        new SqliteOpening(options.Directory, contexts, logger).OpenAsync(cancellationToken);

    public Task<IAsyncDisposable?> TryLockAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable?>(FileLock.TryTake(Path.Combine(options.Directory, $"{name}.lock")));

    /// <summary>
    /// Deleted rows are overwritten in the file itself (<c>secure_delete</c>), but not in the log of writes, nor in copies that were made before
    /// a migration.
    /// </summary>
    public async Task<bool> TryClearCopiesAsync(IDbContextFactory<StudioDbContext> contexts, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        SqliteOpening.RemoveCopies(db.Database.GetDbConnection().DataSource);
        return await SqliteOpening.EmptyLogAsync(db, cancellationToken);
    }

    public bool IsUnavailable(Exception exception) =>
        exception.Holds<SqliteException>(e => e.SqliteErrorCode is Busy or Locked or ReadOnly or InputOutput or Full or CannotOpen);

    private string ConnectionString
    {
        get
        {
            var connection = new SqliteConnectionStringBuilder(options.ConnectionString);
            if (connection.DataSource.Length == 0) connection.DataSource = Path.Combine(options.Directory, "studio.db");
            connection.DefaultTimeout = (int)SqliteConnectionSettings.BusyTimeout.TotalSeconds;
            return connection.ToString();
        }
    }
}
