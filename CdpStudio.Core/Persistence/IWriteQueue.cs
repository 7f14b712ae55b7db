using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Persistence;

/// <summary>
/// The one way to write. On SQLite all writes of the process go through one after the other, the inbox first; on a server
/// database they run side by side.
/// </summary>
public interface IWriteQueue
{
    /// <summary>
    /// Runs <paramref name="write"/> in a transaction of its own, saves what the context tracks and commits. Keep it under 20 ms:
    /// others wait.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or away; nothing was written.</exception>
    /// <exception cref="DbUpdateException">The database refused; nothing was written.</exception>
    /// <exception cref="InvalidOperationException">Called inside another write, which would wait for itself.</exception>
    Task<T> WriteAsync<T>(
        WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken);
}

public enum WritePriority
{
    /// <summary>Somebody waits for the answer 'stored'.</summary>
    Inbox,

    /// <summary>Somebody waits in a browser.</summary>
    Interactive,

    Background,
}

public static class WriteQueueExtensions
{
    private const int Tries = 5;

    /// <summary>
    /// A write that takes the next free number, or adds what is not there yet. On a server database another one may do the same first,
    /// so it is tried again.
    /// </summary>
    /// <inheritdoc cref="IWriteQueue.WriteAsync{T}"/>
    public static async Task<T> WriteFirstAsync<T>(
        this IWriteQueue queue, WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await queue.WriteAsync(priority, write, cancellationToken);
            }
            catch (DbUpdateException) when (attempt < Tries)
            {
            }
        }
    }

    /// <inheritdoc cref="IWriteQueue.WriteAsync{T}"/>
    public static Task WriteAsync(
        this IWriteQueue queue,
        WritePriority priority,
        Func<StudioDbContext, CancellationToken, Task> write,
        CancellationToken cancellationToken) =>
        queue.WriteAsync(
            priority,
            async (db, token) =>
            {
                await write(db, token);
                return true;
            },
            cancellationToken);
}
