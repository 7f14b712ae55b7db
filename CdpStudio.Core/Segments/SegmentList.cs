using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Segments;

/// <param name="Count">As last kept; null while it was not evaluated yet.</param>
/// <param name="Trend">Counts by day, the oldest first.</param>
public sealed record SegmentRow(
    SegmentKey Key, string Name, string Rule, int Version, string Owner, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy,
    long? Count, IReadOnlyList<SegmentDayCount> Trend);

public sealed record SegmentDayCount(DateOnly Day, long Count, long Entered, long Left);

public sealed class SegmentList(IDbContextFactory<StudioDbContext> contexts)
{
    private const int TrendDays = 84;

    /// <summary>By key.</summary>
    /// <param name="search">Part of a name or key, compared without case; null for all.</param>
    /// <param name="after">Only segments behind this key; null starts at the first.</param>
    public async Task<IReadOnlyList<SegmentRow>> FindAsync(string? search, SegmentKey? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var segments = await db.Segments.AsNoTracking().ToListAsync(cancellationToken);

        // There are hundreds at most; the database's own lower() knows no case outside ASCII on SQLite.
        var page = segments
            .Where(s => Matches(s, search) && (after is not { } key || string.CompareOrdinal(s.Key.Value, key.Value) > 0))
            .OrderBy(s => s.Key.Value, StringComparer.Ordinal)
            .Take(limit)
            .ToList();

        return await RowsAsync(db, page, cancellationToken);
    }

    public async Task<SegmentRow?> ReadAsync(SegmentKey key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var segment = await db.Segments.AsNoTracking().SingleOrDefaultAsync(s => s.Key == key, cancellationToken);

        return segment is null ? null : (await RowsAsync(db, [segment], cancellationToken))[0];
    }

    private static async Task<IReadOnlyList<SegmentRow>> RowsAsync(StudioDbContext db, List<Segment> page, CancellationToken cancellationToken)
    {
        var numbers = page.ConvertAll(s => s.Number);
        var memberships = await db.SegmentMemberships.AsNoTracking()
            .Where(m => numbers.Contains(m.Segment) && m.Generation > 0)
            .ToDictionaryAsync(m => m.Segment, cancellationToken);
        var days = (await db.SegmentDays.AsNoTracking().Where(d => numbers.Contains(d.Segment)).ToListAsync(cancellationToken))
            .ToLookup(d => d.Segment);

        return page.ConvertAll(s => new SegmentRow(
            s.Key, s.Name, s.Rule, s.Version, s.Owner, s.CreatedAt, s.ChangedAt, s.ChangedBy,
            memberships.GetValueOrDefault(s.Number)?.Count, Trend(days[s.Number])));
    }

    private static IReadOnlyList<SegmentDayCount> Trend(IEnumerable<SegmentDay> days) =>
        [.. days.OrderBy(d => d.Day).TakeLast(TrendDays).Select(d => new SegmentDayCount(d.Day, d.Count, d.Entered, d.Left))];

    private static bool Matches(Segment segment, string? search) =>
        string.IsNullOrWhiteSpace(search)
        || segment.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)
        || segment.Key.Value.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase);
}
