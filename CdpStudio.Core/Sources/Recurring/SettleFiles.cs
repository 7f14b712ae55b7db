using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>Says of files whose import has ended how it ended. A failed one that somebody resumed may be imported after all.</summary>
internal sealed class SettleFiles(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, TimeProvider clock)
{
    public async Task RunAsync(JobContext run, SourceId source, CancellationToken cancellationToken)
    {
        foreach (var (file, import, job) in await EndedAsync(source, cancellationToken))
        {
            var completed = import == ImportState.Completed || job == JobState.Completed;
            var now = clock.GetUtcNow();
            await queue.WriteAsync(
                WritePriority.Background,
                async (db, token) =>
                {
                    await run.AdvanceAsync(db, new JobProgress(0), token);
                    await db.RecurringFiles.Where(f => f.Number == file).ExecuteUpdateAsync(
                        set => set
                            .SetProperty(f => f.State, completed ? RecurringFileState.Imported : RecurringFileState.Failed)
                            .SetProperty(f => f.Problem, completed ? null : RecurringProblem.ImportFailed)
                            .SetProperty(f => f.EndedAt, now),
                        token);
                },
                cancellationToken);
            run.Log(FormattableString.Invariant($"The import of file {file} ended: {(completed ? "completed" : "failed")}"));
        }
    }

    /// <summary>Sources with a file whose import has ended since somebody looked.</summary>
    public static IQueryable<SourceId> SourcesToSettle(StudioDbContext db)
    {
        var jobs = db.JobRuns;
        return (from file in db.RecurringFiles
                join run in db.ImportRuns on file.Run equals run.Number
                where file.State == RecurringFileState.Importing && !jobs.Any(j => j.Id == run.Job && (j.State == JobState.Queued || j.State == JobState.Running))
                select file.Source).Distinct();
    }

    private async Task<List<(int File, ImportState Import, JobState? Job)>> EndedAsync(SourceId source, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var jobs = db.JobRuns;
        var rows = await (
            from file in db.RecurringFiles
            join run in db.ImportRuns on file.Run equals run.Number
            where file.Source == source && (file.State == RecurringFileState.Importing || file.State == RecurringFileState.Failed)
            select new
            {
                file.Number,
                WasFailed = file.State == RecurringFileState.Failed,
                Import = run.State,
                // Null when the history of jobs was tidied up.
                Job = jobs.Where(j => j.Id == run.Job).Select(j => (JobState?)j.State).FirstOrDefault(),
            }).ToListAsync(cancellationToken);
        return
        [
            .. rows
                .Where(r => r.Job is not (JobState.Queued or JobState.Running) && !(r.WasFailed && r.Job != JobState.Completed))
                .Select(r => (r.Number, r.Import, r.Job)),
        ];
    }
}
