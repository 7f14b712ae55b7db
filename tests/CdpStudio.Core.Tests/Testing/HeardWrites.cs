using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Tests.Testing;

/// <summary>A queue that tells of every write that was committed, so that a test can wait for what work in the background leaves in the database.</summary>
internal sealed class HeardWrites(IWriteQueue queue) : IWriteQueue
{
    private TaskCompletionSource _next = NewSignal();

    /// <summary>Completes with the first write that is committed from now on.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public async Task<T> WriteAsync<T>(
        WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var result = await queue.WriteAsync(priority, write, cancellationToken);
        Interlocked.Exchange(ref _next, NewSignal()).SetResult();
        return result;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
