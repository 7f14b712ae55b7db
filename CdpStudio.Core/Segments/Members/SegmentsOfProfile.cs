using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Segments.Members;

/// <summary>Asks the engine, so the answer is as of now; since when is as it was recorded.</summary>
public sealed class SegmentsOfProfile(IDbContextFactory<StudioDbContext> contexts, SegmentRules rules, IAudienceEngine engine) : IProfileSegments
{
    public async Task<IReadOnlyList<ProfileSegment>> OfAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        List<SavedRule> holding = [];
        foreach (var segment in rules.All)
        {
            if (await HoldsAsync(segment, profile, cancellationToken)) holding.Add(segment);
        }

        var since = await SinceAsync(profile, holding.ConvertAll(s => s.Number), cancellationToken);
        return
        [
            .. holding
                .OrderBy(s => s.Name, StringComparer.Ordinal)
                .Select(s => new ProfileSegment(s.Key.Value, s.Name, since.TryGetValue(s.Number, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null)),
        ];
    }

    private async Task<bool> HoldsAsync(SavedRule segment, ProfileId profile, CancellationToken cancellationToken)
    {
        if (segment.Rule is null) return false;

        try
        {
            return (await engine.MembersAmongAsync(new AudienceQuery(segment.Rule), [profile], cancellationToken)).Count > 0;
        }
        catch (UnknownSetException)
        {
            // Deleted between the two looks: the segment that named it is saved again or gone in a moment.
            return false;
        }
    }

    private async Task<Dictionary<SegmentNumber, long>> SinceAsync(
        ProfileId profile, List<SegmentNumber> segments, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var memberships = db.SegmentMemberships;
        var stays = await db.SegmentStays
            .Where(s => segments.Contains(s.Segment) && s.Profile == profile && s.LeftGeneration == null)
            .Where(s => memberships.Any(m => m.Segment == s.Segment && m.Generation >= s.EnteredGeneration))
            .Select(s => new { s.Segment, s.EnteredAt })
            .ToListAsync(cancellationToken);

        return stays.GroupBy(s => s.Segment).ToDictionary(g => g.Key, g => g.Max(s => s.EnteredAt));
    }
}
