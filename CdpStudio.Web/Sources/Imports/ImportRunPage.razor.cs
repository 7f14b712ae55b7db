using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>An import while it runs and what became of it.</summary>
public sealed partial class ImportRunPage(
    ImportList imports, CancelJobHandler cancel, PauseImportHandler pausing, TimeProvider clock, IStringLocalizer<ImportTexts> texts) : IDisposable
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _leaving = new();
    private ImportStatus? _import;
    private IReadOnlyList<RejectCount> _rejects = [];
    private ImportPace? _pace;
    private bool _isGone;
    private bool _isWatching;
    private bool _asking;

    [Parameter]
    public int Id { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private string Title => _import is null ? texts["Title"] : texts["ImportOf", _import.FileName];

    private IReadOnlyList<PageHeader.Crumb> Under => [new(texts["Sources"], "/sources")];

    private bool IsActive => _import?.State is ImportState.Queued or ImportState.Running;

    private bool CanResume => _import is { State: ImportState.Failed or ImportState.Cancelled, IsUndoing: false, UndoneAt: null, UndoFailed: false };

    private bool IsMoving => IsActive || _import is { IsUndoing: true };

    internal static string AddressOf(ImportRunId run) => $"/sources/imports/{run}";

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        _isGone = _import is null;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (IsMoving && !_isWatching) Watching = InvokeAsync(WatchAsync);
    }

    /// <summary>Completes when the import has ended or the page was left.</summary>
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
            while (IsMoving && await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await Waiting.ThroughAsync(LoadAsync);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left; the import goes on.
        }
        finally
        {
            _isWatching = false;
        }
    }

    private async Task LoadAsync()
    {
        _import = await imports.FindAsync(new ImportRunId(Id), _leaving.Token);
        if (_import is null) return;

        _pace = IsActive ? (_pace ?? new ImportPace(clock.GetTimestamp(), _import)) with { Now = clock.GetTimestamp(), Newest = _import } : null;
        if (!IsActive) _rejects = await imports.RejectsAsync(_import.Id, _leaving.Token);
    }

    private async Task CancelAsync()
    {
        _asking = false;
        if (_import is not null) await cancel.HandleAsync(_import.Job, CancellationToken.None);
        await LoadAsync();
    }

    private async Task PauseAsync()
    {
        if (_import is not null) await pausing.PauseAsync(_import.Id, CancellationToken.None);
        await LoadAsync();
    }

    private async Task ResumeAsync()
    {
        if (_import is not null) await pausing.ResumeAsync(_import.Id, CancellationToken.None);
        await LoadAsync();
    }
}
