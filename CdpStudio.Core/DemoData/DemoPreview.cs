using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.DemoData;

/// <summary>What would go and what would stay, for the question before the demo is removed.</summary>
public sealed class DemoPreview
{
    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly DemoSegments _segments;

    internal DemoPreview(IDbContextFactory<StudioDbContext> contexts, DemoSegments segments) => (_contexts, _segments) = (contexts, segments);

    /// <summary>Segments of the demo that stay, because somebody changed them or uses them.</summary>
    public async Task<IReadOnlyList<KeptSegment>> KeptAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.DemoLoads.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } load ? await _segments.KeptAsync(load, cancellationToken) : [];
    }
}
