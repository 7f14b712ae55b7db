using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>What has not left never will. The runner skips it in the ledger, and says when that is done.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record CancelCampaign(CampaignId Id, string By);

public sealed class CancelCampaignHandler(CampaignMoves moves, TimeProvider clock)
{
    public Task<CampaignMove> HandleAsync(CancelCampaign command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return moves.TryAsync(
            command.Id,
            async (_, campaign, token) => await campaign
                .Where(c => c.State == CampaignState.Planning || c.State == CampaignState.Sending || c.State == CampaignState.Paused)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.State, CampaignState.Cancelled)
                        .SetProperty(c => c.PauseReason, (string?)null)
                        .SetProperty(c => c.ChangedAt, now)
                        .SetProperty(c => c.ChangedBy, command.By),
                    token) > 0 ? CampaignState.Cancelled : null,
            cancellationToken);
    }
}
