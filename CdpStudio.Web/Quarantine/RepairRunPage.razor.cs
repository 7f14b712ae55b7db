using CdpStudio.Core.Jobs;
using CdpStudio.Core.Repair;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Quarantine;

/// <summary>A repair while it runs and what became of it.</summary>
public sealed partial class RepairRunPage(RepairList repairs, TimeProvider clock, ViewCulture view, IStringLocalizer<QuarantineTexts> texts) : IDisposable
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _leaving = new();
    private RepairStatus? _status;
    private bool _isGone;
    private bool _isWatching;

    [Parameter]
    public int Number { get; set; }

    private IStringLocalizer<QuarantineTexts> Texts => texts;

    protected override async Task OnParametersSetAsync()
    {
        _status = await repairs.FindAsync(Number, _leaving.Token);
        _isGone = _status is null;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (_status is { IsActive: true } && !_isWatching) Watching = InvokeAsync(WatchAsync);
    }

    /// <summary>Completes when the repair has ended or the page was left.</summary>
    internal Task Watching { get; private set; } = Task.CompletedTask;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task WatchAsync()
    {
        _isWatching = true;
        using var timer = new PeriodicTimer(s_lookAgain, clock);
        try
        {
            while (_status is { IsActive: true } && await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await Waiting.ThroughAsync(async () => _status = await repairs.FindAsync(Number, _leaving.Token));
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left; the repair goes on.
        }
        finally
        {
            _isWatching = false;
        }
    }

    private static Meaning MeaningOf(RepairStatus status) => status.State switch
    {
        JobState.Completed => Meaning.Good,
        JobState.Failed or JobState.Cancelled => Meaning.Warning,
        _ => Meaning.Info,
    };

    private static string StateOf(RepairStatus status) => status.State switch
    {
        JobState.Completed => "StateDone",
        JobState.Failed or JobState.Cancelled => "StateFailed",
        _ => "Replaying",
    };
}
