using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>Keeps what is being drawn, so that a lost connection or a restart costs no more than the last moments.</summary>
public sealed class KeptDrafts(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue)
{
    /// <param name="segment">Null for a new one.</param>
    public async Task<SegmentDraft?> FindAsync(string owner, SegmentKey? segment, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SegmentDrafts.AsNoTracking().SingleOrDefaultAsync(d => d.Owner == owner && d.Segment == Place(segment), cancellationToken);
    }

    public Task KeepAsync(SegmentDraft draft, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Interactive,
        async (db, token) =>
        {
            if (await db.SegmentDrafts.FindAsync([draft.Owner, draft.Segment], token) is { } kept) db.Entry(kept).CurrentValues.SetValues(draft);
            else db.Add(draft);
        },
        cancellationToken);

    public Task DropAsync(string owner, SegmentKey? segment, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Interactive,
        (db, token) => db.SegmentDrafts.Where(d => d.Owner == owner && d.Segment == Place(segment)).ExecuteDeleteAsync(token),
        cancellationToken);

    private static string Place(SegmentKey? segment) => segment?.Value ?? "";
}
