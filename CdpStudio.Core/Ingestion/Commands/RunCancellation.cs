using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Commands;

/// <summary>Cancels the facts that a run brought, which gives its rows' keys free, and waits until nobody is served them any more.</summary>
internal sealed class RunCancellation(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, InboxDepth inbox, FactLog log, LiveAudience audience, TimeProvider clock)
{
    public static async Task<List<FactRange>> RangesAsync(StudioDbContext db, int run, CancellationToken cancellationToken)
    {
        var ranges = await db.RunRanges.AsNoTracking().Where(r => r.Run == run).OrderBy(r => r.First).ToListAsync(cancellationToken);
        return ranges.ConvertAll(r => new FactRange(r.First, r.Last));
    }

    /// <summary>To be asked again after a kill: what is cancelled already is not cancelled twice.</summary>
    /// <param name="run">Its ranges are whole: nothing of it lies in the inbox any more.</param>
    /// <returns>How many facts count no more.</returns>
    public async Task<long> CancelAsync(int run, string reason, CancellationToken cancellationToken)
    {
        List<FactRange> ranges;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) ranges = await RangesAsync(db, run, cancellationToken);
        if (ranges.Count == 0) return 0;

        var command = new FactCommand.Cancel(ranges, reason).ToRow(clock.GetUtcNow());
        await queue.WriteAsync(WritePriority.Background, (db, token) => InboxRows.AddAsync(db, [command], clock.GetUtcNow(), token), cancellationToken);
        Failpoints.Hit("run.cancellation_asked");
        inbox.Added(command.Messages);

        await clock.UntilAsync(async token => ranges.TrueForAll(CancelledFacts.Of(await log.CancellationsAsync(token)).Covers), cancellationToken);
        await log.RefreshAsync(cancellationToken);
        await audience.WaitAsync(log.Last, cancellationToken);
        return ranges.Sum(r => r.Last - r.First + 1);
    }
}
