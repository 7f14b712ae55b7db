using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

public sealed partial class SourcePage(
    SourceHealthList list, NavigationManager navigation, IStringLocalizer<SourceTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private SourceHealth? _health;
    private bool _missing;

    [Parameter]
    public int Id { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    private SourceRow? Row => _health?.Row;

    private string Address => navigation.BaseUri.TrimEnd('/');

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _health = (await list.AllAsync(_leaving.Token)).FirstOrDefault(h => h.Row.Source.Id == new SourceId(Id));
        _missing = _health is null;
    }

    private static IEnumerable<(string Name, long Value)> Figures(SourceCounts counts) =>
    [
        ("Received", counts.Received), ("Stored", counts.Stored), ("Duplicate", counts.Duplicate),
        ("Quarantined", counts.Open), ("Discarded", counts.Discarded), ("Refused", counts.Refused), ("Waiting", counts.Waiting),
    ];

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
