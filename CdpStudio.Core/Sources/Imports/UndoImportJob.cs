using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Cancels the facts of an import, which gives its rows' keys free, and waits until nobody is served them any more. Every step looks for
/// what is left to do, so a run that was killed begins again.
/// </summary>
internal sealed class UndoImportJob(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, InboxDepth inbox, FactLog log, LiveAudience audience, TimeProvider clock) : IJob
{
    public const string Kind = "import-undo";

    private const int Steps = 3;

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        int import;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            import = await db.ImportRuns.Where(r => r.Undo == run.Id).Select(r => r.Number).SingleAsync(cancellationToken);

        await clock.UntilAsync(token => NothingComesAsync(import, token), cancellationToken);
        await run.AdvanceAsync(new JobProgress(1, Steps), cancellationToken);

        await CancelFactsAsync(run, import, cancellationToken);
        await run.AdvanceAsync(new JobProgress(2, Steps), cancellationToken);

        var now = clock.GetUtcNow();
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await run.AdvanceAsync(db, new JobProgress(Steps, Steps), token);
                await db.ImportRuns.Where(r => r.Number == import).ExecuteUpdateAsync(set => set.SetProperty(r => r.UndoneAt, now), token);
            },
            cancellationToken);
        run.Announce();
    }

    internal static async Task<List<FactRange>> RangesAsync(StudioDbContext db, int import, CancellationToken cancellationToken)
    {
        var ranges = await db.RunRanges.AsNoTracking().Where(r => r.Run == import).OrderBy(r => r.First).ToListAsync(cancellationToken);
        return ranges.ConvertAll(r => new FactRange(r.First, r.Last));
    }

    /// <summary>The processor has taken all that the import sent before it ended: only then are its ranges whole.</summary>
    private async Task<bool> NothingComesAsync(int import, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Inbox.AnyAsync(r => r.Run == import, cancellationToken);
    }

    private async Task CancelFactsAsync(JobContext run, int import, CancellationToken cancellationToken)
    {
        List<FactRange> ranges;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken)) ranges = await RangesAsync(db, import, cancellationToken);
        if (ranges.Count == 0) return;

        // Asked for again after a kill: what is cancelled already is not cancelled twice.
        var reason = string.Create(CultureInfo.InvariantCulture, $"import:{import}");
        var command = new FactCommand.Cancel(ranges, reason).ToRow(clock.GetUtcNow());
        await queue.WriteAsync(WritePriority.Background, (db, token) => InboxRows.AddAsync(db, [command], clock.GetUtcNow(), token), cancellationToken);
        Failpoints.Hit("import.undo_asked");
        inbox.Added(command.Messages);

        await clock.UntilAsync(async token => ranges.TrueForAll(CancelledFacts.Of(await log.CancellationsAsync(token)).Covers), cancellationToken);
        await log.RefreshAsync(cancellationToken);
        await audience.WaitAsync(log.Last, cancellationToken);
        run.Log(string.Create(CultureInfo.InvariantCulture, $"{ranges.Sum(r => r.Last - r.First + 1)} facts no longer count."));
    }
}
