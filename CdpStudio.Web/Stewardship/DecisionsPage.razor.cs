using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Stewardship;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Stewardship;

/// <summary>All decisions on who is who, the newest first, each with a way to the people and a way back.</summary>
public sealed partial class DecisionsPage(
    DecisionHistory history, UndoDecisionHandler undoDecision, UndoDuplicateHandler undoDuplicate, SeenPeople people, ToastList toasts,
    NavigationManager navigation, IStringLocalizer<StewardshipTexts> texts) : IDisposable
{
    private const string AfterParameter = "after";
    private const int PageSize = 50;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<DecisionLine>? _lines;
    private DecisionPlace? _next;
    private DecisionPlace? _undoing;
    private string? _refusal;
    private (string? Tab, string? After, long? Asked)? _shown;

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The last one of the page before.</summary>
    [SupplyParameterFromQuery(Name = AfterParameter)]
    public string? After { get; set; }

    /// <summary>One decision alone.</summary>
    [SupplyParameterFromQuery(Name = "decision")]
    public long? Asked { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<StewardshipTexts> Texts => texts;

    private IReadOnlyList<TabItem> TabItems =>
        [new("", texts["All"]), .. Enum.GetValues<DecisionKind>().Select(k => new TabItem(NameOf(k), texts["KindTab." + k]))];

    private DecisionKind? Kind => Enum.GetValues<DecisionKind>().Select(k => (DecisionKind?)k).FirstOrDefault(k => NameOf(k!.Value) == Tab);

    private DecisionPlace? Place => DecisionPlace.TryParse(After, out var place) ? place : null;

    private string FirstAddress => navigation.GetUriWithQueryParameter(AfterParameter, (string?)null);

    private string NextAddress => navigation.GetUriWithQueryParameter(AfterParameter, _next?.ToString());

    internal static string AddressOf(long decision) => string.Create(CultureInfo.InvariantCulture, $"/profiles/decisions?decision={decision}");

    protected override Task OnParametersSetAsync()
    {
        var shown = (Tab, After, Asked);
        if (shown != _shown) (_lines, _refusal) = (null, null);
        _shown = shown;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        if (_leaving.IsCancellationRequested) return;

        var shown = _shown;
        var entries = Asked is { } decision
            ? await history.FindAsync(decision, _leaving.Token) is { } one ? [one] : []
            : await history.RecentAsync(Kind, Place, PageSize + 1, _leaving.Token);
        // Another list was asked for meanwhile.
        if (shown != _shown) return;

        _lines = [.. entries.Take(PageSize).Select(e => DecisionLine.Of(e, people))];
        _next = entries.Count > PageSize ? entries[PageSize - 1].Place : null;
    }

    private async Task UndoAsync(DecisionLine line)
    {
        (_undoing, _refusal) = (line.Place, null);
        StateHasChanged();
        var by = (await Authentication).User.Identity?.Name ?? "";
        // Not taken back by leaving: it was pressed.
        _refusal = line.Place.IsPair
            ? await undoDuplicate.HandleAsync(new UndoDuplicate(line.Place.Id, by), CancellationToken.None) == DuplicateOutcome.Done ? null : texts["UndoRefused"].Value
            : RefusalOf(await undoDecision.HandleAsync(new UndoDecision(line.Place.Id, by), CancellationToken.None));
        _undoing = null;
        if (_refusal is null) toasts.Show(texts["UndoneOk"]);
        await LoadAsync();
    }

    private string? RefusalOf(UndoDecisionResult result) => result switch
    {
        UndoDecisionResult.Undone => null,
        UndoDecisionResult.SomebodyGone => texts["UndoGone"].Value,
        UndoDecisionResult.UndoneBefore or UndoDecisionResult.NotFound => texts["UndoneBefore"].Value,
        _ => throw new UnreachableException(result.GetType().Name),
    };

    private static string NameOf(DecisionKind kind) => kind switch
    {
        DecisionKind.Joined => "joined",
        DecisionKind.TookApart => "apart",
        DecisionKind.KeptApart => "kept",
        DecisionKind.Duplicate => "duplicates",
        _ => throw new UnreachableException(kind.ToString()),
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
