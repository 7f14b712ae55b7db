using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Catalogue;

/// <summary>Which of several values of an attribute counts.</summary>
public sealed partial class WinningFields(SourceList sources, IStringLocalizer<CatalogueTexts> texts) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private IReadOnlyDictionary<SourceId, string> _sources = new Dictionary<SourceId, string>();

    [Parameter, EditorRequired]
    public required DeclarationDraft Draft { get; set; }

    [Parameter]
    public string? Error { get; set; }

    private IStringLocalizer<CatalogueTexts> Texts => texts;

    private IReadOnlyList<KeyValuePair<SourceId, string>> Unranked => [.. _sources.Where(s => !Draft.Ranking.Contains(s.Key)).OrderBy(s => s.Value, StringComparer.CurrentCulture)];

    protected override async Task OnInitializedAsync() => _sources = await sources.NamesAsync(_leaving.Token);

    // A source may have been removed since.
    private string NameOf(SourceId source) => _sources.GetValueOrDefault(source, source.ToString());

    private void Move(SourceId source)
    {
        var at = Draft.Ranking.IndexOf(source);
        Draft.Ranking.RemoveAt(at);
        Draft.Ranking.Insert(at - 1, source);
    }

    private void Add(ChangeEventArgs change)
    {
        if (int.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var source)) Draft.Ranking.Add(new SourceId(source));
    }

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
