using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Every walk through a journey, visit by visit, also of journeys that are deleted by now.</summary>
internal sealed class JourneysOfPerson(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, JourneySets sets, TimeProvider clock) : IPersonalData
{
    private const int AtOnce = 100;

    /// <summary>Each has as many passages as it made visits.</summary>
    private const int RunsPerWrite = 20;

    public string Part => PersonalPart.Journeys;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        for (var after = 0L; ;)
        {
            var behind = after;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var runs = await NotErased(db, numbers).AsNoTracking()
                .Where(r => r.Id > behind)
                .OrderBy(r => r.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (runs.Count == 0) yield break;

            var journeys = runs.ConvertAll(r => r.Journey);
            var named = await db.Journeys.AsNoTracking().Where(j => journeys.Contains(j.Number))
                .Select(j => new { j.Number, j.Key, j.Name }).ToDictionaryAsync(j => j.Number, cancellationToken);
            var ids = runs.ConvertAll(r => r.Id);
            var passages = (await db.JourneyPassages.AsNoTracking().Where(p => ids.Contains(p.Run)).ToListAsync(cancellationToken)).ToLookup(p => p.Run);
            foreach (var run in runs)
            {
                var journey = named.GetValueOrDefault(run.Journey);
                yield return Of(run, journey?.Key, journey?.Name, passages[run.Id].OrderBy(p => p.Visit));
            }

            after = runs[^1].Id;
        }
    }

    /// <summary>
    /// Counts of a journey are counts of these rows, so they stay: where somebody came through and when, under a number that is nobody's by
    /// now. What the person did to come in goes, and what branches saw of them. Who is still inside has left.
    /// </summary>
    public async Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        List<long> runs;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            runs = await NotErased(db, numbers).Select(r => r.Id).ToListAsync(cancellationToken);

        foreach (var chunk in runs.Chunk(RunsPerWrite))
        {
            var left = await queue.WriteAsync(WritePriority.Background, (db, token) => EmptyAsync(db, [.. chunk], token), cancellationToken);
            foreach (var journey in left.GroupBy(r => r.Journey)) sets.Ended(journey.Key, journey.Select(r => r.Id), JourneyRunState.Exited);
        }

        return runs.Count;
    }

    /// <returns>Those that had not ended.</returns>
    private async Task<List<JourneyRun>> EmptyAsync(StudioDbContext db, List<long> runs, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var inside = await db.JourneyRuns.AsNoTracking().Where(r => runs.Contains(r.Id) && r.State == JourneyRunState.Active).ToListAsync(cancellationToken);
        var ids = inside.ConvertAll(r => r.Id);
        await db.JourneyRuns.Where(r => ids.Contains(r.Id) && r.State == JourneyRunState.Active).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, JourneyRunState.Exited).SetProperty(r => r.DueAt, (long?)null).SetProperty(r => r.ChangedAt, at), cancellationToken);
        await db.JourneyPassages.Where(p => ids.Contains(p.Run) && p.Outcome == null).ExecuteUpdateAsync(
            // A clock that was set back: no visit ends before it began.
            set => set.SetProperty(p => p.LeftAt, p => p.CameAt > at ? p.CameAt : at).SetProperty(p => p.Outcome, Outcome.Gone), cancellationToken);
        await db.JourneyPassages.Where(p => runs.Contains(p.Run)).ExecuteUpdateAsync(set => set.SetProperty(p => p.Detail, (string?)null), cancellationToken);
        await db.JourneyRuns.Where(r => runs.Contains(r.Id)).ExecuteUpdateAsync(set => set.SetProperty(r => r.EntryReason, JourneyRun.Erased), cancellationToken);
        return inside;
    }

    private static IQueryable<JourneyRun> NotErased(StudioDbContext db, IReadOnlyList<ProfileId> numbers) =>
        db.JourneyRuns.Where(r => numbers.Contains(r.Profile) && r.EntryReason != JourneyRun.Erased);

    private static JsonObject Of(JourneyRun run, string? key, string? name, IEnumerable<JourneyPassage> passages) => new()
    {
        ["number"] = run.Id,
        ["journey"] = key,
        ["name"] = name,
        ["version"] = run.Version,
        ["entry"] = run.Entry,
        ["state"] = PersonalJson.Name(run.State),
        ["step"] = run.Step,
        ["enteredAt"] = PersonalJson.Moment(run.EnteredAt),
        ["changedAt"] = PersonalJson.Moment(run.ChangedAt),
        ["dueAt"] = PersonalJson.Moment(run.DueAt),
        ["import"] = run.BroughtBy == 0 ? null : run.BroughtBy,
        ["visits"] = new JsonArray([.. passages.Select(p => (JsonNode)Of(p))]),
    };

    private static JsonObject Of(JourneyPassage passage) => new()
    {
        ["visit"] = passage.Visit,
        ["step"] = passage.Step,
        ["cameAt"] = PersonalJson.Moment(passage.CameAt),
        ["leftAt"] = PersonalJson.Moment(passage.LeftAt),
        ["outcome"] = passage.Outcome,
        ["detail"] = PersonalJson.Stored(passage.Detail),
    };
}
