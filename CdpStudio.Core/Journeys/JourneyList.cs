using CdpStudio.Core.Persistence;
using CdpStudio.Core.Journeys.Runtime;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <param name="Walks">Over all versions.</param>
public sealed record JourneyRow(Journey Journey, WalkCounts Walks)
{
    /// <summary>What is drawn is not what people walk.</summary>
    public bool HasChanges => Journey.DraftVersion != Journey.PublishedDraft;
}

public sealed class JourneyList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>By key.</summary>
    /// <param name="search">Part of a name or key, compared without case; null for all.</param>
    /// <param name="after">Only journeys behind this key; null starts at the first.</param>
    public async Task<IReadOnlyList<JourneyRow>> FindAsync(string? search, string? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var journeys = await db.Journeys.AsNoTracking().ToListAsync(cancellationToken);
        // There are hundreds at most; the database's own lower() knows no case outside ASCII on SQLite.
        var page = journeys
            .Where(j => Matches(j, search) && (after is null || string.CompareOrdinal(j.Key, after) > 0))
            .OrderBy(j => j.Key, StringComparer.Ordinal)
            .Take(limit)
            .ToList();

        var numbers = page.ConvertAll(j => j.Number);
        var walks = (await db.JourneyRuns.Where(r => numbers.Contains(r.Journey))
                .GroupBy(r => new { r.Journey, r.State })
                .Select(g => new { g.Key.Journey, g.Key.State, Count = g.Count() })
                .ToListAsync(cancellationToken))
            .ToLookup(w => w.Journey, w => (w.State, w.Count));
        return page.ConvertAll(j => new JourneyRow(j, WalkCounts.Of(walks[j.Number])));
    }

    private static bool Matches(Journey journey, string? search) =>
        string.IsNullOrWhiteSpace(search)
        || journey.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase)
        || journey.Key.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase);
}
