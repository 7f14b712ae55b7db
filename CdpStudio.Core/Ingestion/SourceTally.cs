using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion;

/// <summary>Counts of one transaction, by source, on their way into <see cref="SourceHour"/>.</summary>
internal sealed class SourceTally
{
    private readonly Dictionary<int, SourceHour> _counts = [];

    public SourceHour this[int source]
    {
        get
        {
            if (!_counts.TryGetValue(source, out var counts)) _counts[source] = counts = new SourceHour { Source = source, Hour = 0 };
            return counts;
        }
    }

    public async Task WriteAsync(StudioDbContext db, long now, CancellationToken cancellationToken)
    {
        var hour = SourceHour.Of(now);
        foreach (var add in _counts.Values)
        {
            var updated = await db.SourceHours
                .Where(h => h.Source == add.Source && h.Hour == hour)
                .ExecuteUpdateAsync(
                    h => h.SetProperty(c => c.Accepted, c => c.Accepted + add.Accepted)
                        .SetProperty(c => c.Refused, c => c.Refused + add.Refused)
                        .SetProperty(c => c.Stored, c => c.Stored + add.Stored)
                        .SetProperty(c => c.Duplicate, c => c.Duplicate + add.Duplicate)
                        .SetProperty(c => c.Quarantined, c => c.Quarantined + add.Quarantined)
                        .SetProperty(c => c.LastAt, c => c.LastAt > add.LastAt ? c.LastAt : add.LastAt),
                    cancellationToken);
            if (updated > 0) continue;

            db.Add(new SourceHour
            {
                Source = add.Source,
                Hour = hour,
                Accepted = add.Accepted,
                Refused = add.Refused,
                Stored = add.Stored,
                Duplicate = add.Duplicate,
                Quarantined = add.Quarantined,
                LastAt = add.LastAt,
            });
        }
    }
}
