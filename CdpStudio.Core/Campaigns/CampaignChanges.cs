namespace CdpStudio.Core.Campaigns;

/// <summary>Tells open pages of this process that a campaign changed. Called on the changer's thread: do no more than note it down.</summary>
public sealed class CampaignChanges
{
    public event Action<CampaignNumber>? Changed;

    internal void Publish(CampaignNumber campaign) => Changed?.Invoke(campaign);
}
