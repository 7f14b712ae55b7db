using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>Makes a scheduled campaign a draft again: nothing of it has left. So for one that was due while nothing ran here.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record TakeBackCampaign(CampaignId Id, string By);

public sealed class TakeBackCampaignHandler(CampaignMoves moves, TimeProvider clock)
{
    public Task<CampaignMove> HandleAsync(TakeBackCampaign command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return moves.TryAsync(
            command.Id,
            async (_, campaign, token) => await campaign
                .Where(c => c.State == CampaignState.Scheduled
                    || (c.State == CampaignState.Paused && c.StartedAt == null && c.PauseReason == PauseReasons.Late))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.State, CampaignState.Draft)
                        .SetProperty(c => c.SendAt, (DateTimeOffset?)null)
                        .SetProperty(c => c.PauseReason, (string?)null)
                        .SetProperty(c => c.ChangedAt, now)
                        .SetProperty(c => c.ChangedBy, command.By),
                    token) > 0 ? CampaignState.Draft : null,
            cancellationToken);
    }
}
