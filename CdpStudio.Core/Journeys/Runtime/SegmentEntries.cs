using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>
/// Lets people in who came into a segment, generation by generation of its kept membership. A generation that was begun and not finished is
/// looked at again; who came in by it already has its number as a reason.
/// </summary>
internal sealed class SegmentEntries(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, SegmentRules segments, IProfileDirectory directory, JourneySets sets, TimeProvider clock)
{
    private const int StaysPerWrite = 100;

    /// <summary>One round over all segments that let people in.</summary>
    /// <returns>How many came in.</returns>
    public async Task<int> FollowAsync(IReadOnlyList<PublishedVersion> live, CancellationToken cancellationToken)
    {
        var entered = 0;
        foreach (var version in live)
        {
            if (version.Entry?.Trigger is EntryTrigger.Segment trigger && segments.NumberOf(trigger.Key) is { } segment)
                entered += await FollowAsync(version, segment, cancellationToken);
        }

        return entered;
    }

    private async Task<int> FollowAsync(PublishedVersion version, SegmentNumber segment, CancellationToken cancellationToken)
    {
        var name = Positions.Segment(segment, version.Journey);
        long? position;
        int generation;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            position = await Positions.FindAsync(db, name, cancellationToken);
            generation = await db.SegmentMemberships.Where(m => m.Segment == segment).Select(m => m.Generation).SingleOrDefaultAsync(cancellationToken);
        }

        // A generation of 0 was never evaluated: nobody is known to be in it.
        if (position is not { } from || from >= generation || generation == 0) return 0;

        var entered = 0;
        (int Generation, ProfileId Profile) after = ((int)from, new ProfileId(long.MaxValue));
        while (true)
        {
            var stays = await StaysAsync(segment, from, generation, after, cancellationToken);
            var isLast = stays.Count < StaysPerWrite;
            if (await AdmitAsync(version, name, from, isLast ? generation : from, stays, cancellationToken) is not { } came) return entered;

            entered += came;
            if (isLast) return entered;

            after = (stays[^1].EnteredGeneration, stays[^1].Profile);
        }
    }

    private async Task<List<SegmentStay>> StaysAsync(
        SegmentNumber segment, long from, int generation, (int Generation, ProfileId Profile) after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var stays = db.SegmentStays.AsNoTracking().Where(s => s.Segment == segment && s.EnteredGeneration <= generation);
        // Who was in it before counts only while they are, and whatever brought them: they were asked for.
        stays = from == Positions.Present
            ? stays.Where(s => s.LeftGeneration == null || s.LeftGeneration > generation)
            : stays.Where(s => !s.IsQuiet);

        return await stays
            .Where(s => s.EnteredGeneration > after.Generation || (s.EnteredGeneration == after.Generation && s.Profile > after.Profile))
            .OrderBy(s => s.EnteredGeneration).ThenBy(s => s.Profile)
            .Take(StaysPerWrite)
            .ToListAsync(cancellationToken);
    }

    /// <returns>How many came in; null when another node was faster.</returns>
    private async Task<int?> AdmitAsync(
        PublishedVersion version, string name, long from, long to, List<SegmentStay> stays, CancellationToken cancellationToken)
    {
        var candidates = stays.Select(s => CandidateOf(version, s)).OfType<Candidate>().ToList();
        var entered = await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                if (!await Positions.TryMoveAsync(db, name, from, to, token)) return (IReadOnlyList<JourneyRun>?)null;

                var came = await Admission.AdmitAsync(db, candidates, clock.GetUtcNow().ToUnixTimeMilliseconds(), token);
                if (came.Count > 0) Failpoints.Hit("journey.entering");
                return came;
            },
            cancellationToken);
        if (entered is null) return null;

        sets.Came(entered);
        if (entered.Count > 0) Failpoints.Hit("journey.entered");
        return entered.Count;
    }

    // Below zero: a fact's number is never a generation's.
    private Candidate? CandidateOf(PublishedVersion version, SegmentStay stay) => directory.Read(stay.Profile) is { } profile
        ? new Candidate(version, profile.Id, directory.Numbers(profile.Id), -stay.EnteredGeneration, stay.BroughtBy)
        : null;
}
