using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion;

/// <summary>How far ingestion is, over all sources and files.</summary>
/// <param name="Accepted">Messages and rows answered for as stored.</param>
/// <param name="Processed">Of those, what the processor is done with: stored, duplicate or quarantined.</param>
/// <param name="Quarantined">Of those, what could not be taken and was not repaired; discarded ones too.</param>
/// <param name="OldestWaiting">When the oldest message that still waits came; null when none does.</param>
/// <param name="LastFact">The newest committed fact; what has reached it has seen everything processed.</param>
public sealed record IngestionProgress(long Accepted, long Processed, long Quarantined, DateTimeOffset? OldestWaiting, long LastFact);

public sealed class IngestionStatus(IDbContextFactory<StudioDbContext> contexts)
{
    public async Task<IngestionProgress> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // The inbox before the log: what leaves the one in between is in the other by then.
        var oldest = await db.Inbox.Where(r => r.Quarantined == 0).OrderBy(r => r.Id).Select(r => (long?)r.ReceivedAt).FirstOrDefaultAsync(cancellationToken);
        var last = await db.ProcessorStates.Select(s => s.Next).SingleAsync(cancellationToken) - 1;
        var sums = await db.SourceHours
            .GroupBy(_ => 1)
            .Select(all => new
            {
                Accepted = all.Sum(h => h.Accepted),
                Processed = all.Sum(h => h.Stored + h.Duplicate + h.Quarantined),
                Quarantined = all.Sum(h => h.Quarantined),
            })
            .SingleOrDefaultAsync(cancellationToken);

        return new IngestionProgress(
            sums?.Accepted ?? 0,
            sums?.Processed ?? 0,
            sums?.Quarantined ?? 0,
            oldest is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null,
            last);
    }

    /// <summary>When a fact was recorded; null when there is none of that number.</summary>
    public async Task<DateTimeOffset?> RecordedAtAsync(long fact, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var at = await db.EventFacts.Where(f => f.Number == fact).Select(f => (long?)f.RecordedAt).SingleOrDefaultAsync(cancellationToken)
            ?? await db.AssertionFacts.Where(f => f.Number == fact).Select(f => (long?)f.RecordedAt).SingleOrDefaultAsync(cancellationToken)
            ?? await db.EdgeFacts.Where(f => f.Number == fact).Select(f => (long?)f.RecordedAt).SingleOrDefaultAsync(cancellationToken);
        return at is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
    }
}
