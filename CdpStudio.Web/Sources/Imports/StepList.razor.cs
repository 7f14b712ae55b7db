using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping.Steps;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>What happens to a column's values before they are read, with what becomes of the first ones.</summary>
public sealed partial class StepList(IStringLocalizer<ImportTexts> texts, ViewCulture view)
{
    private static readonly Glyph s_up = new("M8 13V3M4.8 6.2 8 3l3.2 3.2");

    private string _adding = "";

    [Parameter, EditorRequired]
    public required DraftColumn Column { get; set; }

    /// <summary>The names of all of the file's columns.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Columns { get; set; }

    [Parameter]
    public CheckedColumn? Check { get; set; }

    [Parameter]
    public EventCallback<DraftColumn> OnChange { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private IReadOnlyList<string> Others => [.. Columns.Where(c => c != Column.From)];

    private bool IsIncomplete => Check is { Filled: > 0 } check && check.Misfits == check.Filled;

    /// <summary>What was chosen is drawn once, so that drawing nothing chosen afterwards is a change that the browser hears of.</summary>
    private async Task AddAsync(ChangeEventArgs choice)
    {
        if (choice.Value is not string { Length: > 0 } name) return;

        _adding = name;
        await ChangeAsync(StepChoices.Added(Column, StepChoices.New(name, Column, Columns, Country())));
        await Task.Yield();
        _adding = "";
    }

    private Task ReplaceAsync(int at, DraftStep step) => ChangeAsync([.. Column.Steps.Select((s, i) => i == at ? step : s)]);

    private Task RemoveAsync(int at) => ChangeAsync([.. Column.Steps.Where((_, i) => i != at)]);

    private Task MoveUpAsync(int at) =>
        ChangeAsync([.. Column.Steps.Take(at - 1), Column.Steps[at], Column.Steps[at - 1], .. Column.Steps.Skip(at + 1)]);

    private Task ChangeAsync(IReadOnlyList<DraftStep> steps) => OnChange.InvokeAsync(Column.With(steps));

    /// <summary>Where the reader's way of writing numbers comes from, to begin with.</summary>
    private string Country()
    {
        var region = view.Formats.IsNeutralCulture ? CultureInfo.CreateSpecificCulture(view.Formats.Name).Name : view.Formats.Name;
        return PhoneCountry.TryFind(region[(region.LastIndexOf('-') + 1)..], out var country) ? country.Code : "US";
    }
}
