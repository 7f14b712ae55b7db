using CdpStudio.Core.Campaigns;

namespace CdpStudio.Web.Campaigns;

/// <summary>What a person can ask of a campaign that is no draft any more.</summary>
public sealed class CampaignActions(
    TakeBackCampaignHandler takeBack, StartCampaignHandler start, PauseCampaignHandler pause, ResumeCampaignHandler resume, CancelCampaignHandler cancel)
{
    public Task<CampaignMove> TakeBackAsync(CampaignId id, string by, CancellationToken cancellationToken) =>
        takeBack.HandleAsync(new TakeBackCampaign(id, by), cancellationToken);

    public Task<CampaignMove> StartAsync(CampaignId id, string by, CancellationToken cancellationToken) =>
        start.HandleAsync(new StartCampaign(id, by), cancellationToken);

    public Task<CampaignMove> PauseAsync(CampaignId id, string by, CancellationToken cancellationToken) =>
        pause.HandleAsync(new PauseCampaign(id, by), cancellationToken);

    public Task<CampaignMove> ResumeAsync(CampaignId id, string by, CancellationToken cancellationToken) =>
        resume.HandleAsync(new ResumeCampaign(id, by), cancellationToken);

    public Task<CampaignMove> CancelAsync(CampaignId id, string by, CancellationToken cancellationToken) =>
        cancel.HandleAsync(new CancelCampaign(id, by), cancellationToken);
}
