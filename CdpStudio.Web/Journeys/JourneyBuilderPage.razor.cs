using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Client;
using CdpStudio.Web.Components;
using CdpStudio.Web.Journeys.Canvas;
using CdpStudio.Web.Journeys.Outline;
using CdpStudio.Web.Journeys.Steps;
using CdpStudio.Web.Segments.Builder;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

/// <summary>
/// One journey while it is drawn. The pen is the canvas's or the outline's; the page shows what is chosen, what is wrong and how many
/// people are where, and never changes a draft but through the pen.
/// </summary>
public sealed partial class JourneyBuilderPage(
    JourneyDesk desk, StepWording wording, OutlineWording outlineWording, NavigationManager navigation, PageAddress address, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    public const string OutlineName = "outline";
    public const string CanvasName = "canvas";

    private readonly CancellationTokenSource _leaving = new();
    private PageHeader.Crumb[] _under = [];
    private JourneyDocument? _document;
    private CanvasWalk? _walk;
    private IReadOnlyList<StepProblem> _problems = [];
    private IReadOnlyDictionary<string, string> _sentences = new Dictionary<string, string>();
    private JourneyStateEventArgs _state = new() { Saving = "saved" };
    private IJourneyPen? _pen;
    private OutlinePen? _outline;
    private JourneyStep? _step;
    private OutlineView? _list;
    private JourneyDialogs? _dialogs;
    private DraftKeeper? _naming;
    private string _by = "";
    private string _name = "";
    private string? _nameRefusal;
    private string? _shown;
    private string? _refusal;
    private bool _missing;
    private bool _canEdit;

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    [Inject]
    public required IAuthorizationService Authorization { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private JourneyDefinition Definition => _outline?.Present ?? _document!.Draft; // there is a document where a step is shown

    private string SaveText => _state.Saving == "refused" ? texts["SaveRefused", _state.Reason] : texts[$"Save_{_state.Saving}"];

    protected override async Task OnInitializedAsync()
    {
        _under = [new(texts["Title"], "/journeys")];
        _naming = new DraftKeeper(RenameAsync);
        if (SignedIn is null) return;

        var user = (await SignedIn).User;
        _by = user.Identity?.Name ?? "";
        _canEdit = (await Authorization.AuthorizeAsync(user, Permission.WriteJourneys)).Succeeded;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_document?.Journey.Key != Key)
        {
            // The list's pen writes to the journey that it was opened on.
            if (_outline is not null)
            {
                await _outline.SettleAsync();
                TakePen(isOutline: false);
            }

            await LoadAsync();
            if (_document is null) return;

            _name = _document.Journey.Name;
            _step = Step is null ? null : _document.Draft.Find(Step);
        }

        if (_counts?.Version != Version || ShowsNumbers != (_numbers is not null)) await CountAsync();

        // Whoever held the pen saves before the other takes it.
        var isOutline = ShownView == OutlineName;
        if (isOutline == (_outline is not null)) return;
        if (_pen is not null) await _pen.SettleAsync();
        await LoadAsync();
        TakePen(isOutline);
    }

    private void TakePen(bool isOutline)
    {
        _outline?.Dispose();
        (_outline, _pen) = (null, null);
        if (!isOutline || _document is null) return;

        var id = _document.Journey.Id;
        _pen = _outline = new OutlinePen(_document.Draft, _document.Journey.DraftVersion, (version, draft, token) => desk.SaveAsync(id, version, draft, _by, token));
        _outline.Changed += () => _ = InvokeAsync(FollowOutlineAsync);
        _step = Step is null ? null : _outline.Present.Find(Step);
        _state = outlineWording.StateOf(_outline);
    }

    private async Task LoadAsync()
    {
        _document = await desk.ReadAsync(Key, _leaving.Token);
        _missing = _document is null;
        if (_document is null) return;

        _problems = desk.Worded(_document.Problems);
        _sentences = wording.SentencesOf(_document.Draft);
        await CountAsync();
    }

    private void Rename(string name)
    {
        (_name, _nameRefusal) = (name, null);
        _naming?.Ask();
    }

    private async Task RenameAsync(CancellationToken cancellationToken)
    {
        _nameRefusal = await desk.RenameAsync(_document!.Journey.Id, _name, _by, cancellationToken); // it has a name where there is a document
        // The trail above and the tab say the name, too.
        if (_nameRefusal is null) await InvokeAsync(LoadAsync);
        await InvokeAsync(StateHasChanged);
    }

    private void Begin(bool isNarrow)
    {
        _shown = isNarrow ? OutlineName : CanvasName;
        if (isNarrow) TakePen(isOutline: true);
    }

    private Task OpenedAsync(JourneyCanvasModule canvas)
    {
        _pen = canvas;
        return Task.CompletedTask;
    }

    private void Show(JourneyStep? step)
    {
        _step = step;
        if (step?.Id != Step) address.Change(("step", step?.Id), ("panel", null), ("group", null), ("outcome", null));
    }

    private async Task FollowAsync(JourneyStateEventArgs state)
    {
        var isNewlySaved = state.Saving == "saved" && _state.Saving != "saved";
        _state = state;
        if (isNewlySaved) await LoadAsync();
    }

    private async Task FollowOutlineAsync()
    {
        if (_outline is not { } pen) return;

        var state = outlineWording.StateOf(pen);
        _step = _step is { } shown ? pen.Present.Find(shown.Id) : null;
        await FollowAsync(state);
        StateHasChanged();
    }

    private Task ChangeAsync(StepChange change)
    {
        // Nobody writes until the canvas is there; what was shown as changed before would never be saved.
        if (!_canEdit || _pen is null) return Task.CompletedTask;

        // Shown at once: the canvas answers a moment later.
        _step = change.Step;
        return _pen.ChangeAsync(change.Step, change.Typing).AsTask();
    }

    private Task ConnectAsync(StepWay way) =>
        _pen?.ConnectAsync(_step!.Id, way.Outcome, way.To is { Length: > 0 } to ? to : null).AsTask() ?? Task.CompletedTask;

    private Task RemoveAsync() => _outline is null ? _pen?.RemoveAsync(_step!.Id).AsTask() ?? Task.CompletedTask : _list!.RemoveAsync(_step!.Id); // shown with its pen

    private async Task ChooseStepAsync(string? step)
    {
        if (_pen is JourneyCanvasModule canvas)
        {
            await canvas.ChooseAsync(step);
            return;
        }

        // As on the canvas: who closes the settings is back where they were opened.
        if (step is null && _step is not null) _list?.FocusNext(_step.Id);
        Show(step is null ? null : Definition.Find(step));
    }

    private string TitleOf(string step) => Definition.Find(step) is { } known ? wording.TitleOf(known) : step;

    public void Dispose()
    {
        _outline?.Dispose();
        _naming?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
