using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.DemoData;

/// <summary>
/// Removes what the demo made, cancels its facts, waits until nobody is served them any more, and removes its traces. Every step looks for
/// what is left to do, so a run that was killed begins again.
/// </summary>
internal sealed class RemoveDemoJob(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    RunCancellation cancellation,
    DemoSegments segments,
    DemoJourney journey,
    DemoCampaign campaign,
    CurrentDemo current,
    TimeProvider clock) : IJob
{
    public const string Kind = "demo-remove";

    /// <summary>The reason in the facts that cancel the demo's.</summary>
    public const string Reason = "demo";

    private const int Steps = 4;

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } load) return;

        await clock.UntilAsync(token => NothingComesAsync(load.Run, token), cancellationToken);
        await run.AdvanceAsync(new JobProgress(1, Steps), cancellationToken);

        foreach (var key in await journey.RemoveAsync(load, cancellationToken)) run.Log($"Journey {key} stays: somebody changed it.");
        foreach (var key in await campaign.RemoveAsync(load, cancellationToken)) run.Log($"Campaign {key} stays: somebody changed it.");
        foreach (var kept in await segments.RemoveAsync(load, cancellationToken)) run.Log(Sentence(kept));
        await run.AdvanceAsync(new JobProgress(2, Steps), cancellationToken);

        var cancelled = await cancellation.CancelAsync(load.Run, Reason, cancellationToken);
        run.Log(string.Create(CultureInfo.InvariantCulture, $"{cancelled} facts no longer count."));
        await run.AdvanceAsync(new JobProgress(3, Steps), cancellationToken);

        await queue.WriteAsync(WritePriority.Background, (db, token) => ForgetAsync(db, run, load, token), cancellationToken);
        await current.LoadAsync(cancellationToken);
    }

    private async Task<DemoLoad?> FindAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.DemoLoads.AsNoTracking().SingleOrDefaultAsync(l => l.State == DemoState.Removing, cancellationToken);
    }

    /// <summary>The load was stopped, and the processor has taken all that it sent: only then are its ranges whole.</summary>
    private async Task<bool> NothingComesAsync(int run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.JobRuns.AnyAsync(r => r.Kind == LoadDemoJob.Kind && (r.State == JobState.Queued || r.State == JobState.Running), cancellationToken)
            && !await db.Inbox.AnyAsync(r => r.Run == run, cancellationToken);
    }

    private static async Task ForgetAsync(StudioDbContext db, JobContext run, DemoLoad load, CancellationToken cancellationToken)
    {
        await run.AdvanceAsync(db, new JobProgress(Steps, Steps), cancellationToken);
        var source = DemoMade.Read(load.Made).Source;
        await db.SourceHours.Where(h => h.Source == source).ExecuteDeleteAsync(cancellationToken);
        await db.SourceFieldDays.Where(f => f.Source == source).ExecuteDeleteAsync(cancellationToken);
        await db.PlanViolations.Where(v => v.Source == source).ExecuteDeleteAsync(cancellationToken);
        await db.QuarantinedMessages.Where(m => m.Run == load.Run).ExecuteDeleteAsync(cancellationToken);
        await db.RunRanges.Where(r => r.Run == load.Run).ExecuteDeleteAsync(cancellationToken);
        await db.RunTallies.Where(t => t.Run == load.Run).ExecuteDeleteAsync(cancellationToken);
        await db.Sources.Where(s => s.Id == new SourceId(source)).ExecuteDeleteAsync(cancellationToken);
        await db.DemoLoads.ExecuteDeleteAsync(cancellationToken);
    }

    private static string Sentence(KeptByPeople kept) => kept.Users.Count > 0
        ? $"Segment {kept.Key} stays: others use it."
        : $"Segment {kept.Key} stays: somebody changed it.";
}
