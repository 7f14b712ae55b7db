using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>Journeys as the sender of mails sees them.</summary>
internal sealed partial class JourneySends(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, PublishedVersions versions, TimeProvider clock, ILogger<JourneySends> logger) : ISendOwner
{
    public SendOwner Owner => SendOwner.JourneyStep;

    public async Task<MessageContent?> ContentAsync(Send send, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var journeys = db.Journeys;
        var passage = await db.JourneyPassages.AsNoTracking()
            .Where(p => p.Run == send.OwnerId && p.Visit == send.Visit && journeys.Any(j => j.Number == p.Journey))
            .Select(p => new { p.Journey, p.Version, p.Step })
            .SingleOrDefaultAsync(cancellationToken);
        if (passage is null) return null;

        // The same object for everybody of a step, so whoever lays mails out may keep them by it.
        var version = await versions.FindAsync(passage.Journey, passage.Version, cancellationToken);
        return version?.Definition.Find(passage.Step) is JourneyStep.Email email ? email.Content : null;
    }

    public async Task<IReadOnlyDictionary<long, ToldSend>> TellAsync(IReadOnlyList<Send> sends, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var numbers = sends.Select(s => s.OwnerId).Distinct().ToList();
        var runs = await db.JourneyRuns.AsNoTracking().Where(r => numbers.Contains(r.Id))
            .Join(db.Journeys, r => r.Journey, j => j.Number, (r, j) => new { r.Id, r.Journey, r.Version, j.Key, j.Name })
            .ToDictionaryAsync(r => r.Id, cancellationToken);
        var steps = await db.JourneyPassages.AsNoTracking().Where(p => numbers.Contains(p.Run))
            .Select(p => new { p.Run, p.Visit, p.Step })
            .ToDictionaryAsync(p => (p.Run, p.Visit), p => p.Step, cancellationToken);

        var told = new Dictionary<long, ToldSend>();
        foreach (var send in sends)
        {
            if (!runs.TryGetValue(send.OwnerId, out var run)) continue;

            var version = await versions.FindAsync(run.Journey, run.Version, cancellationToken);
            var step = steps.TryGetValue((send.OwnerId, send.Visit), out var id) ? version?.Definition.Find(id) : null;
            told[send.Id] = new ToldSend((step as JourneyStep.Email)?.Content, OriginOf(run.Name, run.Key, version?.Entry?.Trigger));
        }

        return told;
    }

    private static SendOrigin OriginOf(string name, string key, EntryTrigger? trigger) => new(
        name, key, (trigger as EntryTrigger.Segment)?.Key, (trigger as EntryTrigger.Event)?.Name, (trigger as EntryTrigger.Change)?.Attribute);

    public async Task<IReadOnlyList<long>> RestingAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var prefix = Positions.Rest(default)[..^1];
        var names = await db.JourneyPositions.Where(p => p.Name.StartsWith(prefix)).Select(p => p.Name).ToListAsync(cancellationToken);
        if (names.Count == 0) return [];

        var journeys = names.ConvertAll(n => new JourneyNumber(int.Parse(n.AsSpan(prefix.Length), System.Globalization.CultureInfo.InvariantCulture)));
        var runs = db.JourneyRuns.Where(r => journeys.Contains(r.Journey));
        return await db.Sends
            .Where(s => s.Owner == SendOwner.JourneyStep && (s.State == SendState.Planned || s.State == SendState.Deferred || s.State == SendState.Claimed))
            .Where(s => runs.Any(r => r.Id == s.OwnerId))
            .Select(s => s.OwnerId)
            .Distinct()
            .ToListAsync(cancellationToken);
    }

    public async Task PauseAsync(IReadOnlyCollection<long> ownerIds, string reply, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var resting = await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                var journeys = await db.JourneyRuns.Where(r => ownerIds.Contains(r.Id)).Select(r => r.Journey).Distinct().ToListAsync(token);
                foreach (var journey in journeys)
                {
                    // The first time stands: since then nothing has left.
                    if (await Positions.FindAsync(db, Positions.Rest(journey), token) is null)
                        await Positions.SetAsync(db, Positions.Rest(journey), now, token);
                }

                return journeys;
            },
            cancellationToken);
        foreach (var journey in resting) LogResting(journey, reply);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mails of journey {Journey} rest until somebody goes on: {Reason}")]
    private partial void LogResting(JourneyNumber journey, string reason);
}
