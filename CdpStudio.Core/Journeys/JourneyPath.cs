using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Rules;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>One walk of one person, visit by visit.</summary>
/// <param name="Visits">In their order.</param>
public sealed record WalkedPath(
    JourneyId Journey, string Key, string Name, long Run, int Version, int Entry, JourneyRunState State, DateTimeOffset EnteredAt, DateTimeOffset? DueAt,
    IReadOnlyList<PathVisit> Visits);

/// <param name="Outcome">Null while the person stands here.</param>
/// <param name="Decision">Of a branch, as it was decided then.</param>
public sealed record PathVisit(
    int Visit, JourneyStep Step, DateTimeOffset CameAt, DateTimeOffset? LeftAt, string? Outcome, PathDecision? Decision, PathMail? Mail);

public sealed record PathDecision(Rule Rule, NodeExplanation Explanation);

public sealed record PathMail(SendState State, SendReason? Reason, DateTimeOffset At);

public sealed class JourneyPath(IDbContextFactory<StudioDbContext> contexts, SeenPeople people) : IProfileJourneys
{
    private const int MostWalks = 100;

    /// <summary>The latest entry first, at most 100; under whatever number of the person they were entered.</summary>
    /// <param name="journey">Null for all.</param>
    public async Task<IReadOnlyList<WalkedPath>> OfAsync(ProfileId profile, JourneyId? journey, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var walks = await WalksAsync(db, profile, journey, cancellationToken);
        var runs = walks.ConvertAll(w => w.Run.Id);
        var passages = (await db.JourneyPassages.AsNoTracking().Where(p => runs.Contains(p.Run)).ToListAsync(cancellationToken)).ToLookup(p => p.Run);
        var sends = await db.Sends.AsNoTracking()
            .Where(s => s.Owner == SendOwner.JourneyStep && runs.Contains(s.OwnerId))
            .ToDictionaryAsync(s => (s.OwnerId, s.Visit), cancellationToken);
        var definitions = await DefinitionsAsync(db, walks, cancellationToken);

        return walks.ConvertAll(walk =>
        {
            var definition = definitions[(walk.Run.Journey, walk.Run.Version)];
            return new WalkedPath(
                walk.Journey.Id, walk.Journey.Key, walk.Journey.Name, walk.Run.Id, walk.Run.Version, walk.Run.Entry, walk.Run.State,
                Moment(walk.Run.EnteredAt), walk.Run.DueAt is { } due ? Moment(due) : null,
                [.. passages[walk.Run.Id].OrderBy(p => p.Visit).Select(p => Shown(Visit(definition, p, sends.GetValueOrDefault((p.Run, p.Visit))), profile))]);
        });
    }

    public async Task<IReadOnlyList<ProfileJourney>> OfAsync(ProfileId profile, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var walks = await WalksAsync(db, profile, journey: null, cancellationToken);
        return walks.ConvertAll(w => new ProfileJourney(
            w.Journey.Key, w.Journey.Name, JsonNamingPolicy.CamelCase.ConvertName(w.Run.State.ToString()), w.Run.Version, w.Run.Entry, Moment(w.Run.EnteredAt)));
    }

    private async Task<List<(JourneyRun Run, Journey Journey)>> WalksAsync(
        StudioDbContext db, ProfileId profile, JourneyId? journey, CancellationToken cancellationToken)
    {
        var numbers = people.Numbers(profile) is { Count: > 0 } known ? known : [profile];
        var walks = await db.JourneyRuns.AsNoTracking()
            .Where(r => numbers.Contains(r.Profile))
            .Join(db.Journeys.Where(j => journey == null || j.Id == journey), r => r.Journey, j => j.Number, (r, j) => new { Run = r, Journey = j })
            .OrderByDescending(w => w.Run.EnteredAt).ThenByDescending(w => w.Run.Id)
            .Take(MostWalks)
            .ToListAsync(cancellationToken);
        return walks.ConvertAll(w => (w.Run, w.Journey));
    }

    private static async Task<Dictionary<(JourneyNumber, int), JourneyDefinition>> DefinitionsAsync(
        StudioDbContext db, List<(JourneyRun Run, Journey Journey)> walks, CancellationToken cancellationToken)
    {
        var journeys = walks.Select(w => w.Run.Journey).Distinct().ToList();
        var wanted = walks.Select(w => (w.Run.Journey, w.Run.Version)).ToHashSet();
        var versions = await db.JourneyVersions.AsNoTracking().Where(v => journeys.Contains(v.Journey)).ToListAsync(cancellationToken);
        return versions.Where(v => wanted.Contains((v.Journey, v.Version)))
            .ToDictionary(v => (v.Journey, v.Version), v => DefinitionReader.ReadStored(v.Definition));
    }

    private PathVisit Shown(PathVisit visit, ProfileId profile) => visit.Decision is { } decision
        ? visit with { Decision = decision with { Explanation = people.Shown(decision.Explanation, decision.Rule, profile) } }
        : visit;

    private static PathVisit Visit(JourneyDefinition definition, JourneyPassage passage, Send? send)
    {
        // A version never changes, so what somebody walked through is in it.
        var step = definition.Find(passage.Step)!;
        return new PathVisit(
            passage.Visit, step, Moment(passage.CameAt), passage.LeftAt is { } left ? Moment(left) : null, passage.Outcome,
            DecisionOf(step, passage.Detail), send is null ? null : new PathMail(send.State, send.Reason, Moment(send.ChangedAt)));
    }

    private static PathDecision? DecisionOf(JourneyStep step, string? detail) =>
        step is JourneyStep.Branch { Rule: { } rule } && detail is not null
        && DecisionJson.Read(detail) is { } decided && Segments.SavedRule.Read(rule.ToJsonString()) is { } read
            ? new PathDecision(read, decided.Explanation)
            : null;

    private static DateTimeOffset Moment(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
