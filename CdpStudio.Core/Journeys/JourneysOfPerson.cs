using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Every walk through a journey, visit by visit, also of journeys that are deleted by now.</summary>
internal sealed class JourneysOfPerson(IDbContextFactory<StudioDbContext> contexts) : IPersonalData
{
    private const int AtOnce = 100;

    public string Part => PersonalPart.Journeys;

    public async IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var numbers = person.Numbers;
        for (var after = 0L; ;)
        {
            var behind = after;
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var runs = await db.JourneyRuns.AsNoTracking()
                .Where(r => r.Id > behind && numbers.Contains(r.Profile))
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
