using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Quarantine;

/// <param name="Field">As <see cref="Refusal.Field"/>.</param>
/// <param name="Run">Number of the import run, 0 without one.</param>
public sealed record QuarantineRow(
    long Id, int Source, int Run, DateTimeOffset ReceivedAt, RefusalReason Reason, string Words, string? Field, QuarantineState State);

/// <summary>How many messages are open, of one reason and one source.</summary>
public sealed record QuarantineCount(RefusalReason Reason, int Source, long Messages);

/// <summary>One message with all that is known of it.</summary>
/// <param name="Repair">That tried it last; null before the first.</param>
/// <param name="Discard">Null unless it was discarded.</param>
public sealed record QuarantineDetail(QuarantineRow Row, byte[] Payload, DateTimeOffset? DecidedAt, QuarantineRepair? Repair, QuarantineDiscard? Discard);

/// <summary>Which part of the quarantine a list shows.</summary>
public enum QuarantineShelf
{
    /// <summary>Waiting for somebody to decide, or on the way through the inbox again.</summary>
    Open,

    /// <summary>Repaired: stored, or a duplicate of what was.</summary>
    Replayed,

    Discarded,
}

public sealed class QuarantineList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Newest first.</summary>
    /// <param name="before">Only messages with a lower id; null starts at the newest.</param>
    public async Task<IReadOnlyList<QuarantineRow>> FindAsync(
        QuarantineShelf shelf, QuarantineSelection selection, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (first, second) = StatesOf(shelf);
        var messages = db.QuarantinedMessages.Of(selection)
            .Where(m => (m.State == first || m.State == second) && (before == null || m.Id < before))
            .OrderByDescending(m => m.Id)
            .Take(limit);
        return await RowsAsync(messages, cancellationToken);
    }

    /// <summary>What is open, by reason and source; the most frequent first.</summary>
    public async Task<IReadOnlyList<QuarantineCount>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await db.QuarantinedMessages
            .Where(m => m.State == QuarantineState.Open || m.State == QuarantineState.Replaying)
            .GroupBy(m => new { m.Reason, m.Source })
            .Select(g => new { g.Key.Reason, g.Key.Source, Messages = g.LongCount() })
            .ToListAsync(cancellationToken);
        return
        [
            .. counts
                .OrderByDescending(c => c.Messages).ThenBy(c => c.Reason).ThenBy(c => c.Source)
                .Select(c => new QuarantineCount(c.Reason, c.Source, c.Messages)),
        ];
    }

    /// <summary>Null when there is no such message.</summary>
    public async Task<QuarantineDetail?> ReadAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var message = await db.QuarantinedMessages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
        if (message is null) return null;

        var rows = await RowsAsync(db.QuarantinedMessages.Where(m => m.Id == id), cancellationToken);
        return new QuarantineDetail(
            rows[0],
            message.Payload,
            message.DecidedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(message.DecidedAt),
            message.Replay == 0 ? null : await db.QuarantineRepairs.AsNoTracking().SingleOrDefaultAsync(r => r.Number == message.Replay, cancellationToken),
            message.Discard is null ? null : await db.QuarantineDiscards.AsNoTracking().SingleOrDefaultAsync(d => d.Id == message.Discard, cancellationToken));
    }

    private static async Task<IReadOnlyList<QuarantineRow>> RowsAsync(IQueryable<QuarantinedMessage> messages, CancellationToken cancellationToken)
    {
        var rows = await messages
            .Select(m => new { m.Id, m.Source, m.Run, m.ReceivedAt, m.Reason, m.Words, m.Field, m.State })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(m => new QuarantineRow(
            m.Id, m.Source, m.Run, DateTimeOffset.FromUnixTimeMilliseconds(m.ReceivedAt), m.Reason, m.Words, m.Field, m.State))];
    }

    private static (QuarantineState, QuarantineState) StatesOf(QuarantineShelf shelf) => shelf switch
    {
        QuarantineShelf.Open => (QuarantineState.Open, QuarantineState.Replaying),
        QuarantineShelf.Replayed => (QuarantineState.Stored, QuarantineState.Duplicate),
        QuarantineShelf.Discarded => (QuarantineState.Discarded, QuarantineState.Discarded),
        _ => throw new System.Diagnostics.UnreachableException(shelf.ToString()),
    };
}
