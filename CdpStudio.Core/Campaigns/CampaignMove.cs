using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>What came of asking a campaign into another state. Whoever asks twice moves it once.</summary>
public abstract record CampaignMove
{
    private CampaignMove()
    {
    }

    public sealed record Moved(CampaignState Now) : CampaignMove;

    /// <summary>From the state that it is in, it can't.</summary>
    public sealed record NotFrom(CampaignState State) : CampaignMove;

    public sealed record NotFound : CampaignMove;
}

/// <summary>Moves between states, each a single statement that looks at the state it moves on from: of two that race, one finds it gone.</summary>
public sealed class CampaignMoves(IWriteQueue queue, CampaignChanges changes)
{
    /// <param name="move">Returns the new state, or null when the campaign was not in a state to move from.</param>
    internal async Task<CampaignMove> TryAsync(
        CampaignId id, Func<StudioDbContext, IQueryable<Campaign>, CancellationToken, Task<CampaignState?>> move, CancellationToken cancellationToken)
    {
        var (result, number) = await queue.WriteAsync(
            WritePriority.Interactive, (db, token) => TryAsync(db, id, move, token), cancellationToken);
        if (result is CampaignMove.Moved) changes.Publish(number);
        return result;
    }

    private static async Task<(CampaignMove, CampaignNumber)> TryAsync(
        StudioDbContext db, CampaignId id, Func<StudioDbContext, IQueryable<Campaign>, CancellationToken, Task<CampaignState?>> move,
        CancellationToken cancellationToken)
    {
        var moved = await move(db, db.Campaigns.Where(c => c.Id == id), cancellationToken);
        var now = await db.Campaigns.AsNoTracking().Where(c => c.Id == id)
            .Select(c => new { c.State, c.Number }).SingleOrDefaultAsync(cancellationToken);
        if (now is null) return (new CampaignMove.NotFound(), default);

        return (moved is { } state ? new CampaignMove.Moved(state) : new CampaignMove.NotFrom(now.State), now.Number);
    }
}
