using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// One transaction of the processor: messages become facts, duplicates or quarantined, are counted, and leave the inbox. Either all of
/// it happens or nothing.
/// </summary>
internal sealed class BatchWrite(ProcessorSession session, IReadOnlyList<PreparedRow> rows, IdentityRules rules, LiveFeed live, long now)
{
    private readonly SourceTally _tally = new();
    private readonly ViolationTally _violations = new();
    private readonly FieldTally _fields = new();
    private readonly Dictionary<int, RunWrite> _runs = [];
    private readonly List<QuarantinedMessage> _quarantined = [];
    private readonly ReplayWrite _replays = new();
    private readonly DecidedMessages _decided = new(live);
    private readonly List<EraseWrite> _erasures = [];

    /// <summary>Whether any of the messages is about somebody who was erased, or names an identifier that was.</summary>
    public bool HoldsErased { get; private set; }

    /// <summary>Makes what the session learnt in this write its knowledge, and shows what was decided, once that has committed.</summary>
    public void Commit()
    {
        session.Identity.Commit();
        session.Seen.Commit(now);
        foreach (var erasure in _erasures) erasure.Commit(session);
        _decided.Show();
    }

    /// <returns>The facts that are committed with this write.</returns>
    /// <exception cref="FencedOffException">Somebody else has taken the lease since.</exception>
    public async Task<IReadOnlyList<Fact>> WriteAsync(StudioDbContext db, CancellationToken cancellationToken)
    {
        var transaction = await ProcessorTransaction.BeginAsync(db, session.Lease, cancellationToken);
        var writer = new FactWriter(transaction, session.Identity, rules, now);
        await _replays.LoadAsync(db, rows, cancellationToken);
        foreach (var row in rows)
        {
            foreach (var message in row.Messages) Take(row.Row, message, writer, transaction);
            switch (row.Command)
            {
                case FactCommand.Cancel cancel:
                    await CancelWrite.RunAsync(db, cancel, transaction, session, now, cancellationToken);
                    break;
                case FactCommand.Erase erase:
                    var write = new EraseWrite(erase, now);
                    await write.RunAsync(db, transaction, cancellationToken);
                    _erasures.Add(write);
                    break;
                case FactCommand.Join join:
                    StewardWrite.Join(join, transaction, session.Identity, now);
                    break;
                case FactCommand.Part part:
                    StewardWrite.Part(part, transaction, session.Identity, now);
                    break;
                case FactCommand.SayByHand said:
                    await HandWrite.RunAsync(db, said, transaction, now, cancellationToken);
                    break;
            }
        }

        await transaction.EndAsync(cancellationToken);
        await db.BulkInsertAsync(session.Seen.New(now), cancellationToken);
        await db.BulkInsertAsync(_quarantined, cancellationToken);
        await _replays.WriteAsync(db, now, cancellationToken);
        await _tally.WriteAsync(db, now, cancellationToken);
        await _violations.WriteAsync(db, now, cancellationToken);
        await _fields.WriteAsync(db, now, cancellationToken);
        foreach (var run in _runs.Values) await run.WriteAsync(db, cancellationToken);
        var ids = rows.Select(r => r.Row.Id).ToArray();
        await db.Inbox.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);

        Failpoints.Hit("processor.facts_written");
        return transaction.Facts;
    }

    private void Take(InboxRow row, PreparedMessage prepared, FactWriter writer, ProcessorTransaction transaction)
    {
        var replayed = row.Quarantined == 0 ? null : _replays.Find(row.Quarantined);
        // Removed meanwhile, as the demo's messages are.
        if (row.Quarantined != 0 && replayed is null) return;

        var counts = replayed is null ? _tally[row.Source] : _tally[row.Source, replayed.Hour];
        if (replayed is null) counts.LastAt = Math.Max(counts.LastAt, row.ReceivedAt);
        var run = row.Run == 0 ? null : RunOf(row.Run);
        var admitted = prepared.Message is null ? null : session.Erased.Admit(prepared.Message, rules);
        // Before anything else is judged, or it would be kept in quarantine and shown.
        if (prepared.Message is not null && admitted is null)
        {
            HoldsErased = true;
            Erase(replayed, counts, run);
            return;
        }

        HoldsErased |= !ReferenceEquals(admitted, prepared.Message);

        var refusal = prepared.Refusal;
        if (refusal is null && admitted is { } message)
        {
            var content = message.ContentHash ?? UInt128.Zero;
            // What the plan refuses is not taken: repaired, it comes again under its id. What was taken before the plan said so stays a duplicate.
            var sighting = prepared.Finding.Refusal is null
                ? session.Seen.See(prepared.Key, content, row.Run)
                : session.Seen.Look(prepared.Key, content);
            if (sighting == Sighting.Duplicate)
            {
                counts.Duplicate++;
                if (run is not null) run.Tally.Duplicate++;
                Leave(replayed, QuarantineState.Duplicate, counts, run);
                _decided.Add(row, prepared, LiveOutcome.Duplicate);
                return;
            }

            if (sighting == Sighting.First && prepared.Finding.Refusal is null)
            {
                var first = transaction.Facts.Count;
                writer.Write(new SourceId(row.Source), message, prepared.Traits, row.Run);
                counts.Stored++;
                _violations.Add(row.Source, prepared.Finding.Violations, prepared.Oddities);
                _fields.Add(row.Source, message.Event?.Name, prepared.Fields);
                run?.Stored(transaction.Facts[first].Number, transaction.Facts[^1].Number);
                Leave(replayed, QuarantineState.Stored, counts, run);
                _decided.Add(row, prepared, LiveOutcome.Stored);
                return;
            }

            refusal = sighting == Sighting.First
                ? prepared.Finding.Refusal
                : new Refusal(RefusalReason.IdConflict, "Other content came under this message id before; the first one counts.", "messageId");
        }

        if (replayed is not null)
        {
            _replays.Refuse(replayed, refusal!);
            return;
        }

        counts.Quarantined++;
        if (run is not null) run.Tally.Quarantined++;
        _quarantined.Add(Quarantined(row, prepared, refusal!));
        _decided.Add(row, prepared, LiveOutcome.Quarantined, refusal);
    }

    /// <summary>It is about somebody who was erased: it is counted, as thrown away, and nothing of it is kept or shown.</summary>
    private void Erase(ReplayedMessage? replayed, SourceHour counts, RunWrite? run)
    {
        counts.Discarded++;
        if (replayed is not null)
        {
            _replays.Erase(replayed);
            return;
        }

        counts.Quarantined++;
        if (run is not null) run.Tally.Erased++;
    }

    // What was counted as quarantined is now counted as something else.
    private void Leave(ReplayedMessage? replayed, QuarantineState state, SourceHour counts, RunWrite? run)
    {
        if (replayed is null) return;

        counts.Quarantined--;
        if (run is not null) run.Tally.Quarantined--;
        _replays.Take(replayed, state);
    }

    private QuarantinedMessage Quarantined(InboxRow row, PreparedMessage prepared, Refusal refusal) => new()
    {
        Source = row.Source,
        ReceivedAt = row.ReceivedAt,
        QuarantinedAt = now,
        Reason = refusal.Reason,
        Words = refusal.Words,
        Field = refusal.Field,
        Run = row.Run,
        Kind = row.Kind,
        Envelope = row.Envelope,
        Payload = prepared.Raw.ToArray(),
    };

    private RunWrite RunOf(int run)
    {
        if (!_runs.TryGetValue(run, out var write)) _runs[run] = write = new RunWrite(run);
        return write;
    }
}
