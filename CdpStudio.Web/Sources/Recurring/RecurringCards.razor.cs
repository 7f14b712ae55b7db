using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using CdpStudio.Web.Sources.Imports;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Recurring;

/// <summary>A recurring import on its source's page: how it stands, what became of the files, the settings. Follows what goes on.</summary>
public sealed partial class RecurringCards(
    RecurringHandlers handlers, ToastList toasts, ViewCulture view, CurrentWorkspace workspace, TimeProvider clock, IStringLocalizer<RecurringTexts> texts) : IDisposable
{
    private const int NewestFiles = 100;
    private const int NewestLooks = 20;

    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _leaving = new();
    private RecurringView? _view;
    private RecurringFormValue? _value;
    private IReadOnlyList<RecurringFileRow>? _files;
    private IReadOnlyList<RecurringLookRow> _looks = [];
    private IReadOnlyList<ImportStatus> _imports = [];
    private IReadOnlySet<RecurringSetting> _wrong = new HashSet<RecurringSetting>();
    private JobRunId? _log;

    [Parameter, EditorRequired]
    public required Source Source { get; set; }

    [Parameter]
    public EventCallback OnSaved { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<RecurringTexts> Texts => texts;

    /// <summary>Completes when the page was left.</summary>
    internal Task Watching { get; private set; } = Task.CompletedTask;

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        _imports = await handlers.Finished.AllAsync(null, _leaving.Token);
        if (_view is not null) _value = RecurringFormValue.Of(Source, _view);
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender) Watching = InvokeAsync(WatchAsync);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(s_lookAgain, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_leaving.Token))
            {
                await Waiting.ThroughAsync(LoadAsync);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_leaving.IsCancellationRequested)
        {
            // The page was left; looking goes on.
        }
    }

    private async Task LoadAsync()
    {
        var before = _view;
        _view = await handlers.List.FindAsync(Source.Id, _leaving.Token);
        if (before is null || (before.Job, before.IsLooking) != (_view?.Job, _view?.IsLooking))
            _looks = await handlers.List.LooksAsync(Source.Id, NewestLooks, _leaving.Token);
        _files = await handlers.List.FilesAsync(Source.Id, null, NewestFiles, _leaving.Token);
    }

    private async Task LookAsync()
    {
        if (await handlers.LookNow.HandleAsync(Source.Id, CancellationToken.None)) toasts.Show(texts["LookAsked"]);
        await LoadAsync();
    }

    private async Task RetryAsync(RecurringFileRow file)
    {
        var asked = await handlers.Retry.HandleAsync(new RetryFile(Source.Id, file.Number), CancellationToken.None) == RetryFileResult.Asked;
        toasts.Show(texts[asked ? "LookAsked" : "RetryNotThere"]);
        await LoadAsync();
    }

    /// <summary>What is being typed in the form stays there.</summary>
    private async Task PauseAsync()
    {
        var disabled = !Source.Disabled;
        var change = new ChangeSource(Source.Id, Source.Name, disabled, Source.AllowedOrigins, Source.MessagesPerSecond) { SilentAfterHours = Source.SilentAfterHours };
        await handlers.Change.HandleAsync(change, CancellationToken.None);
        if (_value is not null) _value.Disabled = disabled;
        await OnSaved.InvokeAsync();
        await LoadAsync();
    }

    private async Task SaveAsync()
    {
        var by = (await Authentication).User.Identity?.Name ?? "";
        var result = await handlers.Save.HandleAsync(_value!.ToCommand(by), CancellationToken.None); // the form is there when it is saved
        _wrong = result is SaveRecurringImportResult.Refused refused ? refused.Wrong : new HashSet<RecurringSetting>();
        if (result is not SaveRecurringImportResult.Saved) return;

        toasts.Show(texts["Saved"]);
        await OnSaved.InvokeAsync();
        await OnInitializedAsync();
    }

    private string SizeOf(RecurringFileRow file) => FileSize.Of(file.Bytes, view.Formats);

    private string WhenOf(RecurringLookRow look) => workspace.Local(look.Began).ToString("g", view.Formats);

    private static string PlaceOf(RecurringView view) => view.Kind == SourceKind.Folder ? "/" + view.Place : view.Place;

    private static Meaning MeaningOf(RecurringFileState state) => state switch
    {
        RecurringFileState.Imported => Meaning.Good,
        RecurringFileState.Failed => Meaning.Bad,
        RecurringFileState.Importing => Meaning.Info,
        _ => Meaning.Neutral,
    };
}
