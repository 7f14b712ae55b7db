using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>One segment: its rule while it is drawn, its people, its history.</summary>
public sealed partial class BuilderPage(
    SegmentDesk desk, RuleBoard board, NavigationManager navigation, ToastList toasts, IStringLocalizer<SegmentTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PageHeader.Crumb[] _under = [];
    private DraftKeeper? _keeper;
    private OpenedSegment? _opened;
    // What was asked for, before it is there: parameters that are set again meanwhile must not open it over what is being drawn.
    private Address? _asked;
    private string _owner = "";
    private string _name = "";
    private string? _refusal;
    private string? _nameRefusal;
    private bool _missing;
    private bool _isSaving;
    private bool _isChanged;

    [Parameter]
    public string? Key { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>The attributes that the list of people shows.</summary>
    [SupplyParameterFromQuery(Name = "cols")]
    public string[]? Columns { get; set; }

    /// <summary>The last person of the page before.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public long? After { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private string Title => _name.Trim().Length > 0 ? _name : Key ?? texts["NewSegment"];

    private string SaveState => _keeper?.State switch
    {
        KeepState.Keeping => texts["Keeping"],
        KeepState.Kept => texts["Kept"],
        KeepState.Failed => texts["NotKept"],
        _ => "",
    };

    protected override async Task OnInitializedAsync()
    {
        _under = [new(texts["Title"], "/segments")];
        board.Changed += Draw;
        board.Edited += Keep;
        board.Failed += Fail;
        _owner = (SignedIn is null ? null : (await SignedIn).User.Identity?.Name) ?? "";
        _keeper = new DraftKeeper(KeepAsync);
        _keeper.Changed += Draw;
    }

    protected override async Task OnParametersSetAsync()
    {
        // A new one that was just saved has its address now and is open already.
        var isOpen = _opened is not null && _opened.Saved?.Key.Value == Key;
        if (_keeper is null || (_asked is { } asked && asked.Key == Key)) return;

        _asked = new Address(Key);
        if (!isOpen) await OpenAsync();
    }

    private async Task OpenAsync()
    {
        var known = SegmentKey.TryParse(Key, out var key);
        _opened = Key is not null && !known ? null : await desk.OpenAsync(_owner, known ? key : null, _leaving.Token);
        _missing = _opened is null;
        if (_opened is null) return;

        _name = _opened.Name;
        _isChanged = _opened.RestoredFrom is not null;
        board.Open(_opened.Draft);
    }

    private void Rename(string name)
    {
        (_name, _nameRefusal) = (name, null);
        Keep();
    }

    private async Task TakeNameBackAsync(string name)
    {
        Rename(name);
        // Typing it was all that was done, so there is nothing left to keep.
        if (name == _opened!.Saved?.Name && _opened.RestoredFrom is null && !board.History.CanUndo) await DiscardAsync();
    }

    private void Keep()
    {
        _isChanged = true;
        _keeper?.Ask();
    }

    private Task KeepAsync(CancellationToken cancellationToken) => desk.KeepAsync(_owner, _opened!, _name, board.Draft, cancellationToken); // opened before it is drawn

    private async Task DiscardAsync()
    {
        await _keeper!.StopAsync(); // there is one once something changed
        await desk.DropAsync(_owner, _opened!, _leaving.Token);
        await OpenAsync();
    }

    private async Task SaveAsync()
    {
        (_refusal, _nameRefusal) = (null, null);
        if (board.Text.Gaps.Count > 0)
        {
            _refusal = texts[board.Draft.Root.Lines.Count == 0 ? "SaveEmpty" : "SaveUnfinished"];
            board.PointAtGaps();
            return;
        }

        _isSaving = true;
        await _keeper!.StopAsync();
        Show(await desk.SaveAsync(_owner, _opened!, _name, board.Text.Json, _leaving.Token));
        _isSaving = false;
    }

    private void Show(SaveSegmentResult result)
    {
        switch (result)
        {
            case SaveSegmentResult.Saved saved:
                toasts.Show(texts["SavedToast", saved.Segment.Name]);
                (_opened, _isChanged) = (null, false);
                navigation.NavigateTo($"/segments/{saved.Segment.Key}", replace: true);
                break;
            case SaveSegmentResult.RuleRefused refused:
                _refusal = texts["RuleRefused", refused.Refusal.Detail];
                break;
            case SaveSegmentResult.NameRefused:
                _nameRefusal = texts["NameRefused"];
                break;
            case SaveSegmentResult.ChangedMeanwhile changed:
                _refusal = changed.Now is { } now ? texts["ChangedMeanwhile", now.ChangedBy] : texts["DeletedMeanwhile"];
                break;
            case SaveSegmentResult.KeyTaken:
                _refusal = texts["KeyTaken"];
                break;
        }
    }

    private TabItem[] TabsOf(SegmentRow row)
    {
        List<TabItem> tabs = [new("", texts["TabRule"]), new("people", texts["TabPeople"], row.Count)];
        if (row.Trend.Count > 1) tabs.Add(new("history", texts["TabHistory"]));
        return [.. tabs];
    }

    private void Draw() => _ = InvokeAsync(StateHasChanged);

    private void Fail(Exception failure) => _ = DispatchExceptionAsync(failure);

    public void Dispose()
    {
        board.Changed -= Draw;
        board.Edited -= Keep;
        board.Failed -= Fail;
        board.Dispose();
        _keeper?.Dispose();
        _leaving.Cancel();
        _leaving.Dispose();
    }

    private sealed record Address(string? Key);
}
