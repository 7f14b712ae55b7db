using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Persistence;

internal sealed class WriteQueue(IDbContextFactory<StudioDbContext> contexts, WriteTurns turns, IDatabaseProvider provider) : IWriteQueue
{
    private static readonly AsyncLocal<bool> s_writing = new();

    /// <summary>Whether the code that runs now was called by a write. Another turn would wait for the one that it is part of.</summary>
    public static bool IsWriting => s_writing.Value;

    public async Task<T> WriteAsync<T>(
        WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        RefuseNested();

        using var turn = await turns.EnterAsync(priority, cancellationToken);
        s_writing.Value = true;
        try
        {
            return await WriteAsync(turn, write, cancellationToken);
        }
        catch (Exception e) when (e is not DatabaseUnavailableException && provider.IsUnavailable(e))
        {
            throw DatabaseUnavailableException.Because(e);
        }
    }

    public static void RefuseNested()
    {
        if (IsWriting) throw new InvalidOperationException("A write was started inside another one: use the context that the write was given.");
    }

    private async Task<T> WriteAsync<T>(
        WriteTurn turn, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Turn = turn;
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        var result = await write(db, cancellationToken);
        if (db.ChangeTracker.HasChanges()) await db.SaveChangesAsync(cancellationToken);

        // Not cancellable: a commit given up half way may or may not have happened.
        await transaction.CommitAsync(CancellationToken.None);
        return result;
    }
}
