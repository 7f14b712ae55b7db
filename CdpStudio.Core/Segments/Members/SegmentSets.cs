using System.Collections.Concurrent;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Segments.Members;

/// <summary>
/// Who came into a segment and left it, for rules that ask about that. A segment is read when somebody first asks; from then on the
/// follower tells what it wrote. The generation says whether another node wrote too: then it is read again.
/// </summary>
public sealed class SegmentSets(IDbContextFactory<StudioDbContext> contexts, SegmentRules rules) : IAudienceSets, IDisposable
{
    private const int RowsPerRead = 20_000;

    private readonly ConcurrentDictionary<SegmentNumber, Kept> _kept = new();
    private readonly SemaphoreSlim _reading = new(1);

    public string? NameOf(AudienceSetName set) => set is AudienceSetName.Segment segment ? rules.NameOf(segment.Key) : null;

    public async Task<AudienceSet?> FindAsync(AudienceSetName set, CancellationToken cancellationToken)
    {
        if (set is not AudienceSetName.Segment { Key: var key } || rules.NumberOf(key) is not { } segment) return null;

        await _reading.WaitAsync(cancellationToken);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var generation = await db.SegmentMemberships.Where(m => m.Segment == segment).Select(m => m.Generation).SingleOrDefaultAsync(cancellationToken);
            // The follower may have told of a later one in the meantime.
            if (_kept.TryGetValue(segment, out var kept) && kept.Generation >= generation) return kept.Set;

            kept = new Kept(generation, new AudienceSet.Memberships(await ReadAsync(db, segment, generation, cancellationToken)));
            _kept[segment] = kept;
            return kept.Set;
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>What was written with a generation and counts now.</summary>
    internal void Moved(SegmentNumber segment, int generation, MembershipChange change, long at)
    {
        // One that nobody asked about, or that missed something, is read when somebody asks.
        if (!_kept.TryGetValue(segment, out var kept)) return;

        if (kept.Generation != generation - 1) _kept.TryRemove(new KeyValuePair<SegmentNumber, Kept>(segment, kept));
        else _kept.TryUpdate(segment, new Kept(generation, change.IsNone ? kept.Set : After(kept.Set, change, at)), kept);
    }

    internal void Forget(SegmentNumber segment) => _kept.TryRemove(segment, out _);

    public void Dispose() => _reading.Dispose();

    private static async Task<List<AudienceStay>> ReadAsync(StudioDbContext db, SegmentNumber segment, int generation, CancellationToken cancellationToken)
    {
        var stays = new List<AudienceStay>();
        for (var (profile, entered) = (new ProfileId(0), 0); ;)
        {
            var page = await db.SegmentStays.AsNoTracking()
                .Where(s => s.Segment == segment && s.EnteredGeneration <= generation)
                .Where(s => s.Profile > profile || (s.Profile == profile && s.EnteredGeneration > entered))
                .OrderBy(s => s.Profile).ThenBy(s => s.EnteredGeneration)
                .Take(RowsPerRead)
                .ToListAsync(cancellationToken);
            // A higher generation is being written and does not count yet.
            stays.AddRange(page.Select(s => new AudienceStay(s.Profile, s.EnteredAt, s.LeftGeneration <= generation ? s.LeftAt : null)));
            if (page.Count < RowsPerRead) return stays;

            (profile, entered) = (page[^1].Profile, page[^1].EnteredGeneration);
        }
    }

    /// <summary>In rising order of numbers, as the stays are and both parts of the change.</summary>
    private static AudienceSet.Memberships After(AudienceSet.Memberships before, MembershipChange change, long at)
    {
        var stays = new List<AudienceStay>(before.Stays.Count + change.Entered.Count);
        var (entering, leaving) = (0, 0);
        foreach (var stay in before.Stays)
        {
            while (entering < change.Entered.Count && change.Entered[entering] < stay.Profile) stays.Add(new AudienceStay(change.Entered[entering++], at, null));
            while (leaving < change.Left.Count && change.Left[leaving] < stay.Profile) leaving++;

            var leaves = stay.Until is null && leaving < change.Left.Count && change.Left[leaving] == stay.Profile;
            stays.Add(leaves ? stay with { Until = at } : stay);
        }

        while (entering < change.Entered.Count) stays.Add(new AudienceStay(change.Entered[entering++], at, null));
        return new AudienceSet.Memberships(stays);
    }

    private sealed record Kept(int Generation, AudienceSet.Memberships Set);
}
