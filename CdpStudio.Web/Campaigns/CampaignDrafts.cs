using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Web.Campaigns;

/// <summary>Makes, copies, deletes drafts and brings them back.</summary>
public sealed class CampaignDrafts(CreateCampaignHandler create, CopyCampaignHandler copy, DeleteCampaignHandler delete, RestoreCampaignHandler restore)
{
    public Task<CreateCampaignResult> MakeAsync(string name, MessageContent content, string by, CancellationToken cancellationToken) =>
        create.HandleAsync(new CreateCampaign(name, content, CampaignAudience.Nobody, by), cancellationToken);

    public Task<CreateCampaignResult?> CopyAsync(CampaignId id, string name, string by, CancellationToken cancellationToken) =>
        copy.HandleAsync(new CopyCampaign(id, name, by), cancellationToken);

    public Task<DeleteCampaignResult> DeleteAsync(CampaignId id, CancellationToken cancellationToken) =>
        delete.HandleAsync(new DeleteCampaign(id), cancellationToken);

    public Task RestoreAsync(Campaign draft, CancellationToken cancellationToken) =>
        restore.HandleAsync(new RestoreCampaign(draft), cancellationToken);
}
