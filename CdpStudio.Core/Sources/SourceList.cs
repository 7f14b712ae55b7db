using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources;

/// <param name="LastDay">Messages accepted in the last 24 hours, by whole hours.</param>
/// <param name="LastAt">When its newest message came; null before the first.</param>
public sealed record SourceRow(Source Source, SourceCounts Counts, long LastDay, DateTimeOffset? LastAt)
{
    /// <summary>Since when it has sent nothing for longer than somebody said it may; null when it keeps to that.</summary>
    public DateTimeOffset? SilentSince(DateTimeOffset now) =>
        !Source.Disabled && Source.SilentAfterHours is { } hours && (LastAt ?? Source.CreatedAt) is var since && now - since > TimeSpan.FromHours(hours) ? since : null;
}

/// <summary>received = stored + duplicate + quarantined + refused + waiting, at any time.</summary>
/// <param name="Quarantined">With the discarded ones.</param>
/// <param name="Discarded">Of the quarantined ones.</param>
/// <param name="Refused">Requests answered with 4xx; written every now and then, so it may lag by a moment.</param>
/// <param name="Waiting">Accepted and still in the inbox.</param>
public sealed record SourceCounts(long Received, long Stored, long Duplicate, long Quarantined, long Discarded, long Refused, long Waiting)
{
    /// <summary>In quarantine, for somebody to repair or discard.</summary>
    public long Open => Quarantined - Discarded;
}

public sealed class SourceList(IDbContextFactory<StudioDbContext> contexts, TimeProvider clock)
{
    /// <summary>By name.</summary>
    public async Task<IReadOnlyList<SourceRow>> AllAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sources = await db.Sources.AsNoTracking().ToListAsync(cancellationToken);
        var since = SourceHour.Of(clock.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds());
        var sums = await Sum(db.SourceHours, since).ToDictionaryAsync(c => c.Source, cancellationToken);

        return [.. sources.OrderBy(s => s.Name, StringComparer.CurrentCultureIgnoreCase).Select(source => Row(source, sums.GetValueOrDefault(source.Id.Value)))];
    }

    /// <summary>What the numbers of sources mean.</summary>
    public async Task<IReadOnlyDictionary<SourceId, string>> NamesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sources.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
    }

    /// <summary>Reads that source's counts alone: its page asks every other second.</summary>
    /// <returns>Null when there is no such source.</returns>
    public async Task<SourceRow?> FindAsync(SourceId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var source = await db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (source is null) return null;

        var since = SourceHour.Of(clock.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds());
        return Row(source, await Sum(db.SourceHours.Where(h => h.Source == id.Value), since).SingleOrDefaultAsync(cancellationToken));
    }

    /// <summary>Those that have sent nothing for longer than somebody said they may, by name. Reads only the sources of which somebody did.</summary>
    public async Task<IReadOnlyList<SilentSource>> SilentAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var watched = await db.Sources.AsNoTracking().Where(s => s.SilentAfterHours != null && !s.Disabled).ToListAsync(cancellationToken);
        if (watched.Count == 0) return [];

        var ids = watched.Select(s => s.Id.Value).ToList();
        var sums = await Sum(db.SourceHours.Where(h => ids.Contains(h.Source)), 0).ToDictionaryAsync(c => c.Source, cancellationToken);
        var now = clock.GetUtcNow();
        return
        [
            .. from source in watched
               let since = Row(source, sums.GetValueOrDefault(source.Id.Value)).SilentSince(now)
               where since is not null
               orderby source.Name, source.Id.Value
               select new SilentSource(source.Id, source.Name, since.Value),
        ];
    }

    private static IQueryable<HourSum> Sum(IQueryable<SourceHour> hours, long since) => hours
        .GroupBy(h => h.Source)
        .Select(g => new HourSum(
            g.Key,
            g.Sum(h => h.Accepted),
            g.Sum(h => h.Stored),
            g.Sum(h => h.Duplicate),
            g.Sum(h => h.Quarantined),
            g.Sum(h => h.Discarded),
            g.Sum(h => h.Refused),
            g.Sum(h => h.Hour >= since ? h.Accepted : 0),
            g.Max(h => h.LastAt)));

    private static SourceRow Row(Source source, HourSum? sum)
    {
        if (sum is not { } c) return new SourceRow(source, new SourceCounts(0, 0, 0, 0, 0, 0, 0), 0, null);

        var waiting = c.Accepted - c.Stored - c.Duplicate - c.Quarantined;
        return new SourceRow(
            source,
            new SourceCounts(c.Accepted + c.Refused, c.Stored, c.Duplicate, c.Quarantined, c.Discarded, c.Refused, waiting),
            c.LastDay,
            c.LastAt > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(c.LastAt) : null);
    }

    private sealed record HourSum(
        int Source, long Accepted, long Stored, long Duplicate, long Quarantined, long Discarded, long Refused, long LastDay, long LastAt);
}
