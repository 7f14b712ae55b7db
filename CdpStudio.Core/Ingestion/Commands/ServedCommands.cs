using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>Waits until everybody is served what commands did.</summary>
public sealed class ServedCommands(
    IDbContextFactory<StudioDbContext> contexts, InboxDepth inbox, FactLog log, IAudienceEngine engine, TimeProvider clock)
{
    /// <summary>Wakes the processor for those that have just been committed.</summary>
    /// <param name="commands">With the numbers that the database gave them.</param>
    public Task UntilServedAsync(IReadOnlyList<InboxRow> commands, CancellationToken cancellationToken)
    {
        inbox.Added(commands.Sum(c => c.Messages));
        return UntilServedAsync([.. commands.Select(c => c.Id)], cancellationToken);
    }

    /// <summary>The same of all that wait by now, perhaps since a process was killed that waited for them.</summary>
    public async Task UntilAllServedAsync(CancellationToken cancellationToken)
    {
        List<long> waiting;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            waiting = await db.Inbox.Where(r => r.Kind == InboxKind.Command).Select(r => r.Id).ToListAsync(cancellationToken);
        await UntilServedAsync(waiting, cancellationToken);
    }

    private async Task UntilServedAsync(List<long> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0)
        {
            await clock.UntilAsync(
                async token =>
                {
                    await using var db = await contexts.CreateDbContextAsync(token);
                    return !await db.Inbox.AnyAsync(r => rows.Contains(r.Id), token);
                },
                cancellationToken);
        }

        await log.RefreshAsync(cancellationToken);
        await engine.WaitAsync(log.Last, cancellationToken);
    }
}
