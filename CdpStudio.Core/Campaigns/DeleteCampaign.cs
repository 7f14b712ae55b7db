using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Campaigns;

/// <summary>Only drafts: what went out stays to be looked up.</summary>
public sealed record DeleteCampaign(CampaignId Id);

public abstract record DeleteCampaignResult
{
    private DeleteCampaignResult()
    {
    }

    /// <param name="Draft">As it was, for <see cref="RestoreCampaign"/>.</param>
    public sealed record Deleted(Campaign Draft) : DeleteCampaignResult;

    public sealed record NotADraft(CampaignState State) : DeleteCampaignResult;

    public sealed record NotFound : DeleteCampaignResult;
}

public sealed partial class DeleteCampaignHandler(IWriteQueue queue, CampaignChanges changes, ILogger<DeleteCampaignHandler> logger)
{
    public async Task<DeleteCampaignResult> HandleAsync(DeleteCampaign command, CancellationToken cancellationToken)
    {
        var result = await queue.WriteAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command.Id, token), cancellationToken);
        if (result is DeleteCampaignResult.Deleted deleted)
        {
            changes.Publish(deleted.Draft.Number);
            LogDeleted(command.Id);
        }

        return result;
    }

    private static async Task<DeleteCampaignResult> WriteAsync(StudioDbContext db, CampaignId id, CancellationToken cancellationToken)
    {
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } campaign)
            return new DeleteCampaignResult.NotFound();

        var gone = await db.Campaigns.Where(c => c.Id == id && c.State == CampaignState.Draft).ExecuteDeleteAsync(cancellationToken);
        return gone > 0 ? new DeleteCampaignResult.Deleted(campaign) : new DeleteCampaignResult.NotADraft(campaign.State);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Campaign {CampaignId} deleted")]
    private partial void LogDeleted(CampaignId campaignId);
}
