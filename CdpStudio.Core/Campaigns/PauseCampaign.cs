using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>Nothing more leaves until somebody resumes it. Mail that is being handed over at this moment still goes.</summary>
/// <param name="By">A user's name or an API key's.</param>
public sealed record PauseCampaign(CampaignId Id, string By);

public sealed class PauseCampaignHandler(CampaignMoves moves, TimeProvider clock)
{
    public Task<CampaignMove> HandleAsync(PauseCampaign command, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return moves.TryAsync(
            command.Id,
            async (_, campaign, token) => await campaign
                .Where(c => c.State == CampaignState.Planning || c.State == CampaignState.Sending)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(c => c.State, CampaignState.Paused)
                        .SetProperty(c => c.PauseReason, (string?)null)
                        .SetProperty(c => c.ChangedAt, now)
                        .SetProperty(c => c.ChangedBy, command.By),
                    token) > 0 ? CampaignState.Paused : null,
            cancellationToken);
    }
}
