using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>A file that is being taken.</summary>
/// <param name="Row">Number of its row; null when it has none yet.</param>
/// <param name="Written">0 for an address.</param>
/// <param name="IsStill">Asked when it has been read: false when it changed meanwhile.</param>
/// <param name="OnceFailed">Content that failed before counts as known.</param>
internal sealed record FileToTake(int? Row, string Name, long Written, Stream Content, Func<StoredFile, bool> IsStill, bool OnceFailed = false);

internal enum TakenAs
{
    /// <summary>Its import is in line.</summary>
    Import,

    /// <summary>Its content was imported before.</summary>
    Known,

    /// <summary>No import can be made of it.</summary>
    Refused,

    /// <summary>It changed while it was read; nothing was kept.</summary>
    Changing,
}

/// <summary>
/// Brings one file into the installation and puts its import in line. First the copy, safe on disk; then, in one write, the import, its job
/// and the row that remembers the file. Killed before, the next look takes it again and the copy goes with the nightly clean-up; killed
/// behind, the row says that it was taken.
/// </summary>
internal sealed class TakeFile(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, ImportFiles files, StartImportHandler start, TimeProvider clock)
{
    /// <param name="alongside">More to write with whatever the file is taken as.</param>
    /// <exception cref="PlaceFailedException">It could not be read or stored.</exception>
    public async Task<TakenAs> TakeAsync(
        JobContext run, RecurringImport import, FileToTake file, Func<StudioDbContext, CancellationToken, Task> alongside, CancellationToken cancellationToken)
    {
        var (stored, hash) = await StoreAsync(file, cancellationToken);
        Failpoints.Hit("recurring.stored");
        if (!file.IsStill(stored))
        {
            files.Delete(stored.StoredName);
            return TakenAs.Changing;
        }

        var taken = await DecideAsync(run, import, file, stored, hash, alongside, cancellationToken);
        Failpoints.Hit("recurring.taken");
        if (taken != TakenAs.Import) files.Delete(stored.StoredName);
        return taken;
    }

    private async Task<TakenAs> DecideAsync(
        JobContext run, RecurringImport import, FileToTake file, StoredFile stored, string hash, Func<StudioDbContext, CancellationToken, Task> alongside,
        CancellationToken cancellationToken)
    {
        if (await IsKnownAsync(import.Source, hash, file.OnceFailed, cancellationToken))
        {
            // What is not in a folder needs no row to be known by.
            await queue.WriteAsync(
                WritePriority.Background,
                (db, token) => file.Row is null ? alongside(db, token) : RememberAsync(db, row => row.State = RecurringFileState.Known, token),
                cancellationToken);
            return TakenAs.Known;
        }

        var mapping = ((MappingReading.Read)MappingJson.Read(import.Mapping)).Mapping;
        var result = await start.HandleAsync(
            new StartImport(stored, mapping) { Source = import.Source },
            WritePriority.Background,
            (db, started, token) => RememberAsync(db, row => (row.State, row.Run) = (RecurringFileState.Importing, started.Number), token),
            cancellationToken);
        if (result is not StartImportResult.Refused refused) return TakenAs.Import;

        await queue.WriteAsync(WritePriority.Background, (db, token) => RememberAsync(db, row => Refuse(row, refused.Detail), token), cancellationToken);
        return TakenAs.Refused;

        async Task RememberAsync(StudioDbContext db, Action<RecurringFile> become, CancellationToken token)
        {
            // First, because it refuses whoever has lost the run.
            await run.AdvanceAsync(db, new JobProgress(0), token);
            var row = await RowAsync(db, import, file, stored, token);
            var now = clock.GetUtcNow();
            (row.Bytes, row.Written, row.Hash, row.Gone, row.Problem, row.Detail) = (stored.Bytes, file.Written, hash, false, null, null);
            (row.SeenAt, row.EndedAt) = (now, now);
            become(row);
            if (row.State == RecurringFileState.Importing) row.EndedAt = null;
            await alongside(db, token);
        }
    }

    private static void Refuse(RecurringFile row, string detail) =>
        (row.State, row.Problem, row.Detail) = (RecurringFileState.Failed, RecurringProblem.FileRefused, detail);

    private static async Task<RecurringFile> RowAsync(StudioDbContext db, RecurringImport import, FileToTake file, StoredFile stored, CancellationToken cancellationToken)
    {
        if (file.Row is { } number) return await db.RecurringFiles.SingleAsync(f => f.Number == number, cancellationToken);

        var row = new RecurringFile
        {
            Source = import.Source, Name = stored.Name, Bytes = stored.Bytes, Written = file.Written, State = RecurringFileState.Waiting, SeenAt = import.LookedAt,
        };
        db.RecurringFiles.Add(row);
        return row;
    }

    private async Task<bool> IsKnownAsync(SourceId source, string hash, bool onceFailed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RecurringFiles.AnyAsync(
            f => f.Source == source && f.Hash == hash
                && (f.State == RecurringFileState.Importing || f.State == RecurringFileState.Imported || (onceFailed && f.State == RecurringFileState.Failed)),
            cancellationToken);
    }

    private async Task<(StoredFile File, string Hash)> StoreAsync(FileToTake file, CancellationToken cancellationToken)
    {
        await using var content = new TakenStream(file.Content, clock);
        try
        {
            var stored = await files.SaveAsync(content, file.Name, cancellationToken);
            return (stored, content.Hash());
        }
        catch (FileTooLargeException e)
        {
            throw new PlaceFailedException(RecurringProblem.TooLarge, e);
        }
        catch (IOException e)
        {
            throw new PlaceFailedException(RecurringProblem.NoRoom, e);
        }
    }
}
