using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>Stops an import behind the rows that are stored, and lets it go on from there.</summary>
public sealed class PauseImportHandler(ImportList imports, IWriteQueue queue, CancelJobHandler cancel, RetryJobHandler retry)
{
    /// <summary>False: it has ended, or there is none.</summary>
    public async Task<bool> PauseAsync(ImportRunId run, CancellationToken cancellationToken)
    {
        if (await imports.FindAsync(run, cancellationToken) is not { } import) return false;

        await MarkAsync(run, isPaused: true, cancellationToken);
        return await cancel.HandleAsync(import.Job, cancellationToken) == CancelJobResult.Cancelling;
    }

    /// <summary>False: it is neither paused nor cancelled nor failed, or somebody has begun to take it back.</summary>
    public async Task<bool> ResumeAsync(ImportRunId run, CancellationToken cancellationToken)
    {
        if (await imports.FindAsync(run, cancellationToken) is not { } import || import.IsUndoing || import.UndoFailed || import.UndoneAt is not null) return false;

        await MarkAsync(run, isPaused: false, cancellationToken);
        return await retry.HandleAsync(import.Job, cancellationToken);
    }

    private Task MarkAsync(ImportRunId run, bool isPaused, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Interactive,
        (db, token) => db.ImportRuns.Where(r => r.Number == run.Value).ExecuteUpdateAsync(set => set.SetProperty(r => r.IsPaused, isPaused), token),
        cancellationToken);
}
