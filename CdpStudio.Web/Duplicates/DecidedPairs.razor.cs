using CdpStudio.Core.Duplicates;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>Pairs that were decided, each of which can be taken back.</summary>
public sealed partial class DecidedPairs(UndoDuplicateHandler undo, ViewCulture formats, IStringLocalizer<DuplicateTexts> texts)
{
    private string? _refusal;
    private long? _undoing;

    [Parameter, EditorRequired]
    public required IReadOnlyList<PairOfPeople>? Pairs { get; set; }

    [Parameter, EditorRequired]
    public required DuplicateView View { get; set; }

    [Parameter]
    public EventCallback OnUndone { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<DuplicateTexts> Texts => texts;

    private ViewCulture Formats => formats;

    private async Task UndoAsync(long pair)
    {
        _undoing = pair;
        var by = (await Authentication).User.Identity?.Name ?? "";
        _refusal = texts.RefusalOf(await undo.HandleAsync(new UndoDuplicate(pair, by), CancellationToken.None));
        _undoing = null;
        await OnUndone.InvokeAsync();
    }
}
