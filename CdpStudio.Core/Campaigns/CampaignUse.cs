using System.Globalization;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>Campaigns that have still to look at a segment. One whose audience is frozen does not need it any more.</summary>
internal sealed class CampaignUse : IUsesSegments
{
    public async Task<IReadOnlyList<SegmentUser>> WhoUsesAsync(StudioDbContext db, SegmentKey key, CancellationToken cancellationToken)
    {
        var open = await db.Campaigns.AsNoTracking()
            .Where(c => c.StartedAt == null && c.State != CampaignState.Cancelled && c.State != CampaignState.Finished)
            .OrderBy(c => c.Number)
            .Select(c => new { c.Id, c.Name, c.Audience })
            .ToListAsync(cancellationToken);

        return
        [
            .. open.Where(c => CampaignAudienceJson.Read(c.Audience).Names(key))
                .Select(c => new SegmentUser("campaign", c.Id.Value.ToString("D", CultureInfo.InvariantCulture), c.Name)),
        ];
    }
}
