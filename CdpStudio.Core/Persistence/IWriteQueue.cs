namespace CdpStudio.Core.Persistence;

/// <summary>
/// The one way to write. On SQLite all writes of the process go through one after the other, the inbox first; on a server
/// database they run side by side.
/// </summary>
public interface IWriteQueue
{
    /// <summary>Runs <paramref name="write"/> in a transaction of its own and commits it. Keep it under 20 ms: others wait.</summary>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateException">The database refused; nothing was written.</exception>
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
