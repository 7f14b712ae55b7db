using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <param name="Counts">Null as long as nothing is planned.</param>
public sealed record CampaignRow(
    CampaignId Id, CampaignNumber Number, string Name, CampaignState State, MessageContent Content, CampaignAudience Audience, int Version,
    DateTimeOffset? SendAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? PauseReason,
    string Owner, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, string ChangedBy, CampaignCounts? Counts)
{
    /// <summary>It was due when nothing ran here; see <see cref="CampaignOptions.LateAfter"/>.</summary>
    public bool IsLate => State == CampaignState.Paused && StartedAt is null && PauseReason == PauseReasons.Late;

    /// <summary>Something of it may leave or is on its way.</summary>
    public bool IsUnderWay => State is CampaignState.Planning or CampaignState.Sending or CampaignState.Paused
        || (State == CampaignState.Cancelled && FinishedAt is null);
}

public sealed class CampaignList(IDbContextFactory<StudioDbContext> contexts, KeptCounts counts)
{
    /// <summary>The newest change first.</summary>
    /// <param name="search">Part of a name, compared without case; null for all.</param>
    /// <param name="after">The last one of the page before; null starts at the first.</param>
    public async Task<IReadOnlyList<CampaignRow>> FindAsync(string? search, CampaignId? after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var campaigns = await db.Campaigns.AsNoTracking()
            .Select(c => new { c.Id, c.Name, c.ChangedAt }).ToListAsync(cancellationToken);

        // There are some thousands at most; the database's own lower() knows no case outside ASCII on SQLite.
        var found = campaigns
            .Where(c => string.IsNullOrWhiteSpace(search) || c.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(c => c.ChangedAt).ThenByDescending(c => c.Id.Value)
            .Select(c => c.Id).ToList();
        var page = found.Skip(after is { } last ? found.IndexOf(last) + 1 : 0).Take(limit).ToList();

        var rows = await db.Campaigns.AsNoTracking().Where(c => page.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var list = new List<CampaignRow>();
        foreach (var id in page.Where(rows.ContainsKey)) list.Add(await RowAsync(rows[id], cancellationToken));
        return list;
    }

    public async Task<CampaignRow?> ReadAsync(CampaignId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } campaign
            ? await RowAsync(campaign, cancellationToken)
            : null;
    }

    private async Task<CampaignRow> RowAsync(Campaign c, CancellationToken cancellationToken) => new(
        c.Id, c.Number, c.Name, c.State, MessageContentJson.Read(c.Content), CampaignAudienceJson.Read(c.Audience), c.Version,
        c.SendAt, c.StartedAt, c.FinishedAt, c.PauseReason, c.Owner, c.CreatedAt, c.ChangedAt, c.ChangedBy,
        c.State is CampaignState.Draft or CampaignState.Scheduled ? null : await counts.OfAsync(c.Number, c.FinishedAt, cancellationToken));
}
