using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// One transaction of the processor: messages become facts, duplicates or quarantined, are counted, and leave the inbox. Either all of
/// it happens or nothing.
/// </summary>
internal sealed class BatchWrite(ProcessorSession session, IReadOnlyList<PreparedRow> rows, long now)
{
    private readonly SourceTally _tally = new();
    private readonly Dictionary<int, RunTally> _runs = [];
    private readonly List<QuarantinedMessage> _quarantined = [];

    /// <summary>Makes what the session learnt in this write its knowledge, once that has committed.</summary>
    public void Commit()
    {
        session.Identity.Commit();
        session.Seen.Commit(now);
    }

    /// <returns>The facts that are committed with this write.</returns>
    /// <exception cref="FencedOffException">Somebody else has taken the lease since.</exception>
    public async Task<IReadOnlyList<Fact>> WriteAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var transaction = await ProcessorTransaction.BeginAsync(db, session.Lease, cancellationToken);
        var writer = new FactWriter(transaction, session.Identity, now);
        foreach (var row in rows)
        {
            foreach (var message in row.Messages) Take(row.Row, message, writer, transaction);
        }

        await transaction.EndAsync(cancellationToken);
        await db.BulkInsertAsync(session.Seen.New(now), cancellationToken);
        await db.BulkInsertAsync(_quarantined, cancellationToken);
        await _tally.WriteAsync(db, now, cancellationToken);
        await AddToRunsAsync(db, cancellationToken);
        var ids = rows.Select(r => r.Row.Id).ToArray();
        await db.Inbox.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);

        Failpoints.Hit("processor.facts_written");
        return transaction.Facts;
    }

    private void Take(InboxRow row, PreparedMessage prepared, FactWriter writer, ProcessorTransaction transaction)
    {
        var counts = _tally[row.Source];
        counts.LastAt = Math.Max(counts.LastAt, row.ReceivedAt);
        var run = row.Run == 0 ? null : RunOf(row.Run);
        var refusal = prepared.Refusal;
        if (refusal is null && prepared.Message is { } message)
        {
            var sighting = session.Seen.See(prepared.Key, message.ContentHash ?? UInt128.Zero);
            if (sighting == Sighting.Duplicate)
            {
                counts.Duplicate++;
                if (run is not null) run.Duplicate++;
                return;
            }

            if (sighting == Sighting.First)
            {
                var first = transaction.Facts.Count;
                writer.Write(new SourceId(row.Source), message, prepared.Traits);
                counts.Stored++;
                if (run is not null) CountStored(run, transaction.Facts[first].Number, transaction.Facts[^1].Number);
                return;
            }

            refusal = new Refusal(RefusalReason.IdConflict, "Other content came under this message id before; the first one counts.");
        }

        counts.Quarantined++;
        if (run is not null) run.Quarantined++;
        _quarantined.Add(Quarantined(row, prepared, refusal!));
    }

    private static QuarantinedMessage Quarantined(InboxRow row, PreparedMessage prepared, Refusal refusal) => new()
    {
        Source = row.Source,
        ReceivedAt = row.ReceivedAt,
        Reason = refusal.Reason,
        Words = refusal.Words,
        Run = row.Run,
        Envelope = row.Envelope,
        Payload = prepared.Raw.ToArray(),
    };

    private RunTally RunOf(int run)
    {
        if (!_runs.TryGetValue(run, out var tally)) _runs[run] = tally = new RunTally { Run = run };
        return tally;
    }

    private static void CountStored(RunTally run, long first, long last)
    {
        run.Stored++;
        if (run.FirstFact == 0) run.FirstFact = first;
        run.LastFact = last;
    }

    private async Task AddToRunsAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        foreach (var add in _runs.Values)
        {
            var run = await db.RunTallies.SingleOrDefaultAsync(t => t.Run == add.Run, cancellationToken);
            if (run is null) db.Add(run = new RunTally { Run = add.Run });

            run.Stored += add.Stored;
            run.Duplicate += add.Duplicate;
            run.Quarantined += add.Quarantined;
            if (run.FirstFact == 0) run.FirstFact = add.FirstFact;
            if (add.LastFact > 0) run.LastFact = add.LastFact;
        }
    }
}
