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
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, RunCancellation cancellation, TimeProvider clock) : IJob
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

    /// <summary>The processor has taken all that the import sent before it ended: only then are its ranges whole.</summary>
    private async Task<bool> NothingComesAsync(int import, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Inbox.AnyAsync(r => r.Run == import, cancellationToken);
    }
}
