using CdpStudio.Core.Persistence;

namespace CdpStudio.Core.Ingestion;

/// <summary>For writers that bring their own transaction, such as an import that moves its checkpoint in the same one.</summary>
public static class InboxRows
{
    /// <summary>Puts rows into the inbox and counts them as accepted. Call <see cref="InboxDepth.Added"/> once the write has committed.</summary>
    public static Task AddAsync(StudioDbContext db, IReadOnlyCollection<InboxRow> rows, DateTimeOffset now, CancellationToken cancellationToken) =>
        AddAsync(db, rows, new SourceTally(), now, cancellationToken);

    internal static async Task AddAsync(
        StudioDbContext db, IReadOnlyCollection<InboxRow> rows, SourceTally tally, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        // Commands come from nobody.
        foreach (var row in rows.Where(r => r.Kind != InboxKind.Command))
        {
            tally[row.Source].Accepted += row.Messages;
            tally[row.Source].LastAt = milliseconds;
        }

        await db.BulkInsertAsync(rows, cancellationToken);
        await tally.WriteAsync(db, milliseconds, cancellationToken);
    }
}
