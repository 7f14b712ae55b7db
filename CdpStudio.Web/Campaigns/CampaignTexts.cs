namespace CdpStudio.Web.Campaigns;

/// <summary>Marks the texts of this folder.</summary>
public sealed class CampaignTexts;
