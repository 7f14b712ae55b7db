using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Imports;

/// <summary>
/// Reads a file's rows and puts them into the inbox, chunk by chunk; a chunk's messages, its rejected rows and the checkpoint behind it
/// are one write. Killed at any moment it goes on behind the last chunk that was saved. It ends when the processor has taken all.
/// </summary>
internal sealed class RunImport(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    ImportFiles files,
    InboxDepth inbox,
    IFactLog log,
    LiveAudience audience,
    KnownProfilesNow profiles,
    CurrentIdentityRules identity,
    IOptions<ImportOptions> options,
    TimeProvider clock) : IJob
{
    public const string Kind = "import";

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(100);

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var import = await FindAsync(run.Id, cancellationToken);
        if (import.Undo is not null) throw new JobFailedException(new ImportFailure.TakenBack().Words());

        await ReadFileAsync(run, import, cancellationToken);
        await UntilProcessedAsync(import, cancellationToken);
        await EndAsync(run, import, cancellationToken);
    }

    private async Task<ImportRun> FindAsync(JobRunId job, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ImportRuns.AsNoTracking().SingleAsync(r => r.Job == job, cancellationToken);
    }

    private async Task ReadFileAsync(JobContext run, ImportRun import, CancellationToken cancellationToken)
    {
        var mapping = ((MappingReading.Read)MappingJson.Read(import.Mapping)).Mapping;
        try
        {
            using var file = await TableFile.OpenAsync(files.PathOf(import.StoredFile), mapping, cancellationToken);
            var reader = new ImportReader(file, mapping, import, await ComparisonAsync(import, mapping, cancellationToken));
            await reader.SkipAsync(import.RowsRead, cancellationToken);
            while (await reader.NextChunkAsync(cancellationToken) is { } chunk)
            {
                await WaitForInboxAsync(cancellationToken);
                await SaveAsync(run, import, chunk, cancellationToken);
            }
        }
        catch (UnreadableFileException e)
        {
            throw new JobFailedException(new ImportFailure.BadFile(e.Problem, e.Detail).Words(), e);
        }
        catch (IOException e)
        {
            throw new JobFailedException(new ImportFailure.FileGone().Words(), e);
        }
    }

    /// <summary>Against what was known when the import first began, also after a kill.</summary>
    private async Task<RowComparison?> ComparisonAsync(ImportRun import, ImportMapping mapping, CancellationToken cancellationToken)
    {
        if (mapping.Conflict == ConflictRule.Both) return null;

        var upTo = import.ComparedWith ?? log.Last;
        await audience.WaitAsync(upTo, cancellationToken);
        import.ComparedWith = upTo;
        return new RowComparison(
            profiles.Take(upTo), identity.Rules, mapping.Conflict, new SourceId(import.Source), import.CreatedAt.ToUnixTimeMilliseconds());
    }

    private async Task SaveAsync(JobContext run, ImportRun import, ImportChunk chunk, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var started = import.StartedAt ?? now;
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                // First, because it refuses whoever has lost the run.
                await run.AdvanceAsync(db, new JobProgress(chunk.BytesRead, import.Bytes), token);
                await InboxRows.AddAsync(db, chunk.InboxRows(new SourceId(import.Source), import.Id, now), now, token);
                await db.BulkInsertAsync(chunk.Rejects, token);
                await db.ImportRuns.Where(r => r.Number == import.Number).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.State, ImportState.Running)
                        .SetProperty(r => r.StartedAt, started)
                        .SetProperty(r => r.BytesRead, chunk.BytesRead)
                        .SetProperty(r => r.RowsRead, chunk.RowsRead)
                        .SetProperty(r => r.RowsSkipped, r => r.RowsSkipped + chunk.Skipped)
                        .SetProperty(r => r.ComparedWith, import.ComparedWith)
                        .SetProperty(r => r.RowsRejected, r => r.RowsRejected + chunk.Rejects.Count),
                    token);
            },
            cancellationToken);
        Failpoints.Hit("import.chunk_saved");
        import.StartedAt = started;
        inbox.Added(chunk.Messages.Count);
        run.Announce();
    }

    private async Task WaitForInboxAsync(CancellationToken cancellationToken)
    {
        while (inbox.Messages > options.Value.MaxWaitingMessages)
        {
            await Task.Delay(s_lookAgain, clock, cancellationToken);
            // The processor may be at work on another node, which tells only the database.
            await inbox.RecountAsync(cancellationToken);
        }
    }

    private async Task UntilProcessedAsync(ImportRun import, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            {
                var sent = await db.ImportRuns.Where(r => r.Number == import.Number).Select(r => r.RowsRead - r.RowsRejected - r.RowsSkipped).SingleAsync(cancellationToken);
                var taken = await db.RunTallies
                    .Where(t => t.Run == import.Number)
                    .Select(t => t.Stored + t.Duplicate + t.Quarantined + t.Erased)
                    .SingleOrDefaultAsync(cancellationToken);
                if (taken == sent) return;
            }

            await Task.Delay(s_lookAgain, clock, cancellationToken);
        }
    }

    private async Task EndAsync(JobContext run, ImportRun import, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await run.AdvanceAsync(db, new JobProgress(import.Bytes, import.Bytes), token);
                await db.ImportRuns.Where(r => r.Number == import.Number).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.State, ImportState.Completed)
                        .SetProperty(r => r.BytesRead, import.Bytes)
                        .SetProperty(r => r.FinishedAt, now),
                    token);
            },
            cancellationToken);
    }
}
