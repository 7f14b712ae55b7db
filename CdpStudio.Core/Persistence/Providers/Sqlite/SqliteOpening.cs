using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Persistence.Providers.Sqlite;

/// <summary>What happens to the data folder before anything else at start.</summary>
internal sealed partial class SqliteOpening(string directory, IDbContextFactory<StudioDbContext> contexts, ILogger logger)
{
    /// <summary>The ending of files that are being written. One that is found at start was left by a process that died.</summary>
    public const string Unfinished = ".partial";

    private const string Copied = ".before-";

    /// <summary>Takes away the copies that were made before migrations.</summary>
    public static void RemoveCopies(string file)
    {
        var full = Path.GetFullPath(file);
        foreach (var copy in Directory.EnumerateFiles(Path.GetDirectoryName(full)!, Path.GetFileName(full) + Copied + "*")) File.Delete(copy); // of a file
    }

    public async Task<IAsyncDisposable> OpenAsync(CancellationToken cancellationToken)
    {
        var held = TakeFolder();
        try
        {
            RemoveUnfinishedFiles();
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await MigrateAsync(db, cancellationToken);
            await EmptyLogAsync(db, cancellationToken);
            return held;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    private FileLock TakeFolder()
    {
        var full = Path.GetFullPath(directory);
        try
        {
            CreateFolder(full);
            return FileLock.TryTake(Path.Combine(full, "studio.lock"))
                ?? throw new StartRefusedException($"Another CDP Studio is running on the data folder {full}. Stop it, or give this one another folder (Storage:Directory).");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartRefusedException($"The data folder {full} cannot be written to: {e.Message}", e);
        }
    }

    // Customers' data: nobody else on the machine reads it.
    private static void CreateFolder(string full)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(full);
        else
            Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private void RemoveUnfinishedFiles()
    {
        foreach (var file in Directory.EnumerateFiles(directory, "*" + Unfinished, SearchOption.AllDirectories))
        {
            File.Delete(file);
            LogRemoved(file);
        }
    }

    private async Task MigrateAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
        var exists = File.Exists(file) && new FileInfo(file).Length > 0;
        if (exists) await RemoveStaleLockAsync(db, cancellationToken);

        var pending = await SchemaCheck.PendingAsync(db, cancellationToken);
        if (pending.Count == 0) return;
        if (exists) await CopyAsync(file, pending[0], cancellationToken);

        await db.Database.MigrateAsync(cancellationToken);
        LogMigrated(pending.Count);
    }

    /// <summary>The log of writes that a process left which was killed may hold what is gone from the database by now.</summary>
    public static async Task<bool> EmptyLogAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && reader.GetInt32(0) == 0;
    }

    /// <summary>EF Core waits forever for the row that a migration leaves when it is killed. We hold the folder, so nobody owns it.</summary>
    private static async Task RemoveStaleLockAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var exists = await db.Database
            .SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'")
            .SingleAsync(cancellationToken);
        if (exists > 0) await db.Database.ExecuteSqlAsync($"DELETE FROM __EFMigrationsLock", cancellationToken);
    }

    private async Task CopyAsync(string file, string migration, CancellationToken cancellationToken)
    {
        var copy = file + Copied + migration;
        var unfinished = copy + Unfinished;
        await using (var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString()))
        await using (var target = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = unfinished, Pooling = false }.ToString()))
        {
            await source.OpenAsync(cancellationToken);
            await target.OpenAsync(cancellationToken);
            source.BackupDatabase(target);
        }

        File.Move(unfinished, copy, overwrite: true);
        LogCopied(copy);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Removed {File}, which a process that was killed left half written")]
    private partial void LogRemoved(string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "Copied the database to {File} before migrating it")]
    private partial void LogCopied(string file);

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Count} database migrations")]
    private partial void LogMigrated(int count);
}
