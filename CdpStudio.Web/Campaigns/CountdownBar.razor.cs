using System.Globalization;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Campaigns;

/// <summary>A minute to think again. It counts from what is stored, so it is the same after a reload and for everybody who looks.</summary>
public sealed partial class CountdownBar(
    CampaignActions actions, CampaignWords words, CurrentWorkspace workspace, ViewClock view, TimeProvider clock, IStringLocalizer<CampaignTexts> texts) : IDisposable
{
    private const int Minute = 60;

    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _leaving = new();
    private Button? _undo;
    private CampaignState _was;
    private bool _begun;
    private bool _acting;

    [Parameter, EditorRequired]
    public required CampaignRow Row { get; set; }

    /// <summary>The reader's name.</summary>
    [Parameter, EditorRequired]
    public required string By { get; set; }

    /// <summary>Null when it was done.</summary>
    [Parameter]
    public EventCallback<string?> OnRefused { get; set; }

    private IStringLocalizer<CampaignTexts> Texts => texts;

    private string AudienceName => Row.Audience.Segment is { } key ? words.NameOf(key) : "";

    protected override void OnInitialized()
    {
        _was = Row.State;
        _ = TickAsync();
    }

    protected override void OnParametersSet()
    {
        _begun = Row.State == CampaignState.Scheduled && (_begun || (_was == CampaignState.Draft && Row.ChangedBy == By));
        _was = Row.State;
    }

    // The button that the reader pressed is gone, and their minute runs.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_begun || _undo is null) return;

        _begun = false;
        await _undo.FocusAsync();
    }

    private TimeSpan Left(DateTimeOffset at)
    {
        var left = at - clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static long Seconds(TimeSpan left) => (long)Math.Ceiling(left.TotalSeconds);

    private static string Dash(TimeSpan left) => string.Create(CultureInfo.InvariantCulture, $"{Seconds(left)} 60");

    private async Task AskAsync(Func<CampaignId, string, CancellationToken, Task<CampaignMove>> act)
    {
        _acting = true;
        var move = await act(Row.Id, By, _leaving.Token);
        _acting = false;
        await OnRefused.InvokeAsync(move is CampaignMove.NotFrom from ? texts["NotFrom", words.Of(from.State)].Value : null);
    }

    private async Task TickAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(s_second, clock);
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                if (Row.State == CampaignState.Scheduled) await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
