using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Components;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>People who may be one, and what was decided about them. Redrawn when a search moves on.</summary>
public sealed partial class DuplicatesPage(
    DuplicateList list, StartDuplicateSearchHandler start, SeenPeople people, TaskFeed feed, NavigationManager navigation,
    IStringLocalizer<DuplicateTexts> texts) : TaskFollower(feed)
{
    private const string AcceptedName = "accepted";
    private const string RejectedName = "rejected";
    private const string SettingsName = "settings";
    private const string AfterParameter = "after";
    private const int PageSize = 50;

    private IReadOnlyList<PairOfPeople>? _pairs;
    private IReadOnlyDictionary<DuplicateView, long>? _counts;
    private DuplicateSearchStatus? _search;
    private PairPlace? _next;
    private string? _shown;

    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <summary>The last pair of the page before.</summary>
    [SupplyParameterFromQuery(Name = AfterParameter)]
    public string? After { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private IStringLocalizer<DuplicateTexts> Texts => texts;

    private bool IsAtWork => DuplicateWords.IsAtWork(_search?.Last);

    // One that was at work has ended.
    protected override bool Cares => IsAtWork || Feed.Active.Any(run => run.Kind == DuplicateList.SearchKind);

    private DuplicateView View => Tab switch
    {
        AcceptedName => DuplicateView.Accepted,
        RejectedName => DuplicateView.Rejected,
        _ => DuplicateView.Open,
    };

    private IReadOnlyList<TabItem> TabItems =>
    [
        new("", texts["Open"], _counts?[DuplicateView.Open]),
        new(AcceptedName, texts["Accepted"], _counts?[DuplicateView.Accepted]),
        new(RejectedName, texts["Rejected"], _counts?[DuplicateView.Rejected]),
        new(SettingsName, texts["Settings"]),
    ];

    private string FirstAddress => navigation.GetUriWithQueryParameter(AfterParameter, (string?)null);

    private string NextAddress => navigation.GetUriWithQueryParameter(AfterParameter, PlacePrefix + _next);

    // A tab's address keeps what the one before had, and lists are in different orders.
    private string PlacePrefix => View + ".";

    private PairPlace? Place => After?.StartsWith(PlacePrefix, StringComparison.Ordinal) == true && PairPlace.TryParse(After[PlacePrefix.Length..], out var place) ? place : null;

    protected override async Task OnParametersSetAsync()
    {
        // Another tab's pairs would be drawn with this one's buttons until they are read.
        if (_shown != Tab + After) _pairs = null;
        _shown = Tab + After;
        await ReloadAsync();
    }

    protected override async Task ReloadAsync()
    {
        var shown = _shown;
        var search = await list.SearchAsync(Leaving);
        var counts = await list.CountsAsync(Leaving);
        var pairs = Tab == SettingsName ? [] : await list.PageAsync(View, Place, PageSize + 1, Leaving);
        if (shown != _shown) return;

        (_search, _counts) = (search, counts);
        _pairs = [.. pairs.Take(PageSize).Select(p => PairOfPeople.Of(p, people))];
        _next = pairs.Count > PageSize ? pairs[PageSize - 1].Place : null;
    }

    private async Task StartAsync()
    {
        var by = (await Authentication).User.Identity?.Name ?? "";
        await start.HandleAsync(new StartDuplicateSearch(by), Leaving);
        await ReloadAsync();
    }
}
