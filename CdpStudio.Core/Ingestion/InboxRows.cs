using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Ingestion;

/// <summary>For writers that bring their own transaction, such as an import that moves its checkpoint in the same one.</summary>
public static class InboxRows
{
    /// <summary>Puts rows into the inbox and counts those that are new as accepted. Call <see cref="InboxDepth.Added"/> once the write has committed.</summary>
    public static Task AddAsync(StudioDbContext db, IReadOnlyCollection<InboxRow> rows, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(db, rows, new SourceTally(), now, cancellationToken);

    internal static async Task AddAsync(
        StudioDbContext db, IReadOnlyCollection<InboxRow> rows, SourceTally tally, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        // Commands come from nobody, and what is tried again was counted when it came.
        foreach (var row in rows.Where(r => r.Kind != InboxKind.Command && r.Quarantined == 0))
        {
            tally[row.Source].Accepted += row.Messages;
            tally[row.Source].LastAt = milliseconds;
        }

        await db.BulkInsertAsync(rows, cancellationToken);
        await tally.WriteAsync(db, milliseconds, cancellationToken);
    }
}
