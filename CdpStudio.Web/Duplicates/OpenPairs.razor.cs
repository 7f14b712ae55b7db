using CdpStudio.Core.Duplicates;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>Pairs to look through, and those chosen among them to join at once.</summary>
public sealed partial class OpenPairs(AcceptDuplicatesHandler accept, ToastList toasts, ViewCulture view, IStringLocalizer<DuplicateTexts> texts)
{
    private const int MostTelling = 3;

    private readonly HashSet<long> _chosen = [];
    private string? _refusal;
    private bool _asking;
    private bool _isBusy;

    [Parameter, EditorRequired]
    public required IReadOnlyList<PairOfPeople>? Pairs { get; set; }

    /// <summary>A search is under way.</summary>
    [Parameter]
    public bool IsSearching { get; set; }

    /// <summary>A search came to its end.</summary>
    [Parameter]
    public bool HasSearched { get; set; }

    [Parameter]
    public EventCallback OnDecided { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<DuplicateTexts> Texts => texts;

    private ViewCulture View => view;

    private string Chosen => texts.Plural("Chosen", _chosen.Count);

    private IEnumerable<long> Choosable => (Pairs ?? []).Where(p => p.AreTwo).Select(p => p.Pair.Id);

    private bool AreAllChosen => _chosen.Count > 0 && Choosable.All(_chosen.Contains);

    // What went from the list, because somebody else decided it or a search replaced it, is not chosen any more.
    protected override void OnParametersSet() => _chosen.IntersectWith(Choosable);

    private bool IsChosen(PairOfPeople pair) => _chosen.Contains(pair.Pair.Id);

    private void Toggle(PairOfPeople pair)
    {
        if (!_chosen.Remove(pair.Pair.Id)) _chosen.Add(pair.Pair.Id);
    }

    private void ChooseAll()
    {
        if (AreAllChosen) _chosen.Clear();
        else _chosen.UnionWith(Choosable);
    }

    private string Telling(PairOfPeople pair) => view.Clauses(
        [.. pair.Pair.Evidence.Telling.Take(MostTelling).Select(s => view.Labelled(texts.FieldOf(s), texts.AgreementOf(s.Agreement)))]);

    private async Task AcceptAsync()
    {
        _isBusy = true;
        var by = (await Authentication).User.Identity?.Name ?? "";
        // Not taken back by leaving: it was asked for.
        var outcomes = await accept.HandleAsync(new AcceptDuplicates([.. _chosen], by), CancellationToken.None);
        (_isBusy, _asking) = (false, false);
        _chosen.Clear();
        var refused = outcomes.Values.Where(o => o != DuplicateOutcome.Done).ToList();
        _refusal = refused.Count == 0 ? null : view.Clauses([.. refused.Distinct().Select(texts.RefusalOf)]);
        if (outcomes.Count > refused.Count) toasts.Show(texts.Plural("JoinedToast", outcomes.Count - refused.Count));
        await OnDecided.InvokeAsync();
    }
}
