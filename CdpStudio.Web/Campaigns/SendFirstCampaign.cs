using CdpStudio.Core.Campaigns;
using CdpStudio.Core.DemoData;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Home;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

internal sealed class SendFirstCampaign(CampaignList campaigns, CurrentDemo demo, IStringLocalizer<HomeTexts> texts) : IChecklistItem
{
    private const int Counted = 1000;

    public int Order => 35;

    public async Task<ChecklistStep> CheckAsync(CancellationToken cancellationToken)
    {
        var found = await campaigns.FindAsync(search: null, after: null, Counted, cancellationToken);
        // The demo shows what one looks like; it sets nothing up.
        var sent = found.Count(c => c.Counts is { Sent: > 0 } && !demo.Campaigns.Contains(c.Number.Value));

        return new(
            texts["Campaign"], sent > 0, sent > 0 ? texts.Plural("CampaignDone", sent) : texts["CampaignText"],
            texts["CampaignAction"], "/campaigns", Permission.WriteCampaigns);
    }
}
