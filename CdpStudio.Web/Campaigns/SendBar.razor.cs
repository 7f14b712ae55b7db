using System.Globalization;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Campaigns;

/// <summary>The one button that lets mail leave. It says to how many, and asks for their number when they are many.</summary>
public sealed partial class SendBar(
    ScheduleCampaignHandler schedule, CampaignWords words, CurrentWorkspace workspace, IOptions<CampaignOptions> options, ViewClock view,
    IStringLocalizer<CampaignTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly string _typedId = $"typed-{Guid.NewGuid():N}";
    private IReadOnlyList<string> _refusals = [];
    private string _typed = "";
    private bool _busy;

    [Parameter, EditorRequired]
    public required CampaignDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required SendTime When { get; set; }

    /// <summary>How many get it; null while nobody knows.</summary>
    [Parameter]
    public long? People { get; set; }

    /// <summary>The reader's name.</summary>
    [Parameter, EditorRequired]
    public required string By { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private bool MustType => People > options.Value.TypeNumberAbove;

    private bool CanSend => People > 0 && (When.IsNow || When.At(workspace) is not null) && (!MustType || Typed == People);

    private string Face => People is { } people
        ? texts.Plural(When.IsNow ? "SendTo" : "ScheduleFor", people)
        : texts[When.IsNow ? "SendIt" : "ScheduleIt"];

    private string WhenText => When.IsNow ? texts["SendNow"]
        : When.At(workspace) is { } at ? texts["GoesOutAt", view.Full(at), workspace.Zone.Name]
        : texts["ChooseTime"];

    // Separators and digits as people write them.
    private long? Typed => long.TryParse(
        string.Concat(_typed.Where(char.IsDigit).Select(c => (int)char.GetNumericValue(c))), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task SendAsync()
    {
        (_busy, _refusals) = (true, []);
        try
        {
            if (!await Desk.FlushAsync(_leaving.Token))
            {
                _refusals = [texts["NotSaved"]];
                return;
            }

            var row = Desk.Row!; // flushed, so it is open
            Show(await schedule.HandleAsync(new ScheduleCampaign(row.Id, row.Version, When.At(workspace), By), _leaving.Token));
        }
        finally
        {
            _busy = false;
        }
    }

    private void Show(ScheduleCampaignResult result) => _refusals = result switch
    {
        ScheduleCampaignResult.Refused refused => [.. refused.Obstacles.Select(words.Of)],
        ScheduleCampaignResult.ChangedMeanwhile clash => [texts["ChangedMeanwhile", clash.By]],
        ScheduleCampaignResult.NotADraft there => [texts["NotFrom", words.Of(there.State)]],
        ScheduleCampaignResult.NotFound => [texts["GoneMeanwhile"]],
        // The page hears of it and shows the countdown.
        _ => [],
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
