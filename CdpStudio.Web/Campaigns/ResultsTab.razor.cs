using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Campaigns.Running;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>What became of a campaign, while it goes out and afterwards. Every number opens its people.</summary>
public sealed partial class ResultsTab(
    CampaignActions actions, SendAgainHandler again, CampaignProgress progress, CampaignWords words, NavigationManager navigation, ViewCulture view,
    IStringLocalizer<CampaignTexts> texts)
{
    private string? _refusal;
    private int? _asking;
    private bool _cancelling;
    private bool _acting;

    [Parameter, EditorRequired]
    public required CampaignRow Row { get; set; }

    /// <summary>The reader's name.</summary>
    [Parameter, EditorRequired]
    public required string By { get; set; }

    [Parameter, EditorRequired]
    public required SendsShown Shown { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private string HowFar(CampaignCounts counts)
    {
        if (Row.State == CampaignState.Planning) return texts.Plural("PlannedSoFar", counts.Planned);

        var done = texts["DoneOf", counts.Planned - counts.Left, counts.Planned];
        if (Row.State != CampaignState.Sending || progress.Of(Row.Number)?.PerMinute is not (> 0 and var pace)) return done;

        var left = (long)Math.Ceiling(counts.Left / pace);
        return view.Clauses(done, texts["PerMinute", Math.Round(pace)], texts.Plural("MinutesLeft", left));
    }

    private async Task AskAsync(Func<CampaignId, string, CancellationToken, Task<CampaignMove>> act)
    {
        _acting = true;
        _refusal = await act(Row.Id, By, CancellationToken.None) is CampaignMove.NotFrom from ? texts["NotFrom", words.Of(from.State)].Value : null;
        _acting = false;
    }

    private Task CancelAsync()
    {
        _cancelling = false;
        return AskAsync(actions.CancelAsync);
    }

    private async Task AgainAsync(int people)
    {
        _asking = null;
        _refusal = await again.HandleAsync(new SendAgain(Row.Id, people, By), CancellationToken.None) switch
        {
            SendAgainResult.OtherNumber other => texts["OtherNumber", other.People].Value,
            SendAgainResult.NotFrom from => texts["NotFrom", words.Of(from.State)],
            SendAgainResult.NotFound => texts["GoneMeanwhile"],
            _ => null,
        };
    }
}
