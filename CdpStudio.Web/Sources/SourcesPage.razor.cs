using CdpStudio.Core.Sources;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

public sealed partial class SourcesPage(SourceHealthList list, IStringLocalizer<SourceTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyList<SourceHealth>? _sources;
    private bool _making;

    private IStringLocalizer<SourceTexts> Texts => texts;

    protected override async Task OnInitializedAsync() => _sources = await list.AllAsync(_leaving.Token);

    private static string AddressOf(SourceHealth health) => $"/sources/{health.Row.Source.Id}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
