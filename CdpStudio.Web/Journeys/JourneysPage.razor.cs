using CdpStudio.Core.Journeys;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Journeys;

public sealed partial class JourneysPage(JourneyList list, NavigationManager navigation, PageAddress address, IStringLocalizer<JourneyTexts> texts) : IDisposable
{
    private const int Most = 1_000;

    private static readonly Dictionary<string, Func<JourneyRow, IComparable?>> s_keys = new()
    {
        ["name"] = row => row.Journey.Name,
        ["inside"] = row => row.Walks.Inside,
        ["entered"] = row => row.Walks.Entered,
        ["changed"] = row => row.Journey.ChangedAt,
    };

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<JourneyRow>? _journeys;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>Opens the panel for a new one.</summary>
    [SupplyParameterFromQuery(Name = "new")]
    public string? New { get; set; }

    private IStringLocalizer<JourneyTexts> Texts => texts;

    private SortOrder Order => SortOrder.Parse(Sort, new SortOrder("changed", Descending: true));

    private string NewAddress => navigation.GetUriWithQueryParameter("new", "yes");

    protected override async Task OnParametersSetAsync() => _journeys = await list.FindAsync(Search, after: null, Most, _leaving.Token);

    private IReadOnlyList<JourneyRow> Ordered(IReadOnlyList<JourneyRow> rows) => [.. Order.Apply(rows, s_keys)];

    // The address is the state: a search can be bookmarked, shared and stepped back from.
    private void ShowMatches(string text) =>
        address.Change(("q", text.Length == 0 ? null : text));

    private void CloseNew() => address.Change(("new", null));

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
