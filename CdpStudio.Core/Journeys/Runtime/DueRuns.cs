using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>
/// Takes the runs that are due a step further. Decided outside of the transaction, written in one: whoever else moved a run in the meantime
/// has raised its visit, and what was decided for the old one is dropped.
/// </summary>
internal sealed partial class DueRuns(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    PublishedVersions versions,
    BranchAnswers branches,
    IAudienceEngine engine,
    SendPlanner planner,
    JourneySets sets,
    TimeProvider clock,
    ILogger<DueRuns> logger)
{
    private const int RunsPerWrite = 50;

    /// <summary>Advances a chunk of what is due.</summary>
    /// <returns>How many were due; none when there is nothing to do now.</returns>
    public async Task<int> AdvanceAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        List<JourneyRun> due;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            due = await db.JourneyRuns.AsNoTracking()
                .Where(r => r.State == JourneyRunState.Active && r.DueAt <= now)
                .OrderBy(r => r.DueAt).ThenBy(r => r.Id)
                .Take(RunsPerWrite)
                .ToListAsync(cancellationToken);
        }

        if (due.Count == 0) return 0;

        var moves = new List<Move>();
        // By number: two nodes that lock the same rows lock them in the same order.
        foreach (var run in due.OrderBy(r => r.Id)) moves.Add(await DecideAsync(run, now, cancellationToken));

        var ended = await queue.WriteAsync(WritePriority.Background, (db, token) => WriteAsync(db, moves, token), cancellationToken);
        foreach (var move in ended) sets.Ended(move.Run.Journey, [move.Run.Id], move.Result.State.State);
        Failpoints.Hit("journey.committed");
        return due.Count;
    }

    /// <summary>When the next run is due, milliseconds since the Unix epoch; null when nobody waits.</summary>
    public async Task<long?> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.JourneyRuns.Where(r => r.State == JourneyRunState.Active).MinAsync(r => r.DueAt, cancellationToken);
    }

    private async Task<Move> DecideAsync(JourneyRun run, long now, CancellationToken cancellationToken)
    {
        var state = new RunState(run.State, run.Step, run.Visit, run.ChangedAt, run.DueAt);
        // Deleted with people inside, which the product refuses: let them out rather than look again for ever.
        if (await versions.FindAsync(run.Journey, run.Version, cancellationToken) is not { } version)
            return new Move(run, new AdvanceResult(state with { State = JourneyRunState.Exited, DueAt = null }, [], []));

        // Another node may have let the person in by a fact that this one's engine has not read yet.
        if (run.EntryReason > engine.Position) await engine.WaitAsync(run.EntryReason, cancellationToken);
        var result = await branches.AdvanceAsync(version.Definition, version.RuleOf, run.Profile, state, now, cancellationToken);
        if (result.NotNow is not null) LogNotNow(run.Id, result.State.Step, result.NotNow);
        return new Move(run, result);
    }

    /// <returns>Those that ended a walk.</returns>
    private async Task<IReadOnlyList<Move>> WriteAsync(StudioDbContext db, List<Move> moves, CancellationToken cancellationToken)
    {
        var mails = new List<SendRequest>();
        var ended = new List<Move>();
        foreach (var move in moves)
        {
            var (before, after) = (move.Run, move.Result.State);
            var mine = await db.JourneyRuns
                .Where(r => r.Id == before.Id && r.Visit == before.Visit && r.DueAt == before.DueAt && r.State == JourneyRunState.Active)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(r => r.State, after.State)
                        .SetProperty(r => r.Step, after.Step)
                        .SetProperty(r => r.Visit, after.Visit)
                        .SetProperty(r => r.DueAt, after.DueAt)
                        .SetProperty(r => r.ChangedAt, after.CameAt),
                    cancellationToken);
            if (mine == 0) continue;

            if (after.State != JourneyRunState.Active) ended.Add(move);
            await PassAsync(db, move, cancellationToken);
            mails.AddRange(move.Result.Effects.Select(e => new SendRequest(before.Id, e.Visit, before.Profile, DateTimeOffset.FromUnixTimeMilliseconds(e.At), e.About)));
        }

        foreach (var chunk in mails.Chunk(SendPlanner.MostAtOnce)) await planner.PlanAsync(db, SendOwner.JourneyStep, chunk, cancellationToken);
        Failpoints.Hit("journey.before_commit");
        return ended;
    }

    private static async Task PassAsync(StudioDbContext db, Move move, CancellationToken cancellationToken)
    {
        if (move.Result.Visits.Count == 0) return;

        var left = move.Result.Visits[0];
        if (left.LeftAt is not null)
        {
            var detail = left.Decision is null ? null : DecisionJson.Write(left.Decision);
            await db.JourneyPassages
                .Where(p => p.Run == move.Run.Id && p.Visit == left.Visit)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(p => p.LeftAt, left.LeftAt).SetProperty(p => p.Outcome, left.Outcome).SetProperty(p => p.Detail, detail),
                    cancellationToken);
        }

        db.AddRange(move.Result.Visits.Skip(1).Select(visit => new JourneyPassage
        {
            Run = move.Run.Id,
            Visit = visit.Visit,
            Journey = move.Run.Journey,
            Version = move.Run.Version,
            Step = visit.Step,
            Profile = move.Run.Profile,
            CameAt = visit.CameAt,
            LeftAt = visit.LeftAt,
            Outcome = visit.Outcome,
            Detail = visit.Decision is null ? null : DecisionJson.Write(visit.Decision),
        }));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Run {Run} stays at the branch {Step} and is asked again later: {Reason}")]
    private partial void LogNotNow(long run, string step, string reason);

    private sealed record Move(JourneyRun Run, AdvanceResult Result);
}
