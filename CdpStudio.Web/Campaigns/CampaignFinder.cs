using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Components;
using CdpStudio.Web.Shell;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>'Go to' finds campaigns by part of their name.</summary>
internal sealed class CampaignFinder(CampaignList campaigns, IStringLocalizer<ShellTexts> texts) : IFinder
{
    private const int Most = 5;

    string IFinder.Permission => Permission.ReadCampaigns;

    public async Task<IReadOnlyList<FoundItem>> FindAsync(string text, CancellationToken cancellationToken)
    {
        var found = await campaigns.FindAsync(text, after: null, Most, cancellationToken);

        return [.. found.Select(c => new FoundItem(c.Name, texts["Campaign"], CampaignAddress.Of(c.Id), Glyphs.Send))];
    }
}

internal static class CampaignAddress
{
    public static string Of(CampaignId id) => $"/campaigns/{id.Value:D}";
}
