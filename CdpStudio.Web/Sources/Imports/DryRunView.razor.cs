using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.DryRuns;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>What the import would do, before it does anything.</summary>
public sealed partial class DryRunView(IStringLocalizer<ImportTexts> texts, ViewCulture view)
{
    [Parameter, EditorRequired]
    public required DraftChoices Choices { get; set; }

    /// <summary>As far as it is known; null before the first rows are.</summary>
    [Parameter]
    public DryRunResult? Result { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private ViewCulture View => view;

    /// <summary>What is nearly always there, and what is only shown where there is some.</summary>
    private IEnumerable<(string Key, long Count, string? Help)> Counts(DryRunResult result)
    {
        yield return Of(RowEffect.New);
        yield return Of(RowEffect.Changed);
        yield return Of(RowEffect.Unchanged);
        yield return Of(RowEffect.Merging);
        yield return ("Rejected", result.Rejected, null);
        if (result.Of(RowEffect.Duplicate) > 0) yield return Of(RowEffect.Duplicate);
        if (result.Of(RowEffect.Skipped) > 0) yield return Of(RowEffect.Skipped);

        (string, long, string?) Of(RowEffect effect) => ($"{effect}", result.Of(effect), Choices.IsEvents && effect is RowEffect.Changed ? texts["Effect.ChangedByEvents"] : texts[$"Effect.{effect}Help"]);
    }
}
