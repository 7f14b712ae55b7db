using CdpStudio.Core.Campaigns.Running;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>Goes on where it stopped. One that was due while nothing ran here is scheduled for now, and can be taken back for a minute.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record ResumeCampaign(CampaignId Id, string By);

public sealed class ResumeCampaignHandler(CampaignMoves moves, JobQueue jobs, TimeProvider clock)
{
    public async Task<CampaignMove> HandleAsync(ResumeCampaign command, CancellationToken cancellationToken)
    {
        JobRunId? job = null;
        var result = await moves.TryAsync(
            command.Id,
            async (db, campaign, token) =>
            {
                var paused = campaign.Where(c => c.State == CampaignState.Paused);
                if (await MoveAsync(paused.Where(c => c.StartedAt != null), CampaignState.Sending, command.By, token)) return CampaignState.Sending;
                if (await RescheduleAsync(paused.Where(c => c.PauseReason == PauseReasons.Late), command.By, token)) return CampaignState.Scheduled;
                if (!await MoveAsync(paused, CampaignState.Planning, command.By, token)) return null;

                // It was paused while its audience was being written down. That went on, unless it failed.
                job = await PlanAgainAsync(db, campaign, token);
                return CampaignState.Planning;
            },
            cancellationToken);

        if (job is { } added) jobs.Announce(added);
        return result;
    }

    private async Task<bool> MoveAsync(IQueryable<Campaign> campaign, CampaignState to, string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await campaign.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, to)
                .SetProperty(c => c.PauseReason, (string?)null)
                .SetProperty(c => c.ChangedAt, now)
                .SetProperty(c => c.ChangedBy, by),
            cancellationToken) > 0;
    }

    private async Task<bool> RescheduleAsync(IQueryable<Campaign> campaign, string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await campaign.ExecuteUpdateAsync(
            set => set.SetProperty(c => c.State, CampaignState.Scheduled)
                .SetProperty(c => c.SendAt, now + ScheduleCampaignHandler.TakenBackWithin)
                .SetProperty(c => c.PauseReason, (string?)null)
                .SetProperty(c => c.ChangedAt, now)
                .SetProperty(c => c.ChangedBy, by),
            cancellationToken) > 0;
    }

    private async Task<JobRunId?> PlanAgainAsync(StudioDbContext db, IQueryable<Campaign> campaign, CancellationToken cancellationToken)
    {
        var known = await campaign.AsNoTracking().Select(c => new { c.Number, c.Name }).SingleAsync(cancellationToken);
        return await PlanCampaign.IsActiveAsync(db, known.Number, cancellationToken)
            ? null
            : jobs.Add(db, PlanCampaign.RequestFor(known.Number, known.Name));
    }
}
