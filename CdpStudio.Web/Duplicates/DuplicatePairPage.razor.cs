using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>One pair, looked at closely: both people side by side, why they may be one, and the decision.</summary>
public sealed partial class DuplicatePairPage(
    DuplicateList list, PairDecisions decisions, SeenPeople people, ViewCulture view, NavigationManager navigation,
    IStringLocalizer<DuplicateTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private PairOfPeople? _pair;
    private long? _next;
    private string? _refusal;
    private bool _isRead;
    private bool _isBusy;

    [Parameter]
    public long Id { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<DuplicateTexts> Texts => texts;

    private IReadOnlyList<PageHeader.Crumb> Above => [new(texts["People"], "/profiles"), new(texts["Title"], DuplicateWords.Address)];

    private string Sub => _pair is null
        ? ""
        : texts["PairSub", texts.LikelihoodOf(_pair.Pair.Probability), DuplicateWords.Percent(_pair.Pair.Probability, view)];

    protected override async Task OnParametersSetAsync()
    {
        _refusal = null;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        // A decision is carried out whether or not its reader waits for it.
        if (_leaving.IsCancellationRequested) return;

        var row = await list.FindAsync(Id, _leaving.Token);
        _next = row is null ? null : await list.NextAsync(row, _leaving.Token);
        _pair = row is null ? null : PairOfPeople.Of(row, people);
        _isRead = true;
    }

    private Task AcceptAsync() => DecideAsync(decisions.AcceptAsync);

    private Task RejectAsync() => DecideAsync(decisions.RejectAsync);

    private async Task UndoAsync()
    {
        _isBusy = true;
        _refusal = texts.RefusalOf(await decisions.UndoAsync(Id, await ByAsync()));
        _isBusy = false;
        await LoadAsync();
    }

    /// <summary>Goes on to the next pair where it came as asked.</summary>
    private async Task DecideAsync(Func<long, string, Task<DuplicateOutcome>> decide)
    {
        _isBusy = true;
        var outcome = await decide(Id, await ByAsync());
        _isBusy = false;
        // Read again first: what was next may have gone with the join.
        await LoadAsync();
        _refusal = texts.RefusalOf(outcome);
        if (_refusal is null && !_leaving.IsCancellationRequested) navigation.NavigateTo(_next is { } next ? DuplicateWords.AddressOf(next) : DuplicateWords.Address);
    }

    private async Task<string> ByAsync() => (await Authentication).User.Identity?.Name ?? "";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
