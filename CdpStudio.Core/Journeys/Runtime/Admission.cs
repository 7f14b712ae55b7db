using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>Somebody whom a reason would let in.</summary>
/// <param name="Numbers">All numbers of the person: an entry under any of them was this person's.</param>
/// <param name="Profile">The one that is shown.</param>
/// <param name="Reason">See <see cref="JourneyRun.EntryReason"/>.</param>
/// <param name="BroughtBy">See <see cref="JourneyRun.BroughtBy"/>.</param>
internal sealed record Candidate(PublishedVersion Version, ProfileId Profile, IReadOnlyList<ProfileId> Numbers, long Reason, int BroughtBy = 0);

/// <summary>Decides who comes in, inside of the transaction that lets them in.</summary>
internal static class Admission
{
    /// <summary>Adds a run, standing at the entry, for each candidate who may come in. One reason lets in once, whoever asks again.</summary>
    /// <returns>Who came in.</returns>
    public static async Task<IReadOnlyList<JourneyRun>> AdmitAsync(StudioDbContext db, IReadOnlyList<Candidate> candidates, long now, CancellationToken cancellationToken)
    {
        var admitted = await WhoAsync(db, candidates, now, cancellationToken);
        if (admitted.Count == 0) return [];

        db.AddRange(admitted);
        // The database numbers the runs, and passages carry that number.
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(admitted.Select(run => new JourneyPassage
        {
            Run = run.Id,
            Visit = run.Visit,
            Journey = run.Journey,
            Version = run.Version,
            Step = run.Step,
            Profile = run.Profile,
            CameAt = run.EnteredAt,
        }));
        return admitted;
    }

    private static async Task<List<JourneyRun>> WhoAsync(
        StudioDbContext db, IReadOnlyList<Candidate> candidates, long now, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(db, candidates, cancellationToken);
        var people = candidates.SelectMany(c => c.Numbers).Distinct().ToList();
        var journeys = candidates.Select(c => c.Version.Journey).Distinct().ToList();
        var entries = (await db.JourneyRuns.AsNoTracking()
                .Where(r => journeys.Contains(r.Journey) && people.Contains(r.Profile))
                .Select(r => new Entered(r.Journey, r.Profile, r.Entry, r.EntryReason, r.State))
                .ToListAsync(cancellationToken))
            .ToLookup(e => (e.Journey, e.Profile));

        var admitted = new List<JourneyRun>();
        foreach (var candidate in candidates.Where(c => open.Contains((c.Version.Journey, c.Version.Version))))
        {
            var before = candidate.Numbers.SelectMany(n => entries[(candidate.Version.Journey, n)])
                .Concat(admitted.Where(r => r.Journey == candidate.Version.Journey && candidate.Numbers.Contains(r.Profile))
                    .Select(r => new Entered(r.Journey, r.Profile, r.Entry, r.EntryReason, r.State)))
                .ToList();
            if (MayEnter(candidate.Version.Entry!.Again, before, candidate.Reason)) // who is let in came through an entry
                admitted.Add(Run(candidate, before.Select(e => e.Entry).DefaultIfEmpty(0).Max() + 1, now));
        }

        return admitted;
    }

    private static bool MayEnter(EntryAgain again, List<Entered> before, long reason) => again switch
    {
        EntryAgain.Never => before.Count == 0,
        EntryAgain.AfterExit => before.TrueForAll(e => e.State != JourneyRunState.Active && e.Reason != reason),
        EntryAgain.Always => before.TrueForAll(e => e.Reason != reason),
        _ => throw new System.Diagnostics.UnreachableException(again.ToString()),
    };

    /// <summary>Closed or published anew since the candidates were found: then nobody comes in by what was.</summary>
    private static async Task<HashSet<(JourneyNumber, int)>> OpenAsync(
        StudioDbContext db, IReadOnlyList<Candidate> candidates, CancellationToken cancellationToken)
    {
        var journeys = candidates.Select(c => c.Version.Journey).Distinct().ToList();
        var open = await db.Journeys.AsNoTracking()
            .Where(j => journeys.Contains(j.Number) && j.State == JourneyState.Live && j.LiveVersion != null)
            .Select(j => new { j.Number, Version = j.LiveVersion!.Value }) // not null, as asked
            .ToListAsync(cancellationToken);
        return [.. open.Select(j => (j.Number, j.Version))];
    }

    private static JourneyRun Run(Candidate candidate, int entry, long now) => new()
    {
        Journey = candidate.Version.Journey,
        Version = candidate.Version.Version,
        Profile = candidate.Profile,
        Entry = entry,
        EntryReason = candidate.Reason,
        BroughtBy = candidate.BroughtBy,
        State = JourneyRunState.Active,
        Step = candidate.Version.Entry!.Id, // who is let in came through an entry
        Visit = 1,
        DueAt = now,
        EnteredAt = now,
        ChangedAt = now,
    };

    private sealed record Entered(JourneyNumber Journey, ProfileId Profile, int Entry, long Reason, JourneyRunState State);
}
