using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>
/// Lets people in by what they do. Follows the fact log; how far it is moves in the transaction that lets people in, so a crash neither
/// forgets anybody nor lets anybody in twice.
/// </summary>
internal sealed class EventEntries(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    IFactLog log,
    IImportedFacts imports,
    IAudienceEngine engine,
    IProfileDirectory directory,
    JourneySets sets,
    TimeProvider clock)
{
    /// <summary>An event that comes in later than this lets nobody in: imported history must not send mail.</summary>
    public static readonly TimeSpan LatestBy = TimeSpan.FromDays(3);

    /// <summary>What a client's clock may be ahead after it was corrected; beyond it an event lies in the future and lets nobody in.</summary>
    public static readonly TimeSpan AheadBy = TimeSpan.FromMinutes(1);

    private const int FactsPerRound = 2_000;
    private const int CandidatesPerWrite = 100;

    // How much is read again after a crash in a time when nobody came in.
    private const int FactsPerNote = 500;

    private long _read;

    /// <summary>One round, to the end of the log at most.</summary>
    /// <param name="live">Versions that people enter.</param>
    /// <returns>Up to which fact it has looked, and how many came in.</returns>
    public async Task<(long Position, int Entered)> FollowAsync(IReadOnlyList<PublishedVersion> live, CancellationToken cancellationToken)
    {
        var doors = await DoorsAsync(live, cancellationToken);
        if (doors.Count == 0) return (log.Last, 0);

        var stored = await PositionAsync(cancellationToken);
        var from = Math.Max(Math.Max(stored, _read), doors.Min(d => d.OpenAfter));
        var (last, found) = await ReadAsync(from, doors, cancellationToken);
        var entered = 0;
        foreach (var chunk in found.Chunk(CandidatesPerWrite))
        {
            var to = chunk.Length == CandidatesPerWrite && chunk[^1] != found[^1] ? chunk[^1].Reason - 1 : last;
            if (await AdmitAsync(stored, to, from, chunk, cancellationToken) is not { } came) return (from, entered);

            (stored, entered) = (to, entered + came);
        }

        if (found.Count == 0 && last - stored >= FactsPerNote) await AdmitAsync(stored, last, from, [], cancellationToken);
        _read = last;
        return (last, entered);
    }

    private async Task<(long Last, List<Candidate> Found)> ReadAsync(long from, List<Door> doors, CancellationToken cancellationToken)
    {
        var found = new List<Candidate>();
        var last = from;
        await foreach (var fact in log.ReadAsync(from, cancellationToken))
        {
            last = fact.Number;
            if (fact is Fact.Event happened && IsInTime(happened))
            {
                var name = StudioText.Key(happened.Name);
                foreach (var door in doors.Where(d => d.OpenAfter < happened.Number && d.Pattern.Takes(name)))
                {
                    if (await CandidateAsync(door, happened, cancellationToken) is { } candidate) found.Add(candidate);
                }
            }

            if (last - from >= FactsPerRound) break;
        }

        if (found.Count > 0)
        {
            var quiet = (await imports.BetweenAsync(from, last, cancellationToken)).Where(f => f.IsQuiet).ToList();
            found.RemoveAll(c => quiet.Exists(f => f.Range.Contains(c.Reason)));
        }

        return (last, found);
    }

    /// <summary>Judged by when it was taken, so that a second look judges the same.</summary>
    private static bool IsInTime(Fact.Event happened) =>
        happened.Timestamp <= happened.RecordedAt + (long)AheadBy.TotalMilliseconds
        && happened.Timestamp >= happened.RecordedAt - (long)LatestBy.TotalMilliseconds;

    private async Task<Candidate?> CandidateAsync(Door door, Fact.Event happened, CancellationToken cancellationToken)
    {
        // The person must be known with this event before anybody asks about them.
        await engine.WaitAsync(happened.Number, cancellationToken);
        if (directory.Read(happened.Profile) is not { } profile) return null;
        if (!await PassesAsync(door, happened, profile.Id, cancellationToken)) return null;

        return new Candidate(door.Version, profile.Id, directory.Numbers(profile.Id), happened.Number);
    }

    /// <summary>The filters as the engine reads them, over the moment of the event: it says which events match.</summary>
    private async Task<bool> PassesAsync(Door door, Fact.Event happened, ProfileId profile, CancellationToken cancellationToken)
    {
        if (door.Filters is not { } filters) return true;

        var moment = new Window.Range(new WrittenDate.Moment(happened.Timestamp), new WrittenDate.Moment(happened.Timestamp + 1));
        var asOf = Math.Max(happened.Timestamp, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var explanation = await engine.ExplainAsync(
            new AudienceQuery(filters with { During = moment }, EpochTime.ToMoment(asOf)), profile, cancellationToken);
        return explanation?.Events.Contains(happened.Number) ?? false;
    }

    /// <returns>How many came in; null when another node was faster, and the round begins again.</returns>
    private async Task<int?> AdmitAsync(
        long stored, long to, long from, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        var entered = await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                if (!await Positions.TryMoveAsync(db, Positions.Facts, stored, to, token)) return (IReadOnlyList<JourneyRun>?)null;

                // An import that was undone in the meantime lets nobody in.
                var undone = await db.CancellationFacts.AsNoTracking().Where(c => c.Number > from).Select(c => new { c.First, c.Last }).ToListAsync(token);
                var came = await Admission.AdmitAsync(
                    db, [.. candidates.Where(c => !undone.Any(u => u.First <= c.Reason && c.Reason <= u.Last))], clock.GetUtcNow().ToUnixTimeMilliseconds(), token);
                if (came.Count > 0) Failpoints.Hit("journey.entering");
                return came;
            },
            cancellationToken);
        if (entered is null) return null;

        sets.Came(entered);
        if (entered.Count > 0) Failpoints.Hit("journey.entered");
        return entered.Count;
    }

    private async Task<long> PositionAsync(CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await Positions.FindAsync(db, Positions.Facts, cancellationToken) is { } position) return position;
        }

        try
        {
            await queue.WriteAsync(
                WritePriority.Background,
                (db, _) => Task.FromResult(db.Add(new JourneyPosition { Name = Positions.Facts, Position = 0 })),
                cancellationToken);
        }
        catch (DbUpdateException)
        {
            // Another node made it first.
        }

        return 0;
    }

    private async Task<List<Door>> DoorsAsync(IReadOnlyList<PublishedVersion> live, CancellationToken cancellationToken)
    {
        var byEvent = live.Where(v => v.Entry?.Trigger is EntryTrigger.Event).ToList();
        if (byEvent.Count == 0) return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var names = byEvent.ConvertAll(v => Positions.Open(v.Journey));
        var open = await db.JourneyPositions.AsNoTracking().Where(p => names.Contains(p.Name)).ToDictionaryAsync(p => p.Name, p => p.Position, cancellationToken);

        // Every journey that is live was opened, and the row was written with it.
        return [.. byEvent.Select(v => Door.Of(v, open[Positions.Open(v.Journey)])).OfType<Door>()];
    }

    /// <param name="Filters">Null when the name is enough.</param>
    private sealed record Door(PublishedVersion Version, EventPattern Pattern, Rule.Did? Filters, long OpenAfter)
    {
        /// <summary>Null when its filters cannot be read any more: then nobody comes in, rather than everybody.</summary>
        public static Door? Of(PublishedVersion version, long openAfter)
        {
            var on = (EntryTrigger.Event)version.Entry!.Trigger!; // only those were asked for
            var name = EventPattern.Of(on.Name);
            if (on.Where is null) return new Door(version, name, Filters: null, openAfter);

            return SavedRule.Read(EntryRule.Of(on)) is Rule.Did filters ? new Door(version, name, filters, openAfter) : null;
        }
    }
}
