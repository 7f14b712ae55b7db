using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources;

/// <summary>What a source sends that the tracking plan does not want; nothing where all keeps to it.</summary>
public sealed partial class PlanCard(ViolationList list, SeenMessages seen, ViewCulture view, IStringLocalizer<SourceTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Violations? _found;

    [Parameter, EditorRequired]
    public required SourceId Source { get; set; }

    private IStringLocalizer<SourceTexts> Texts => texts;

    protected override async Task OnParametersSetAsync() => _found = await list.FindAsync(Source, _leaving.Token);

    private string ExamplesOf(ViolationRow row) =>
        row.Pii ? texts["Masked"].Value : row.Examples.Count == 0 ? "–" : view.List(row.Examples.Select(seen.Value));

    // Where it is declared, or where such messages are seen.
    private static string AddressOf(ViolationRow row) =>
        row.Kind.IsOdd() ? $"/sources/{row.Source}/live"
        : row.Event is { } named ? $"/catalogue?tab=events&event={Uri.EscapeDataString(named)}&property={Uri.EscapeDataString(row.Name)}"
        : $"/catalogue?attribute={Uri.EscapeDataString(row.Name)}";

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
