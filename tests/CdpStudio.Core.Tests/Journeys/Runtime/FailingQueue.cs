using CdpStudio.Core.Persistence;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

/// <summary>Dies now and then: before a commit, when nothing was written, or after it, when nobody hears of it.</summary>
internal sealed class FailingQueue(IWriteQueue inner, Dice dice, int percent) : IWriteQueue
{
    public int Deaths { get; private set; }

    public async Task<T> WriteAsync<T>(WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken)
    {
        var (before, after) = (dice.Chance(percent), dice.Chance(percent));
        var result = await inner.WriteAsync(
            priority,
            async (db, token) =>
            {
                var written = await write(db, token);
                if (before) Die();
                return written;
            },
            cancellationToken);
        if (after) Die();
        return result;
    }

    private void Die()
    {
        Deaths++;
        throw new ProcessDiedException();
    }
}

internal sealed class ProcessDiedException() : Exception("The process died here.");
