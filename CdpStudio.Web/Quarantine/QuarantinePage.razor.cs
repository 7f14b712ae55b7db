using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Quarantine;

public sealed partial class QuarantinePage(
    QuarantineList list, DiscardQuarantinedHandler discard, SourceList sources, NavigationManager navigation,
    IStringLocalizer<QuarantineTexts> texts) : IDisposable
{
    private const int PageSize = 100;

    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<QuarantineRow>? _rows;
    private IReadOnlyList<QuarantineCount> _counts = [];
    private Dictionary<int, string> _sources = [];
    private QuarantineRow? _open;
    private bool _asking;
    private long? _askedId;
    private RefusalReason? _askedAll;
    private string? _whyError;

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    [SupplyParameterFromQuery(Name = "reason")]
    public string? Reason { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    [SupplyParameterFromQuery(Name = "message")]
    public long? MessageId { get; set; }

    private IStringLocalizer<QuarantineTexts> Texts => texts;

    // A reason that nothing is kept for any more shows everything.
    private RefusalReason? Chosen => _counts.FirstOrDefault(c => c.Reason.ToString() == Reason)?.Reason;

    private IReadOnlyList<TabItem> ReasonTabs =>
    [
        new("", texts["All"], _counts.Sum(c => c.Messages)),
        .. _counts.Select(c => new TabItem(c.Reason.ToString(), ReasonName(c.Reason), c.Messages)),
    ];

    private string Question => _askedAll is { } reason ? texts["DiscardAllQuestion", ReasonName(reason)] : texts["DiscardQuestion"];

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _sources = (await sources.AllAsync(_leaving.Token)).ToDictionary(r => r.Source.Id.Value, r => r.Source.Name);
        _counts = await list.CountAsync(_leaving.Token);
        _rows = await list.FindAsync(Chosen, Before, PageSize, _leaving.Token);
        _open = _rows.FirstOrDefault(r => r.Id == MessageId);
    }

    private string ReasonName(RefusalReason reason) => texts["Reason." + reason];

    private string SourceName(int source) => _sources.GetValueOrDefault(source, "–");

    private long CountOf(RefusalReason reason) => _counts.FirstOrDefault(c => c.Reason == reason)?.Messages ?? 0;

    private string AddressOf(QuarantineRow row) => With("message", row.Id);

    private string With(string name, long? value) => navigation.GetUriWithQueryParameter(name, value);

    private void Close() => navigation.NavigateTo(With("message", null), replace: true);

    private void Ask(long? id, RefusalReason? allOf) => (_asking, _askedId, _askedAll, _whyError) = (true, id, allOf, null);

    private async Task DiscardAsync(string why)
    {
        var by = (await Authentication).User.Identity?.Name ?? "";
        var result = await discard.HandleAsync(new DiscardQuarantined(_askedId, _askedAll, by, why), _leaving.Token);
        _whyError = result is DiscardResult.Incomplete ? texts["WhyError"].Value : null;
        if (result is DiscardResult.Incomplete) return;

        _asking = false;
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
