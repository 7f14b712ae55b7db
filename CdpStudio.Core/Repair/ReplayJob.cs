using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Repair;

/// <summary>
/// Applies a repair's rule and puts what fits into the inbox, chunk by chunk. A message becomes 'replaying' in the write that puts it
/// there, and what the processor decides is written with its facts, so each goes through once, killed at any moment. It ends when
/// the processor has decided all of them.
/// </summary>
internal sealed class ReplayJob(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, RepairTrial trial, InboxDepth inbox, TimeProvider clock) : IJob
{
    public const string Kind = "quarantine-replay";

    private const int AtOnce = 100;

    // What comes in from outside goes first.
    private const int MaxWaitingMessages = 10_000;

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var repair = await FindAsync(run.Id, cancellationToken);
        if (RepairRuleReader.Read(repair.Rule) is not RepairReading.Read { Rule: var rule })
            throw new JobFailedException("This version can't read the repair's rule. Nothing was changed; start the repair again.");

        var tried = JsonSerializer.Deserialize<Checkpoint>(run.Checkpoint ?? "{}") ?? new Checkpoint();
        while (await NextAsync(repair, tried.LastId, cancellationToken) is { Count: > 0 } messages)
        {
            while (inbox.Messages > MaxWaitingMessages)
            {
                await Task.Delay(s_lookAgain, clock, cancellationToken);
                // The processor may be at work on another node, which tells only the database.
                await inbox.RecountAsync(cancellationToken);
            }

            var outcomes = messages.ConvertAll(m => (m.Id, Outcome: trial.Try(m, rule)));
            tried = new Checkpoint { LastId = messages[^1].Id, Messages = tried.Messages + messages.Count };
            var progress = new JobProgress(tried.Messages, repair.Messages, JsonSerializer.Serialize(tried));
            var sent = await queue.WriteAsync(
                WritePriority.Background,
                async (db, token) =>
                {
                    // First, because it refuses whoever has lost the run.
                    await run.AdvanceAsync(db, progress, token);
                    return await SaveAsync(db, repair.Number, outcomes, token);
                },
                cancellationToken);
            Failpoints.Hit("replay.chunk_saved");
            inbox.Added(sent);
            run.Announce();
        }

        while (await AnyWaitsAsync(repair.Number, cancellationToken)) await Task.Delay(s_lookAgain, clock, cancellationToken);
        run.Log(string.Create(CultureInfo.InvariantCulture, $"{tried.Messages} messages were tried."));
        await run.AdvanceAsync(new JobProgress(tried.Messages), cancellationToken);
    }

    private async Task<int> SaveAsync(
        StudioDbContext db, int repair, List<(long Id, RepairOutcome Outcome)> outcomes, CancellationToken cancellationToken)
    {
        var rows = outcomes.Select(o => o.Outcome).OfType<RepairOutcome.Fits>().ToDictionary(f => f.Row.Quarantined, f => f.Row);
        var ids = rows.Keys.ToArray();
        var claimed = await db.QuarantinedMessages
            .Where(m => ids.Contains(m.Id))
            .Open()
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, QuarantineState.Replaying).SetProperty(m => m.Replay, repair), cancellationToken);
        // Somebody else discards or replays the others.
        var mine = claimed == ids.Length
            ? [.. ids]
            : await db.QuarantinedMessages
                .Where(m => ids.Contains(m.Id) && m.State == QuarantineState.Replaying && m.Replay == repair)
                .Select(m => m.Id)
                .ToListAsync(cancellationToken);
        await InboxRows.AddAsync(db, [.. mine.Select(id => rows[id])], clock.GetUtcNow(), cancellationToken);

        var kept = 0;
        var stays = outcomes.Where(o => o.Outcome is RepairOutcome.Stays).GroupBy(o => ((RepairOutcome.Stays)o.Outcome).Refusal);
        foreach (var refusal in stays)
        {
            var refused = refusal.Select(o => o.Id).ToArray();
            var still = db.QuarantinedMessages.Where(m => refused.Contains(m.Id)).Open();
            await still.ExecuteUpdateAsync(set => set.SetProperty(m => m.Replay, repair), cancellationToken);
            kept += await QuarantineFilters.KeepAsync(still, refusal.Key, cancellationToken);
        }

        await db.QuarantineRepairs.Where(r => r.Number == repair).ExecuteUpdateAsync(set => set.SetProperty(r => r.Kept, r => r.Kept + kept), cancellationToken);
        return mine.Count;
    }

    private async Task<QuarantineRepair> FindAsync(JobRunId job, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.QuarantineRepairs.AsNoTracking().SingleAsync(r => r.Job == job.Value, cancellationToken);
    }

    // By id: what changes its reason on the way is behind the cursor by then.
    private async Task<List<QuarantinedMessage>> NextAsync(QuarantineRepair repair, long after, CancellationToken cancellationToken)
    {
        var ids = repair.Ids is null ? null : JsonSerializer.Deserialize<List<long>>(repair.Ids);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.QuarantinedMessages.AsNoTracking()
            .Of(new QuarantineSelection(repair.Reason, repair.Source, ids))
            .Open()
            .Where(m => m.Id > after && m.Id <= repair.LastId)
            .OrderBy(m => m.Id)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
    }

    private async Task<bool> AnyWaitsAsync(int repair, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.QuarantinedMessages.AnyAsync(m => m.State == QuarantineState.Replaying && m.Replay == repair, cancellationToken);
    }

    private sealed record Checkpoint
    {
        public long LastId { get; init; }

        public long Messages { get; init; }
    }
}
