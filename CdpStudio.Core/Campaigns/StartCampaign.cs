using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>Does not wait for the end of the minute, or for the hour that was set.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record StartCampaign(CampaignId Id, string By);

public sealed class StartCampaignHandler(CampaignMoves moves, TimeProvider clock)
{
    public Task<CampaignMove> HandleAsync(StartCampaign command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return moves.TryAsync(
            command.Id,
            async (_, campaign, token) => await campaign.Where(c => c.State == CampaignState.Scheduled)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.SendAt, now).SetProperty(c => c.ChangedAt, now).SetProperty(c => c.ChangedBy, command.By),
                    token) > 0 ? CampaignState.Scheduled : null,
            cancellationToken);
    }
}
