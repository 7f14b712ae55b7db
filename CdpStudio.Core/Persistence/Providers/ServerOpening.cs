using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Persistence.Providers;

/// <summary>Start-up on a server database, where several nodes may start at once: one migrates, the others wait for it.</summary>
internal static partial class ServerOpening
{
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(200);

    public static async Task<IAsyncDisposable> OpenAsync(
        IDatabaseProvider provider, IDbContextFactory<StudioDbContext> contexts, ILogger logger, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            await CreateIfMissingAsync(db, cancellationToken);
            await using var held = await WaitForLockAsync(provider, cancellationToken);

            var pending = await SchemaCheck.PendingAsync(db, cancellationToken);
            if (pending.Count == 0) return Nothing.Held;

            await db.Database.MigrateAsync(cancellationToken);
            LogMigrated(logger, pending.Count);
            return Nothing.Held;
        }
        catch (Exception e) when (e is DbException || provider.IsUnavailable(e))
        {
            throw new StartRefusedException($"The database does not answer or refuses ({e.GetBaseException().Message}). Check ConnectionStrings:Studio.", e);
        }
    }

    private static async Task CreateIfMissingAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var creator = (IRelationalDatabaseCreator)db.GetService<IDatabaseCreator>();
        if (await creator.ExistsAsync(cancellationToken)) return;

        try
        {
            await creator.CreateAsync(cancellationToken);
        }
        catch (DbException)
        {
            // Another node that started with us was faster.
            if (!await creator.ExistsAsync(cancellationToken)) throw;
        }
    }

    private static async Task<IAsyncDisposable> WaitForLockAsync(IDatabaseProvider provider, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await provider.TryLockAsync("migration", cancellationToken) is { } held) return held;
            await Task.Delay(s_retry, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied {Count} database migrations")]
    private static partial void LogMigrated(ILogger logger, int count);

    private sealed class Nothing : IAsyncDisposable
    {
        public static readonly Nothing Held = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
