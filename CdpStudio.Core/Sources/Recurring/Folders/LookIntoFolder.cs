using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Recurring.Folders;

/// <summary>
/// One look into a watched folder. A file is taken when it has kept its size and time from one look to another; what becomes of it when its
/// import has ended is done by a later look.
/// </summary>
internal sealed class LookIntoFolder(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, TakeFile take, IOptions<RecurringOptions> options, TimeProvider clock)
{
    // Copies wait on disk for their imports.
    private const int MaxImporting = 20;

    /// <exception cref="PlaceFailedException">The folder can't be read.</exception>
    public async Task<RecurringLook> LookAsync(JobContext run, RecurringImport import, bool byHand, CancellationToken cancellationToken)
    {
        var folder = WatchedFolder.Open(options.Value.Root, import.Place);
        var notMoved = await TidyAsync(run, import, folder, cancellationToken);
        var here = folder.Files(import.Pattern);
        var known = (await RowsAsync(import, cancellationToken)).ToDictionary(r => (r.Name, r.Bytes, r.Written));
        await NoteAsync(run, import, here, known, cancellationToken);

        var look = new RecurringLook(Problem: notMoved ? RecurringProblem.NotMoved : null);
        var importing = known.Values.Count(r => r.State == RecurringFileState.Importing);
        foreach (var file in here)
        {
            // A row that was made by this look waits at least till the next one.
            if (!known.TryGetValue((file.Name, file.Bytes, file.Written), out var row)) look = look with { Again = Soon() };
            else if (row.State == RecurringFileState.Waiting && clock.GetUtcNow() - row.SeenAt < options.Value.QuietTime) look = look with { Again = Soon() };
            else if (!IsDue(row, import, byHand)) continue;
            else if (importing + look.Taken >= MaxImporting) break;
            else look = await TakeAsync(run, import, folder, file, row, look, cancellationToken);
        }

        // What was refused or known is moved away at once.
        return look.Taken + look.Refused > 0 && await TidyAsync(run, import, folder, cancellationToken) ? look with { Problem = RecurringProblem.NotMoved } : look;
    }

    private async Task<RecurringLook> TakeAsync(
        JobContext run, RecurringImport import, WatchedFolder folder, FolderFile file, RecurringFile row, RecurringLook look, CancellationToken cancellationToken)
    {
        TakenAs taken;
        try
        {
            await using var content = folder.OpenRead(file);
            taken = await take.TakeAsync(
                run, import, new FileToTake(row.Number, file.Name, file.Written, content, stored => stored.Bytes == file.Bytes && folder.Find(file.Name) == file),
                (_, _) => Task.CompletedTask, cancellationToken);
        }
        catch (PlaceFailedException e)
        {
            run.Log(FormattableString.Invariant($"File {row.Number} was not taken: {e.Message}"));
            await FailAsync(run, row, e.Problem, cancellationToken);
            return look with { Refused = look.Refused + 1 };
        }

        run.Log(FormattableString.Invariant($"File {row.Number}, {file.Bytes} bytes: {taken}"));
        return taken switch
        {
            TakenAs.Changing => look with { Again = Soon() },
            TakenAs.Import => look with { Taken = look.Taken + 1 },
            _ => look with { Refused = look.Refused + 1 },
        };
    }

    /// <summary>Failed ones only when there is a reason to think that it goes better now.</summary>
    private static bool IsDue(RecurringFile row, RecurringImport import, bool byHand) => row.State switch
    {
        RecurringFileState.Waiting => true,
        RecurringFileState.Failed => byHand || row.EndedAt < import.ChangedAt || row.Problem?.Passes() == true,
        _ => false,
    };

    private DateTimeOffset Soon() => clock.GetUtcNow() + options.Value.QuietTime;

    private async Task<List<RecurringFile>> RowsAsync(RecurringImport import, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RecurringFiles.AsNoTracking().Where(f => f.Source == import.Source && !f.Gone).ToListAsync(cancellationToken);
    }

    /// <summary>Rows for files that are new or have grown; none for those that went away before they were taken.</summary>
    private async Task NoteAsync(
        JobContext run, RecurringImport import, IReadOnlyList<FolderFile> here, Dictionary<(string, long, long), RecurringFile> known, CancellationToken cancellationToken)
    {
        var fresh = here.Where(f => !known.ContainsKey((f.Name, f.Bytes, f.Written))).ToList();
        var stale = known.Values.Where(r => !here.Contains(new FolderFile(r.Name, r.Bytes, r.Written))).ToList();
        if (fresh.Count + stale.Count == 0) return;

        var waiting = stale.Where(r => r.State == RecurringFileState.Waiting).Select(r => r.Number).ToList();
        // Those whose import goes on are looked after when it has ended.
        var gone = stale.Where(r => r.State is not (RecurringFileState.Waiting or RecurringFileState.Importing)).Select(r => r.Number).ToList();
        var now = clock.GetUtcNow();
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await run.AdvanceAsync(db, new JobProgress(0), token);
                await db.RecurringFiles.Where(f => waiting.Contains(f.Number)).ExecuteDeleteAsync(token);
                await db.RecurringFiles.Where(f => gone.Contains(f.Number)).ExecuteUpdateAsync(set => set.SetProperty(f => f.Gone, true), token);
                db.RecurringFiles.AddRange(fresh.Select(f => new RecurringFile
                {
                    Source = import.Source, Name = f.Name, Bytes = f.Bytes, Written = f.Written, State = RecurringFileState.Waiting, SeenAt = now,
                }));
            },
            cancellationToken);
    }

    private Task FailAsync(JobContext run, RecurringFile row, RecurringProblem problem, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            await run.AdvanceAsync(db, new JobProgress(0), token);
            var now = clock.GetUtcNow();
            await db.RecurringFiles.Where(f => f.Number == row.Number).ExecuteUpdateAsync(
                set => set.SetProperty(f => f.State, RecurringFileState.Failed).SetProperty(f => f.Problem, problem).SetProperty(f => f.EndedAt, now), token);
        },
        cancellationToken);

    /// <summary>Moves or deletes what has ended, as the setting says. Killed in between, the next look does it again and finds it done.</summary>
    /// <returns>True when something could not be moved.</returns>
    private async Task<bool> TidyAsync(JobContext run, RecurringImport import, WatchedFolder folder, CancellationToken cancellationToken)
    {
        if (import.After == AfterImport.Keep) return false;

        var stuck = false;
        foreach (var row in await RowsAsync(import, cancellationToken))
        {
            var file = new FolderFile(row.Name, row.Bytes, row.Written);
            bool? done = row.State switch
            {
                RecurringFileState.Imported or RecurringFileState.Known when import.After == AfterImport.Delete => folder.TryDelete(file),
                RecurringFileState.Imported or RecurringFileState.Known => folder.TryMove(file, WatchedFolder.Done),
                // What may pass stays for another try.
                RecurringFileState.Failed when row.Problem?.Passes() != true => folder.TryMove(file, WatchedFolder.Failed),
                _ => null,
            };
            if (done is null) continue;

            Failpoints.Hit("recurring.moved");
            stuck |= !done.Value;
            if (done.Value) await ForgetAsync(run, row, cancellationToken);
        }

        return stuck;
    }

    private Task ForgetAsync(JobContext run, RecurringFile row, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Background,
        async (db, token) =>
        {
            await run.AdvanceAsync(db, new JobProgress(0), token);
            await db.RecurringFiles.Where(f => f.Number == row.Number).ExecuteUpdateAsync(set => set.SetProperty(f => f.Gone, true), token);
        },
        cancellationToken);
}
