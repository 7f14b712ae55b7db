using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

public sealed partial class SourcePage(
    SourceList list, NavigationManager navigation, IStringLocalizer<SourceTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private SourceRow? _row;
    private bool _missing;

    [Parameter]
    public int Id { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    private string Address => navigation.BaseUri.TrimEnd('/');

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        _row = await list.FindAsync(new SourceId(Id), _leaving.Token);
        _missing = _row is null;
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
