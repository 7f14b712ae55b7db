using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>How many people came through a journey, counted from their passages every time, so the people behind each count can be listed.</summary>
/// <param name="Version">Null counts all versions.</param>
/// <param name="Steps">Those of the version, or of the live one; then those that only older versions have.</param>
public sealed record JourneyCounts(
    int? Version, IReadOnlyList<VersionCount> Versions, WalkCounts Walks, IReadOnlyList<StepCounts> Steps);

/// <param name="Inside">People who still walk it.</param>
public sealed record VersionCount(int Version, DateTimeOffset PublishedAt, string PublishedBy, int Inside);

/// <summary>Entered = inside + completed + exited. Counts entries: who came in twice counts twice.</summary>
public sealed record WalkCounts(int Entered, int Inside, int Completed, int Exited)
{
    public static WalkCounts Of(IEnumerable<(JourneyRunState State, int Count)> counts)
    {
        var byState = counts.ToLookup(c => c.State, c => c.Count);
        var (inside, completed, exited) = (byState[JourneyRunState.Active].Sum(), byState[JourneyRunState.Completed].Sum(), byState[JourneyRunState.Exited].Sum());
        return new WalkCounts(inside + completed + exited, inside, completed, exited);
    }
}

/// <summary>Came = waiting + left.</summary>
/// <param name="Mails">Null for a step that sends none.</param>
public sealed record StepCounts(string Step, int Came, int Waiting, IReadOnlyList<OutcomeCount> Left, MailCounts? Mails);

public sealed record OutcomeCount(string Outcome, int Count);

/// <param name="Planned">Not left yet: waiting, taken or deferred.</param>
public sealed record MailCounts(int Planned, int Sent, int Skipped, int Failed, int InDoubt);

public sealed class JourneyNumbers(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Null when there is no such journey, or no such version of it.</summary>
    public async Task<JourneyCounts?> OfAsync(JourneyId id, int? version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == id, cancellationToken) is not { } journey) return null;

        var versions = await db.JourneyVersions.AsNoTracking().Where(v => v.Journey == journey.Number).OrderByDescending(v => v.Version).ToListAsync(cancellationToken);
        if (version is not null && !versions.Exists(v => v.Version == version)) return null;

        var runs = await db.JourneyRuns.Where(r => r.Journey == journey.Number)
            .GroupBy(r => new { r.Version, r.State })
            .Select(g => new { g.Key.Version, g.Key.State, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var steps = await StepsAsync(db, journey.Number, version, cancellationToken);
        var shown = versions.Find(v => v.Version == (version ?? journey.LiveVersion))?.Definition ?? journey.Draft;
        return new JourneyCounts(
            version,
            [.. versions.Select(v => new VersionCount(
                v.Version, v.PublishedAt, v.PublishedBy, runs.Where(r => r.Version == v.Version && r.State == JourneyRunState.Active).Sum(r => r.Count)))],
            WalkCounts.Of(runs.Where(r => version is null || r.Version == version).Select(r => (r.State, r.Count))),
            WithUnvisited(steps, DefinitionReader.ReadStored(shown)));
    }

    private static async Task<Dictionary<string, StepCounts>> StepsAsync(
        StudioDbContext db, JourneyNumber journey, int? version, CancellationToken cancellationToken)
    {
        var passages = db.JourneyPassages.Where(p => p.Journey == journey && (version == null || p.Version == version));
        var left = await passages.GroupBy(p => new { p.Step, p.Outcome })
            .Select(g => new { g.Key.Step, g.Key.Outcome, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var mails = (await passages
                .Join(
                    db.Sends.Where(s => s.Owner == SendOwner.JourneyStep),
                    p => new { p.Run, p.Visit },
                    s => new { Run = s.OwnerId, s.Visit },
                    (p, s) => new { p.Step, s.State })
                .GroupBy(m => m)
                .Select(g => new { g.Key.Step, g.Key.State, Count = g.Count() })
                .ToListAsync(cancellationToken))
            .ToLookup(m => m.Step, m => (m.State, m.Count));

        return left.GroupBy(l => l.Step).ToDictionary(
            g => g.Key,
            g => new StepCounts(
                g.Key,
                g.Sum(l => l.Count),
                g.Where(l => l.Outcome is null).Sum(l => l.Count),
                [.. g.Where(l => l.Outcome is not null).OrderBy(l => l.Outcome, StringComparer.Ordinal).Select(l => new OutcomeCount(l.Outcome!, l.Count))], // not null, as asked
                mails.Contains(g.Key) ? Mails(mails[g.Key]) : null));
    }

    private static IReadOnlyList<StepCounts> WithUnvisited(Dictionary<string, StepCounts> counted, JourneyDefinition definition)
    {
        var shown = definition.Steps.Select(step => counted.Remove(step.Id, out var counts)
            ? counts with { Mails = counts.Mails ?? (step is JourneyStep.Email ? Mails([]) : null) }
            : new StepCounts(step.Id, 0, 0, [], step is JourneyStep.Email ? Mails([]) : null)).ToList();
        return [.. shown, .. counted.Values.OrderBy(s => s.Step, StringComparer.Ordinal)];
    }

    private static MailCounts Mails(IEnumerable<(SendState State, int Count)> counts)
    {
        var byGroup = counts.ToLookup(c => MailGroups.Of(c.State), c => c.Count);
        return new MailCounts(
            byGroup[MailGroup.Planned].Sum(), byGroup[MailGroup.Sent].Sum(), byGroup[MailGroup.Skipped].Sum(), byGroup[MailGroup.Failed].Sum(), byGroup[MailGroup.InDoubt].Sum());
    }
}

/// <summary>What became of a mail, as far as people want to know.</summary>
public enum MailGroup
{
    Planned,
    Sent,
    Skipped,
    Failed,
    InDoubt,
}

internal static class MailGroups
{
    public static IReadOnlyList<SendState> States(MailGroup group) => [.. Enum.GetValues<SendState>().Where(s => Of(s) == group)];

    public static MailGroup Of(SendState state) => state switch
    {
        SendState.Planned or SendState.Claimed or SendState.HandingOff or SendState.Deferred => MailGroup.Planned,
        SendState.Sent => MailGroup.Sent,
        SendState.Skipped => MailGroup.Skipped,
        SendState.Failed => MailGroup.Failed,
        SendState.InDoubt => MailGroup.InDoubt,
        _ => throw new System.Diagnostics.UnreachableException(state.ToString()),
    };
}
