using System.Globalization;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Quarantine;

public sealed partial class QuarantinePage(
    QuarantineList list, SeenMessages seen, DiscardQuarantinedHandler discard, SourceList sources, NavigationManager navigation, PageAddress address,
    IStringLocalizer<QuarantineTexts> texts) : IDisposable
{
    private const int PageSize = 100;

    private readonly CancellationTokenSource _leaving = new();
    private readonly HashSet<long> _ticked = [];
    private IReadOnlyList<QuarantineRow>? _rows;
    private IReadOnlyList<QuarantineCount> _counts = [];
    private Dictionary<int, string> _sources = [];
    private QuarantineDetail? _open;
    private QuarantineSelection? _asked;
    private string? _whyError;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "source")]
    public int? SourceId { get; set; }

    [SupplyParameterFromQuery(Name = "shelf")]
    public string? ShelfName { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    [SupplyParameterFromQuery(Name = "message")]
    public long? MessageId { get; set; }

    private IStringLocalizer<QuarantineTexts> Texts => texts;

    private SeenMessages Seen => seen;

    private QuarantineShelf Shelf => Enum.GetValues<QuarantineShelf>().FirstOrDefault(s => s.ToString() == ShelfName);

    // A source that is not there shows everything, and so does a reason that nothing is kept for any more.
    private int? ChosenSource => SourceId is { } id && _sources.ContainsKey(id) ? id : null;

    private RefusalReason? Chosen => Shelf == QuarantineShelf.Open ? Counted.FirstOrDefault(c => c.Reason.ToString() == Reason)?.Reason : null;

    private IEnumerable<QuarantineCount> Counted => _counts.Where(c => ChosenSource is null || c.Source == ChosenSource);

    private bool IsAll => Shelf == QuarantineShelf.Open && ChosenSource is null;

    private string SourceValue => ChosenSource?.ToString(CultureInfo.InvariantCulture) ?? "";

    // What the buttons above are about: what is ticked, else the group that is shown.
    private QuarantineSelection? Meant =>
        Shelf != QuarantineShelf.Open ? null
        : _ticked.Count > 0 ? new QuarantineSelection(null, null, [.. _ticked.Order()])
        : Chosen is { } reason ? new QuarantineSelection(reason, ChosenSource)
        : null;

    private IReadOnlyList<TabItem> ReasonTabs =>
    [
        new("", texts["All"], Counted.Sum(c => c.Messages)),
        .. Counted.GroupBy(c => c.Reason).Select(g => new TabItem(g.Key.ToString(), ReasonName(g.Key), g.Sum(c => c.Messages))),
    ];

    private string Question => _asked switch
    {
        { Ids: [_] } => texts["DiscardQuestion"],
        { Ids: { } ids } => texts.Plural("DiscardSomeQuestion", ids.Count),
        { Reason: { } reason } => texts["DiscardAllQuestion", ReasonName(reason)],
        _ => "",
    };

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _sources = (await sources.AllAsync(_leaving.Token)).ToDictionary(r => r.Source.Id.Value, r => r.Source.Name);
        _counts = await list.CountAsync(_leaving.Token);
        _rows = await list.FindAsync(Shelf, new QuarantineSelection(Chosen, ChosenSource), Before, PageSize, _leaving.Token);
        _ticked.IntersectWith(_rows.Where(r => r.State == QuarantineState.Open).Select(r => r.Id));
        _open = MessageId is { } id ? await list.ReadAsync(id, _leaving.Token) : null;
    }

    private string MeantText(string some, string all) => _ticked.Count > 0
        ? texts[some, _ticked.Count]
        : texts[all, Counted.Where(c => c.Reason == Chosen).Sum(c => c.Messages)];

    private string ReasonName(RefusalReason reason) => texts["Reason." + reason];

    private string SourceName(int source) => _sources.GetValueOrDefault(source, "–");

    private string AddressOf(QuarantineRow row) => With("message", row.Id);

    private string With(string name, long? value) => navigation.GetUriWithQueryParameter(name, value);

    private void Close() => address.Change(("message", null));

    private void Tick(long id)
    {
        if (!_ticked.Remove(id)) _ticked.Add(id);
    }

    private void PickShelf(string name) => Show(new() { ["shelf"] = name == nameof(QuarantineShelf.Open) ? null : name, ["reason"] = null });

    private void PickSource(string id) => Show(new() { ["source"] = id.Length == 0 ? null : int.Parse(id, CultureInfo.InvariantCulture) });

    private void Show(Dictionary<string, object?> parameters)
    {
        parameters["before"] = null;
        parameters["message"] = null;
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(parameters));
    }

    private void Ask(QuarantineSelection selection) => (_asked, _whyError) = (selection, null);

    private async Task DiscardAsync(string why)
    {
        var by = (await Authentication).User.Identity?.Name ?? "";
        // The dialog is open only while something is asked.
        var result = await discard.HandleAsync(new DiscardQuarantined(_asked!, by, why), _leaving.Token);
        _whyError = result is DiscardResult.Incomplete ? texts["WhyError"].Value : null;
        if (result is DiscardResult.Incomplete) return;

        _asked = null;
        _ticked.Clear();
        await LoadAsync();
        // The navigation counts again when the address changes.
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["message"] = null,
            ["reason"] = Chosen?.ToString(),
        }), replace: true);
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
