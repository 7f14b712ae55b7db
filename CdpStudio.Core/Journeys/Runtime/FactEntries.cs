using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Rules;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>
/// Lets people in by what they do and by what becomes of their attributes. Follows the fact log; how far it is moves in the transaction that
/// lets people in, so a crash neither forgets anybody nor lets anybody in twice.
/// </summary>
internal sealed class FactEntries(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    IFactLog log,
    IImportedFacts imports,
    IAudienceEngine engine,
    IProfileDirectory directory,
    ValueChanges changes,
    JourneySets sets,
    TimeProvider clock)
{
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

    private async Task<(long Last, List<Candidate> Found)> ReadAsync(long from, List<FactDoor> doors, CancellationToken cancellationToken)
    {
        var (last, asked) = (from, new List<(FactDoor Door, Fact Fact)>());
        await foreach (var fact in log.ReadAsync(from, cancellationToken))
        {
            last = fact.Number;
            var name = NameOf(fact);
            asked.AddRange(doors.Where(d => d.MayTake(fact, name)).Select(d => (d, fact)));
            if (last - from >= FactsPerRound) break;
        }

        // Before anybody is decided about, which takes its time: whose the facts are is known as of when they were read, and nobody looks into a
        // past for what lets nobody in.
        var quiet = asked.Count == 0 ? [] : (await imports.BetweenAsync(from, last, cancellationToken)).Where(f => f.IsQuiet).ToList();
        var found = new List<Candidate>();
        foreach (var (door, fact) in asked.Where(a => !quiet.Exists(f => f.Range.Contains(a.Fact.Number))))
        {
            if (await CandidateAsync(door, fact, cancellationToken) is { } candidate) found.Add(candidate);
        }

        return (last, found);
    }

    private static string NameOf(Fact fact) => fact switch
    {
        Fact.Event happened => StudioText.Key(happened.Name),
        Fact.Assertion said => StudioText.Key(said.Name),
        _ => "",
    };

    private async Task<Candidate?> CandidateAsync(FactDoor door, Fact fact, CancellationToken cancellationToken)
    {
        // The person must be known with this fact before anybody asks about them.
        await engine.WaitAsync(fact.Number, cancellationToken);
        var (passes, about) = (door, fact) switch
        {
            (FactDoor.Event on, Fact.Event happened) => (await PassesAsync(on, happened, cancellationToken), happened.Profile),
            (FactDoor.Change on, Fact.Assertion said) => (await changes.IsByAsync(said, on.Asked, cancellationToken), said.Profile),
            (FactDoor.Change on, Fact.Edge joined) =>
                (await changes.IsByAsync(joined, joined.RecordedAt - (long)FactDoor.LatestBy.TotalMilliseconds, on.Asked, cancellationToken), joined.A.Profile),
            _ => throw new System.Diagnostics.UnreachableException(fact.GetType().Name),
        };
        if (!passes || directory.Read(about) is not { } profile) return null;

        return new Candidate(door.Version, profile.Id, directory.Numbers(profile.Id), fact.Number);
    }

    /// <summary>The filters as the engine reads them, over the moment of the event: it says which events match.</summary>
    private async Task<bool> PassesAsync(FactDoor.Event door, Fact.Event happened, CancellationToken cancellationToken)
    {
        if (door.Filters is not { } filters) return true;

        var moment = new Window.Range(new WrittenDate.Moment(happened.Timestamp), new WrittenDate.Moment(happened.Timestamp + 1));
        var asOf = Math.Max(happened.Timestamp, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var explanation = await engine.ExplainAsync(
            new AudienceQuery(filters with { During = moment }, EpochTime.ToMoment(asOf)), happened.Profile, cancellationToken);
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

    private async Task<List<FactDoor>> DoorsAsync(IReadOnlyList<PublishedVersion> live, CancellationToken cancellationToken)
    {
        var byFacts = live.Where(v => v.Entry?.Trigger is EntryTrigger.Event or EntryTrigger.Change).ToList();
        if (byFacts.Count == 0) return [];

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var names = byFacts.ConvertAll(v => Positions.Open(v.Journey));
        var open = await db.JourneyPositions.AsNoTracking().Where(p => names.Contains(p.Name)).ToDictionaryAsync(p => p.Name, p => p.Position, cancellationToken);

        // Every journey that is live was opened, and the row was written with it.
        return [.. byFacts.Select(v => FactDoor.Of(v, open[Positions.Open(v.Journey)])).OfType<FactDoor>()];
    }
}
