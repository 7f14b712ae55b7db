using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Cancels the facts of an import, which gives its rows' keys free, and waits until nobody is served them any more. Rows in quarantine are
/// discarded: repaired, they would come as rows of an import that is not there. Every step looks for what is left to do, so a run that was
/// killed begins again.
/// </summary>
internal sealed class UndoImportJob(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    RunCancellation cancellation,
    DiscardQuarantinedHandler discard,
    TimeProvider clock) : IJob
{
    public const string Kind = "import-undo";

    private const string WhyDiscarded = "Its import was undone.";

    private const int Steps = 3;

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        int import;
        string? by;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            import = await db.ImportRuns.Where(r => r.Undo == run.Id).Select(r => r.Number).SingleAsync(cancellationToken);
            by = await db.JobRuns.Where(r => r.Id == run.Id).Select(r => r.RequestedBy).SingleAsync(cancellationToken);
        }

        // No repair begins any more; those on their way are waited for, and what they leave in quarantine is discarded too.
        var discarded = await DiscardAsync(import, by, cancellationToken);
        await clock.UntilAsync(token => NothingComesAsync(import, token), cancellationToken);
        discarded += await DiscardAsync(import, by, cancellationToken);
        run.Log(string.Create(CultureInfo.InvariantCulture, $"{discarded} rows in quarantine were discarded."));
        await run.AdvanceAsync(new JobProgress(1, Steps), cancellationToken);

        var cancelled = await cancellation.CancelAsync(import, string.Create(CultureInfo.InvariantCulture, $"import:{import}"), cancellationToken);
        run.Log(string.Create(CultureInfo.InvariantCulture, $"{cancelled} facts no longer count."));
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

    private async Task<long> DiscardAsync(int import, string? by, CancellationToken cancellationToken)
    {
        var of = new QuarantineSelection(Reason: null, Source: null) { Run = import };
        return await discard.HandleAsync(new DiscardQuarantined(of, by ?? "", WhyDiscarded), cancellationToken) is DiscardResult.Discarded done ? done.Messages : 0;
    }

    /// <summary>The processor has taken all that the import sent before it ended: only then are its ranges whole.</summary>
    private async Task<bool> NothingComesAsync(int import, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Inbox.AnyAsync(r => r.Run == import, cancellationToken);
    }
}
