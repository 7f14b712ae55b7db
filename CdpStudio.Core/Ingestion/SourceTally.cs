using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion;

/// <summary>Counts of one transaction, by source and hour, on their way into <see cref="SourceHour"/>. Nodes may write the same hour at once.</summary>
internal sealed class SourceTally
{
    // In one order for everybody: two transactions that each hold a row the other wants would wait for each other.
    private readonly SortedDictionary<(int Source, long Hour), SourceHour> _counts = [];

    /// <summary>What counts for the hour in which it is written.</summary>
    public SourceHour this[int source] => this[source, -1];

    /// <param name="hour">As <see cref="SourceHour.Hour"/>.</param>
    public SourceHour this[int source, long hour]
    {
        get
        {
            if (!_counts.TryGetValue((source, hour), out var counts)) _counts[(source, hour)] = counts = new SourceHour { Source = source, Hour = hour };
            return counts;
        }
    }

    public async Task WriteAsync(StudioDbContext db, long now, CancellationToken cancellationToken)
    {
        foreach (var add in _counts.Values)
        {
            var hour = add.Hour < 0 ? SourceHour.Of(now) : add.Hour;
            if (await TryAddAsync(db, add, hour, cancellationToken) || await TryInsertAsync(db, add, hour, cancellationToken)) continue;

            // Another node was first with this hour's row.
            if (!await TryAddAsync(db, add, hour, cancellationToken)) throw new InvalidOperationException("The counts of an hour could not be written.");
        }
    }

    private static async Task<bool> TryAddAsync(StudioDbContext db, SourceHour add, long hour, CancellationToken cancellationToken) =>
        await db.SourceHours
            .Where(h => h.Source == add.Source && h.Hour == hour)
            .ExecuteUpdateAsync(
                h => h.SetProperty(c => c.Accepted, c => c.Accepted + add.Accepted)
                    .SetProperty(c => c.Refused, c => c.Refused + add.Refused)
                    .SetProperty(c => c.Stored, c => c.Stored + add.Stored)
                    .SetProperty(c => c.Duplicate, c => c.Duplicate + add.Duplicate)
                    .SetProperty(c => c.Quarantined, c => c.Quarantined + add.Quarantined)
                    .SetProperty(c => c.Discarded, c => c.Discarded + add.Discarded)
                    .SetProperty(c => c.LastAt, c => c.LastAt > add.LastAt ? c.LastAt : add.LastAt),
                cancellationToken) > 0;

    // Saved here and not with the rest, so that losing to another node undoes this row alone (EF sets a savepoint before it).
    private static async Task<bool> TryInsertAsync(StudioDbContext db, SourceHour add, long hour, CancellationToken cancellationToken)
    {
        var row = db.Add(new SourceHour
        {
            Source = add.Source,
            Hour = hour,
            Accepted = add.Accepted,
            Refused = add.Refused,
            Stored = add.Stored,
            Duplicate = add.Duplicate,
            Quarantined = add.Quarantined,
            Discarded = add.Discarded,
            LastAt = add.LastAt,
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (e.Entries.Any(x => x.Entity == row.Entity))
        {
            row.State = EntityState.Detached;
            return false;
        }
    }
}
