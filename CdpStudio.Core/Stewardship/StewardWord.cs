using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Stewardship;

/// <summary>Has the processor carry out what was decided, and waits until the audience engine serves what follows from it.</summary>
public sealed class StewardWord(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, InboxDepth inbox, FactLog log, IAudienceEngine engine, TimeProvider clock)
{
    /// <summary>The decision and what it says are committed together, so a kill after that takes nothing back.</summary>
    /// <param name="decide">Writes the decision; null when there is nothing to be said, and nothing is then.</param>
    internal async Task<T?> SayAsync<T>(
        Func<StudioDbContext, CancellationToken, Task<T?>> decide, IReadOnlyList<FactCommand> commands, CancellationToken cancellationToken)
        where T : class
    {
        List<InboxRow> rows = [.. commands.Select(c => c.ToRow(clock.GetUtcNow()))];
        var decided = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                if (await decide(db, token) is not { } decision) return null;

                db.AddRange(rows);
                // Saved for their numbers.
                await db.SaveChangesAsync(token);
                return decision;
            },
            cancellationToken);
        if (decided is null) return null;

        inbox.Added(rows.Sum(r => r.Messages));
        await UntilServedAsync([.. rows.Select(r => r.Id)], cancellationToken);
        return decided;
    }

    /// <summary>Until whatever was said before is carried out, perhaps by a process that was killed while it waited.</summary>
    internal async Task UntilHeardAsync(CancellationToken cancellationToken)
    {
        List<long> rows;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            rows = await db.Inbox.Where(r => r.Kind == InboxKind.Command).Select(r => r.Id).ToListAsync(cancellationToken);
        await UntilServedAsync(rows, cancellationToken);
    }

    private async Task UntilServedAsync(List<long> rows, CancellationToken cancellationToken)
    {
        await clock.UntilAsync(async token => !await AreWaitingAsync(rows, token), cancellationToken);
        await log.RefreshAsync(cancellationToken);
        await engine.WaitAsync(log.Last, cancellationToken);
    }

    private async Task<bool> AreWaitingAsync(List<long> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return false;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Inbox.AnyAsync(r => rows.Contains(r.Id), cancellationToken);
    }
}
