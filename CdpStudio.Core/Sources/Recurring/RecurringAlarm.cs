using System.Data.Common;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>
/// Puts looks in line when they are due: by schedule, after a failure, while a file grows, when an import has ended, or because somebody asked.
/// It remembers nothing; of several nodes one puts a look in line, and none while the one before is not over. What was missed while nobody ran
/// is looked for once.
/// </summary>
internal sealed partial class RecurringAlarm(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, JobQueue jobs, CurrentWorkspace workspace, TimeProvider clock, ILogger<RecurringAlarm> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_lookAround = TimeSpan.FromSeconds(3);

    public static DateTimeOffset? DueAt(RecurringImport import, WorkspaceZone zone)
    {
        var scheduled = RecurringSchedule.Read(import.Schedule)?.Next(import.LookedAt, zone);
        return import.Again < scheduled || scheduled is null ? import.Again : scheduled;
    }

    /// <returns>How many looks it put in line.</returns>
    public async Task<int> RingAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var rung = 0;
        foreach (var (import, isSettling) in await OpenAsync(cancellationToken))
        {
            if (!isSettling && DueAt(import, workspace.Zone) > now) continue;
            if (await EnqueueAsync(import, now, cancellationToken)) rung++;
        }

        return rung;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_lookAround, clock);
        // At once as well: what was missed while nobody ran waits no longer.
        do
        {
            try
            {
                await RingAsync(stoppingToken);
            }
            catch (Exception e) when (e is DatabaseUnavailableException or DbException or DbUpdateException)
            {
                // What is due is still due the next time.
                LogNotRung(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<List<(RecurringImport Import, bool IsSettling)>> OpenAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var open = await (
            from import in db.RecurringImports.AsNoTracking()
            join source in db.Sources on import.Source equals source.Id
            where !source.Disabled
            select import).ToListAsync(cancellationToken);
        if (open.Count == 0) return [];

        var settling = await SettleFiles.SourcesToSettle(db).ToListAsync(cancellationToken);
        return [.. open.Select(i => (i, settling.Contains(i.Source)))];
    }

    private async Task<bool> EnqueueAsync(RecurringImport import, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var scheduled = RecurringSchedule.Read(import.Schedule)?.Next(import.LookedAt, workspace.Zone);
        // A look out of turn does not move the schedule on.
        var lookedAt = scheduled <= now ? now : import.LookedAt;
        var queued = await queue.WriteAsync<JobRunId?>(
            WritePriority.Background,
            async (db, token) =>
            {
                if (await db.JobRuns.AnyAsync(r => r.Id == import.Job && (r.State == JobState.Queued || r.State == JobState.Running), token)) return null;

                var run = jobs.Add(db, new JobRequest(LookForFiles.Kind, new LookArguments(import.Source.Value, import.ByHand), await NameAsync(db, import, token)));
                var updated = await db.RecurringImports.Where(i => i.Source == import.Source && i.Job == import.Job && i.ByHand == import.ByHand).ExecuteUpdateAsync(
                    set => set
                        .SetProperty(i => i.Job, run)
                        .SetProperty(i => i.LookedAt, lookedAt)
                        .SetProperty(i => i.Again, (DateTimeOffset?)null)
                        .SetProperty(i => i.ByHand, false),
                    token);
                if (updated == 0)
                {
                    // Another node was first, or somebody asks by hand just now.
                    db.ChangeTracker.Clear();
                    return null;
                }

                if (import.FoundNothing) await db.JobRuns.Where(r => r.Id == import.Job && r.State == JobState.Completed).ExecuteDeleteAsync(token);
                return run;
            },
            cancellationToken);
        if (queued is not { } run) return false;

        jobs.Announce(run);
        return true;
    }

    private static Task<string?> NameAsync(StudioDbContext db, RecurringImport import, CancellationToken cancellationToken) =>
        db.Sources.Where(s => s.Id == import.Source).Select(s => (string?)s.Name).SingleOrDefaultAsync(cancellationToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What recurring imports are due could not be asked")]
    private partial void LogNotRung(Exception reason);
}
