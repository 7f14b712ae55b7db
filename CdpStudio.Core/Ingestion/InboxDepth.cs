using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion;

/// <summary>
/// How many messages wait, as far as this process knows, and the bell that wakes the processor. Other nodes' work is seen only when
/// the database is asked again.
/// </summary>
public sealed class InboxDepth(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_recountAtMostEvery = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _bell = new(0, 1);
    private long _committed;
    private long _onTheWay;
    private long _recountedAt = long.MinValue;

    public long Messages => Interlocked.Read(ref _committed) + Interlocked.Read(ref _onTheWay);

    public void Dispose() => _bell.Dispose();

    /// <summary>Says that messages were committed to the inbox. Whoever writes inbox rows calls it afterwards.</summary>
    public void Added(int messages)
    {
        Interlocked.Add(ref _committed, messages);
        Ring();
    }

    internal void Removed(int messages) => Interlocked.Add(ref _committed, -messages);

    /// <summary>Messages that are about to be written; taken back by a negative number.</summary>
    internal void OnTheWay(int messages) => Interlocked.Add(ref _onTheWay, messages);

    internal void Ring()
    {
        try
        {
            _bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    /// <returns>At once when the bell was rung since, else at the latest after <paramref name="atMost"/>.</returns>
    internal Task WaitAsync(TimeSpan atMost, CancellationToken cancellationToken) => _bell.WaitAsync(atMost, cancellationToken);

    /// <summary>Asks the database, unless that was done a moment ago: other nodes take messages out without telling us.</summary>
    internal async Task RecountAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetTimestamp();
        var last = Interlocked.Read(ref _recountedAt);
        if (last != long.MinValue && clock.GetElapsedTime(last, now) < s_recountAtMostEvery) return;
        if (Interlocked.CompareExchange(ref _recountedAt, now, last) != last) return;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        Interlocked.Exchange(ref _committed, await db.Inbox.SumAsync(r => (long)r.Messages, cancellationToken));
    }
}
