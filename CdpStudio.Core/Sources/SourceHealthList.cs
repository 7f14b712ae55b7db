using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Recurring;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources;

/// <summary>How a source does, from what is stored.</summary>
/// <param name="Hours">Messages accepted in each of the last 24 hours, the present one last.</param>
/// <param name="Lag">How long the oldest of its messages has waited to be processed; null when none waits.</param>
/// <param name="Quarantined">Of the last 24 hours, still in quarantine or discarded.</param>
/// <param name="Refused">Requests of the last 24 hours answered with 4xx.</param>
/// <param name="SilentSince">As <see cref="SourceRow.SilentSince"/>.</param>
/// <param name="Missing">Usual values that none of today's messages has.</param>
/// <param name="New">What today's messages have values for and none before had. Worth knowing, and nothing wrong.</param>
/// <param name="Odd">What was wrong with today's stored messages: against the tracking plan, or in themselves.</param>
/// <param name="Problem">What the last look of a recurring import found wrong with its place; null as well for one that is paused.</param>
public sealed record SourceHealth(
    SourceRow Row,
    IReadOnlyList<long> Hours,
    TimeSpan? Lag,
    long Quarantined,
    long Refused,
    DateTimeOffset? SilentSince,
    IReadOnlyList<MissingField> Missing,
    IReadOnlyList<NewField> New,
    long Odd,
    RecurringProblem? Problem)
{
    /// <summary>Whether somebody should look.</summary>
    public bool NeedsALook => SilentSince is not null || Missing.Count > 0 || Problem is not null;
}

public sealed class SourceHealthList(
    IDbContextFactory<StudioDbContext> contexts, SourceList sources, SourceDrift drift, SilentSources silent, TimeProvider clock)
{
    private const int HoursShown = 24;

    /// <summary>In the order of <see cref="SourceList"/>.</summary>
    public async Task<IReadOnlyList<SourceHealth>> AllAsync(CancellationToken cancellationToken) =>
        await OfAsync(await sources.AllAsync(cancellationToken), cancellationToken);

    /// <summary>Reads that source alone: its page asks every other second.</summary>
    /// <returns>Null when there is no such source.</returns>
    public async Task<SourceHealth?> FindAsync(SourceId id, CancellationToken cancellationToken) =>
        await sources.FindAsync(id, cancellationToken) is { } row ? (await OfAsync([row], cancellationToken))[0] : null;

    /// <summary>How many somebody should look at; every page asks.</summary>
    public async Task<long> CountNeedingALookAsync(CancellationToken cancellationToken)
    {
        var found = (await drift.FindAsync(cancellationToken)).Where(d => d.Value.Missing.Count > 0).Select(d => d.Key).ToHashSet();
        found.UnionWith(silent.Now.Select(s => s.Id.Value));

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        found.UnionWith((await ProblemsAsync(db, cancellationToken)).Keys.Select(id => id.Value));
        return found.Count;
    }

    private async Task<IReadOnlyList<SourceHealth>> OfAsync(IReadOnlyList<SourceRow> rows, CancellationToken cancellationToken)
    {
        var drifts = await drift.FindAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var first = SourceHour.Of(now.ToUnixTimeMilliseconds()) - ((HoursShown - 1) * SourceHour.HourMilliseconds);

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = rows.Select(r => r.Source.Id.Value).ToList();
        var hours = (await db.SourceHours.AsNoTracking().Where(h => h.Hour >= first && ids.Contains(h.Source)).ToListAsync(cancellationToken)).ToLookup(h => h.Source);
        var today = PlanViolation.DayOf(now.ToUnixTimeMilliseconds());
        var odd = await db.PlanViolations
            .Where(v => v.Day == today && ids.Contains(v.Source))
            .GroupBy(v => v.Source)
            .Select(g => new { Source = g.Key, Times = g.Sum(v => v.Marked + v.Dropped) })
            .ToDictionaryAsync(s => s.Source, s => s.Times, cancellationToken);
        var problems = await ProblemsAsync(db, cancellationToken);
        var all = new List<SourceHealth>(rows.Count);
        foreach (var row in rows)
        {
            var of = hours[row.Source.Id.Value].ToList();
            var drifted = drifts.GetValueOrDefault(row.Source.Id.Value);
            var accepted = new long[HoursShown];
            // One that another node's fast clock wrote is none of these.
            foreach (var hour in of.Where(h => (h.Hour - first) / SourceHour.HourMilliseconds < HoursShown))
                accepted[(hour.Hour - first) / SourceHour.HourMilliseconds] = hour.Accepted;

            all.Add(new SourceHealth(
                row,
                accepted,
                row.Counts.Waiting > 0 ? now - await OldestAsync(db, row.Source.Id.Value, cancellationToken) : null,
                of.Sum(h => h.Quarantined),
                of.Sum(h => h.Refused),
                row.SilentSince(now),
                drifted?.Missing ?? [],
                drifted?.New ?? [],
                odd.GetValueOrDefault(row.Source.Id.Value),
                problems.GetValueOrDefault(row.Source.Id)));
        }

        return all;
    }

    /// <summary>By source; those without one are left out.</summary>
    private static Task<Dictionary<SourceId, RecurringProblem?>> ProblemsAsync(StudioDbContext db, CancellationToken cancellationToken) => (
        from import in db.RecurringImports
        join source in db.Sources on import.Source equals source.Id
        // Whoever has paused it has looked.
        where import.Problem != null && !source.Disabled
        select new { import.Source, import.Problem }).ToDictionaryAsync(p => p.Source, p => p.Problem, cancellationToken);

    // The inbox is taken in rising order, so the first of a source is its oldest.
    private static async Task<DateTimeOffset?> OldestAsync(StudioDbContext db, int source, CancellationToken cancellationToken)
    {
        var oldest = await db.Inbox
            .Where(r => r.Source == source && r.Quarantined == 0)
            .OrderBy(r => r.Id)
            .Select(r => (long?)r.ReceivedAt)
            .FirstOrDefaultAsync(cancellationToken);
        return oldest is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
    }
}
