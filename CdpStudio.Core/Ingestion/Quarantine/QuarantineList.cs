using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Quarantine;

public sealed record QuarantineRow(long Id, int Source, DateTimeOffset ReceivedAt, RefusalReason Reason, string Words, byte[] Payload);

public sealed record QuarantineCount(RefusalReason Reason, long Messages);

public sealed class QuarantineList(IDbContextFactory<StudioDbContext> contexts)
{
    /// <summary>Newest first.</summary>
    /// <param name="reason">Null for all.</param>
    /// <param name="before">Only messages with a lower id; null starts at the newest.</param>
    public async Task<IReadOnlyList<QuarantineRow>> FindAsync(RefusalReason? reason, long? before, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.QuarantinedMessages.AsNoTracking()
            .Where(m => (reason == null || m.Reason == reason) && (before == null || m.Id < before))
            .OrderByDescending(m => m.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(m => new QuarantineRow(
            m.Id, m.Source, DateTimeOffset.FromUnixTimeMilliseconds(m.ReceivedAt), m.Reason, m.Words, m.Payload))];
    }

    /// <summary>By reason, the most frequent first.</summary>
    public async Task<IReadOnlyList<QuarantineCount>> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await db.QuarantinedMessages
            .GroupBy(m => m.Reason)
            .Select(g => new { Reason = g.Key, Messages = g.LongCount() })
            .ToListAsync(cancellationToken);
        return [.. counts.OrderByDescending(c => c.Messages).ThenBy(c => c.Reason).Select(c => new QuarantineCount(c.Reason, c.Messages))];
    }
}
