using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CdpStudio.Core.Persistence;

/// <summary>
/// Libraries (ASP.NET Identity) save through a context of their own. Here their writes wait for a turn like everybody's, and a set-based
/// write outside the queue is refused.
/// </summary>
internal sealed class WriteTurnInterceptor(WriteTurns turns) : DbCommandInterceptor, ISaveChangesInterceptor, IDbTransactionInterceptor, IDbConnectionInterceptor
{
    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) =>
        throw new InvalidOperationException("Saving waits for a turn in the write queue: use SaveChangesAsync.");

    public async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await EnterAsync(eventData, cancellationToken);
        return result;
    }

    public ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        LeaveUnlessInTransaction(eventData);
        return ValueTask.FromResult(result);
    }

    public Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        LeaveUnlessInTransaction(eventData);
        return Task.CompletedTask;
    }

    public Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        LeaveUnlessInTransaction(eventData);
        return Task.CompletedTask;
    }

    public async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection,
        TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result,
        CancellationToken cancellationToken = default)
    {
        await EnterAsync(eventData, cancellationToken);
        return result;
    }

    // A connection that a transaction opened is closed with it, whether that was committed, rolled back or forgotten.
    public Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
    {
        LeaveUnlessInTransaction(eventData);
        return Task.CompletedTask;
    }

    public void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => LeaveUnlessInTransaction(eventData);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete && eventData.Context is StudioDbContext { Turn: null })
            throw new InvalidOperationException("ExecuteUpdate and ExecuteDelete belong inside IWriteQueue.WriteAsync.");

        return ValueTask.FromResult(result);
    }

    private async Task EnterAsync(DbContextEventData eventData, CancellationToken cancellationToken)
    {
        if (eventData.Context is not StudioDbContext { Turn: null } db) return;

        WriteQueue.RefuseNested();
        db.Turn = await turns.EnterAsync(WritePriority.Interactive, cancellationToken);
    }

    private static void LeaveUnlessInTransaction(DbContextEventData eventData)
    {
        // Inside WriteQueue the turn is the queue's, which gives it back itself; disposing it twice does nothing.
        if (eventData.Context is StudioDbContext { Database.CurrentTransaction: null } db) db.ReleaseTurn();
    }
}
