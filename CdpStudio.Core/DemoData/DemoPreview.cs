using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.DemoData;

/// <summary>What would go and what would stay, for the question before the demo is removed.</summary>
public sealed class DemoPreview
{
    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly DemoSegments _segments;
    private readonly DemoJourney _journey;
    private readonly DemoCampaign _campaign;

    internal DemoPreview(IDbContextFactory<StudioDbContext> contexts, DemoSegments segments, DemoJourney journey, DemoCampaign campaign) =>
        (_contexts, _segments, _journey, _campaign) = (contexts, segments, journey, campaign);

    /// <summary>What of the demo stays, because somebody changed it or uses it.</summary>
    public async Task<IReadOnlyList<KeptByPeople>> KeptAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.DemoLoads.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } load
            ?
            [
                .. await _segments.KeptAsync(load, cancellationToken),
                .. await _journey.KeptAsync(load, cancellationToken),
                .. await _campaign.KeptAsync(load, cancellationToken),
            ]
            : [];
    }
}
