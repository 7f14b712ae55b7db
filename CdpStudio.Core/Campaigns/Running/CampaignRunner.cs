using CdpStudio.Core.Audience;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Campaigns.Running;

/// <summary>
/// Looks every second what campaigns ask for: begins those that are due, clears up behind those that were cancelled, and says when one
/// has finished. Every step looks at the state it moves on from, so that several nodes may do this at once.
/// </summary>
internal sealed partial class CampaignRunner(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    IDatabaseProvider provider,
    JobQueue jobs,
    AudienceReadiness audience,
    CampaignProgress progress,
    CampaignChanges changes,
    IOptions<CampaignOptions> options,
    TimeProvider clock,
    ILogger<CampaignRunner> logger) : BackgroundService
{
    private const int SkippedAtOnce = 500;

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(1);

    /// <summary>One look at everything.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var due in await DueAsync(cancellationToken)) await BeginAsync(due, cancellationToken);

        var underWay = await UnderWayAsync(cancellationToken);
        foreach (var planning in underWay.Where(c => c.State == CampaignState.Planning)) await MindAsync(planning, cancellationToken);
        foreach (var cancelled in underWay.Where(c => c.State == CampaignState.Cancelled)) await ClearAsync(cancelled, cancellationToken);

        await progress.LookAsync(await UnderWayAsync(cancellationToken), cancellationToken);
        foreach (var pace in progress.All.Where(p => p.State == CampaignState.Sending && p.Counts.Left == 0)) await FinishAsync(pace.Id, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Before that, people would be missing in an audience.
            await audience.Ready.WaitAsync(stoppingToken);
            while (true)
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
                catch (Exception e) when (e is DatabaseUnavailableException || provider.IsUnavailable(e))
                {
                    LogUnavailable(e);
                }

                await Task.Delay(s_lookAgain, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<List<Campaign>> DueAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await db.Campaigns.AsNoTracking()
            .Where(c => c.State == CampaignState.Scheduled && c.SendAt <= now)
            .OrderBy(c => c.SendAt)
            .ToListAsync(cancellationToken);
    }

    private async Task<List<Campaign>> UnderWayAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Campaigns.AsNoTracking()
            .Where(c => c.State == CampaignState.Planning || c.State == CampaignState.Sending || c.State == CampaignState.Paused
                || (c.State == CampaignState.Cancelled && c.FinishedAt == null))
            .OrderBy(c => c.Number)
            .ToListAsync(cancellationToken);
    }

    private async Task BeginAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var late = clock.GetUtcNow() - campaign.SendAt > options.Value.LateAfter;
        var job = await queue.WriteAsync(
            WritePriority.Background, (db, token) => BeginAsync(db, campaign, late, token), cancellationToken);
        if (job is { } added)
        {
            jobs.Announce(added);
            LogBegun(campaign.Id);
        }
        else if (late)
        {
            LogLate(campaign.Id);
        }

        changes.Publish(campaign.Number);
    }

    private async Task<JobRunId?> BeginAsync(StudioDbContext db, Campaign campaign, bool late, CancellationToken cancellationToken)
    {
        // Taken back, moved to another time, or begun by another node since it was read.
        var due = db.Campaigns.Where(c => c.Id == campaign.Id && c.State == CampaignState.Scheduled && c.SendAt == campaign.SendAt);
        if (late)
        {
            await due.ExecuteUpdateAsync(
                set => set.SetProperty(c => c.State, CampaignState.Paused).SetProperty(c => c.PauseReason, PauseReasons.Late), cancellationToken);
            return null;
        }

        var begun = await due.ExecuteUpdateAsync(set => set.SetProperty(c => c.State, CampaignState.Planning), cancellationToken);
        return begun == 0 ? null : jobs.Add(db, PlanCampaign.RequestFor(campaign.Number, campaign.Name));
    }

    /// <summary>A job that failed or that somebody stopped leaves its campaign without a future; that is said, and a person goes on.</summary>
    private async Task MindAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var stopped = await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                if (await PlanCampaign.IsActiveAsync(db, campaign.Number, token)) return 0;

                var reason = await PlanCampaign.ErrorAsync(db, campaign.Number, token) == PauseReasons.NoAudience ? PauseReasons.NoAudience : PauseReasons.NotPlanned;
                return await db.Campaigns.Where(c => c.Id == campaign.Id && c.State == CampaignState.Planning).ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.State, CampaignState.Paused).SetProperty(c => c.PauseReason, reason), token);
            },
            cancellationToken);
        if (stopped == 0) return;

        changes.Publish(campaign.Number);
        LogNotPlanned(campaign.Id);
    }

    private async Task ClearAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        int skipped;
        do
        {
            skipped = await queue.WriteAsync(
                WritePriority.Background,
                (db, token) => CancelSends.CancelAsync(db, SendOwner.Campaign, campaign.Number.Value, clock.GetUtcNow(), SkippedAtOnce, token),
                cancellationToken);
            Failpoints.Hit("campaign.cancelled_chunk");
        }
        while (skipped > 0);

        // What is being handed over comes to its end first.
        await EndAsync(campaign.Id, CampaignState.Cancelled, CampaignState.Cancelled, cancellationToken);
    }

    private Task FinishAsync(CampaignId id, CancellationToken cancellationToken) =>
        EndAsync(id, CampaignState.Sending, CampaignState.Finished, cancellationToken);

    private async Task EndAsync(CampaignId id, CampaignState from, CampaignState to, CancellationToken cancellationToken)
    {
        var ended = await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                // Holds the row while the ledger is looked at: nobody sends again in between.
                var open = db.Campaigns.Where(c => c.Id == id && c.State == from && c.FinishedAt == null);
                if (await open.ExecuteUpdateAsync(set => set.SetProperty(c => c.SendAt, c => c.SendAt), token) == 0) return null;

                var number = await open.Select(c => c.Number).SingleAsync(token);
                if (await SendCounts.AnyPendingAsync(db, SendOwner.Campaign, number.Value, token)) return null;

                var now = clock.GetUtcNow();
                await open.ExecuteUpdateAsync(set => set.SetProperty(c => c.State, to).SetProperty(c => c.FinishedAt, now), token);
                return (CampaignNumber?)number;
            },
            cancellationToken);
        if (ended is not { } campaign) return;

        changes.Publish(campaign);
        LogEnded(id, to);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {CampaignId} is due; its audience is being written down")]
    private partial void LogBegun(CampaignId campaignId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Campaign {CampaignId} was due too long ago and waits for a person")]
    private partial void LogLate(CampaignId campaignId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The audience of campaign {CampaignId} was not written down to the end; it is paused")]
    private partial void LogNotPlanned(CampaignId campaignId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {CampaignId} has ended: {State}")]
    private partial void LogEnded(CampaignId campaignId, CampaignState state);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Campaigns wait for the database")]
    private partial void LogUnavailable(Exception reason);
}
