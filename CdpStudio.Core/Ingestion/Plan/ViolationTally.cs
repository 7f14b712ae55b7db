using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>What one transaction of the processor found against the plan, on its way into <see cref="PlanViolation"/>.</summary>
internal sealed class ViolationTally
{
    private readonly Dictionary<(int Source, string EventKey, string NameKey, ViolationKind Kind), Found> _found = [];

    public void Add(int source, IReadOnlyList<Violation> violations, IReadOnlyList<Oddity> oddities)
    {
        foreach (var violation in violations)
            FoundOf((source, violation.Rule.EventKey, violation.Rule.Key, violation.Kind)).Add(violation.Drops, violation.Example);
        foreach (var oddity in oddities) FoundOf((source, "", "", oddity.Kind)).Add(drops: false, oddity.Example);
    }

    /// <summary>In the processor's transaction, which nobody else writes beside: rows are read and added to.</summary>
    public async Task WriteAsync(StudioDbContext db, long now, CancellationToken cancellationToken)
    {
        var day = PlanViolation.DayOf(now);
        foreach (var source in _found.GroupBy(f => f.Key.Source))
        {
            var known = (await db.PlanViolations.Where(v => v.Source == source.Key && v.Day == day).ToListAsync(cancellationToken))
                .ToDictionary(v => (v.EventKey, v.NameKey, v.Kind));
            foreach (var (key, found) in source)
            {
                if (!known.TryGetValue((key.EventKey, key.NameKey, key.Kind), out var row))
                {
                    db.Add(row = new PlanViolation
                    {
                        Source = key.Source, EventKey = key.EventKey, NameKey = key.NameKey, Kind = key.Kind, Day = day, Examples = [],
                    });
                }

                row.Marked += found.Marked;
                row.Dropped += found.Dropped;
                row.LastAt = now;
                if (row.Examples.Count < PlanViolation.MaxExamples && found.Examples.Count > 0)
                    row.Examples = [.. row.Examples.Concat(found.Examples).Distinct().Take(PlanViolation.MaxExamples)];
            }
        }
    }

    private Found FoundOf((int Source, string EventKey, string NameKey, ViolationKind Kind) key)
    {
        if (!_found.TryGetValue(key, out var found)) _found[key] = found = new Found();
        return found;
    }

    private sealed class Found
    {
        public long Marked { get; private set; }

        public long Dropped { get; private set; }

        public List<string> Examples { get; } = [];

        public void Add(bool drops, string? example)
        {
            if (drops) Dropped++;
            else Marked++;
            if (example is not null && Examples.Count < PlanViolation.MaxExamples && !Examples.Contains(example)) Examples.Add(example);
        }
    }
}
