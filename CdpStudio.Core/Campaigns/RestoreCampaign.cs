using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Campaigns;

/// <summary>Brings a draft back that was deleted a moment ago.</summary>
public sealed record RestoreCampaign(Campaign Draft);

public sealed class RestoreCampaignHandler(IWriteQueue queue, CampaignChanges changes)
{
    public async Task HandleAsync(RestoreCampaign command, CancellationToken cancellationToken)
    {
        var draft = command.Draft;
        if (await IsThereAsync(draft, cancellationToken)) return;

        // Its number may have been given to another one since; no mail bears it.
        await CreateCampaignHandler.AddAsync(
            queue,
            number => new Campaign
            {
                Id = draft.Id,
                Number = number,
                Name = draft.Name,
                State = CampaignState.Draft,
                Content = draft.Content,
                Audience = draft.Audience,
                Version = draft.Version,
                Owner = draft.Owner,
                CreatedAt = draft.CreatedAt,
                ChangedAt = draft.ChangedAt,
                ChangedBy = draft.ChangedBy,
            },
            cancellationToken);
        changes.Publish(draft.Number);
    }

    // A second press on 'Undo'.
    private Task<bool> IsThereAsync(Campaign draft, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Interactive, (db, token) => db.Campaigns.AnyAsync(c => c.Id == draft.Id, token), cancellationToken);
}
