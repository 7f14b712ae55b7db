using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Web.Components;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

public sealed partial class ColumnRow(IStringLocalizer<ImportTexts> texts, ViewCulture view)
{
    private ElementReference _correction;
    private ElementReference _target;
    private string? _correcting;
    private bool _opened;
    private bool _closed;
    private bool _open;

    [Parameter, EditorRequired]
    public required DraftColumn Column { get; set; }

    [Parameter]
    public CheckedColumn? Check { get; set; }

    [Parameter]
    public bool IsEvents { get; set; }

    /// <summary>The column has the rows' times, so it goes nowhere else.</summary>
    [Parameter]
    public bool IsTime { get; set; }

    /// <summary>Rows are numbered as Excel does, not as an editor numbers lines.</summary>
    [Parameter]
    public bool IsSheet { get; set; }

    /// <summary>The names of all of the file's columns.</summary>
    [Parameter]
    public IReadOnlyList<string> Columns { get; set; } = [];

    [Parameter]
    public EventCallback<DraftColumn> OnChange { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private IReadOnlyList<string> Values => IsEvents ? ["property", "attribute"] : ["attribute"];

    private string Target => ColumnTargets.KindOf(Column.To);

    private string Name => ColumnTargets.NameOf(Column.To);

    private bool HasName => Target is "attribute" or "property" or "identifier";

    private bool HasType => !IsTime && Target is "attribute" or "property";

    private string StepCount => Column.Steps.Count == 0 ? texts["Steps.Open"] : texts.Plural("Steps.OpenCount", Column.Steps.Count);

    private string Samples => view.List(Check?.Samples ?? []);

    private string Placeholder => Column.Type == "list" ? ";" : texts["AutoDate"];

    // Rounded down, so that 100 % means all.
    private string Share => Check is not { Filled: > 0 }
        ? ""
        : (Math.Floor(1000.0 * (Check.Filled - Check.Misfits) / Check.Filled) / 1000).ToString("P1", view.Formats);

    /// <summary>The field comes and goes under the keyboard: what is corrected goes, with its button.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var (opened, closed) = (_opened, _closed);
        (_opened, _closed) = (false, false);
        if (opened) await _correction.FocusIfThereAsync();
        else if (closed) await _target.FocusIfThereAsync();
    }

    private Task ChooseTarget(ChangeEventArgs choice)
    {
        var kind = (string)choice.Value!;
        return ChangeAsync(kind switch
        {
            "" => Column with { To = null },
            "attribute" or "property" => Column with { To = $"{kind}:{(HasName && Name.Length > 0 ? Name : Column.From)}" },
            "identifier" => new DraftColumn(Column.From, "identifier:" + ColumnTargets.NamespaceFrom(Column.From)).With(TextSteps),
            _ => new DraftColumn(Column.From, kind).With(TextSteps),
        });
    }

    private Task ChooseName(ChangeEventArgs choice) => ChangeAsync(Column with { To = $"{Target}:{((string?)choice.Value)?.Trim()}" });

    private Task ChooseType(ChangeEventArgs choice) =>
        ChangeAsync((Column with { Type = choice.Value is "text" ? null : (string?)choice.Value, Format = null, Culture = null, Sure = null }).With(choice.Value is "number" ? Column.Steps : TextSteps));

    private Task ChooseFormat(ChangeEventArgs choice) =>
        ChangeAsync(Column with { Format = ColumnTargets.DateFormat(string.IsNullOrEmpty((string?)choice.Value) ? null : (string)choice.Value, Column.Culture), Sure = true });

    private Task ChooseCalendar(ChangeEventArgs choice)
    {
        var culture = string.IsNullOrEmpty((string?)choice.Value) ? null : (string)choice.Value;
        return ChangeAsync(Column with { Culture = culture, Format = ColumnTargets.DateFormat(Column.Format, culture) });
    }

    // What is shown may be the beginning of the value, or have signs in place of those that can't be shown.
    private bool MayCorrect(MisfitExample example) => !IsTime && example.MayCorrect && example.Value.Length <= 200 && !example.Value.Contains('\uFFFD', StringComparison.Ordinal);

    private void Correct(MisfitExample example)
    {
        _correcting = _correcting == example.Value ? null : example.Value;
        _opened = _correcting is not null;
    }

    private void CloseOnEscape(KeyboardEventArgs key)
    {
        if (key.Key == "Escape") (_correcting, _closed) = (null, true);
    }

    /// <summary>Wherever the column has the value.</summary>
    private Task CorrectAsync(MisfitExample example, string? by)
    {
        (_correcting, _closed) = (null, true);
        return ChangeAsync(Column.Corrected(example.Value, by?.Trim() ?? ""));
    }

    // Only numbers have bounds.
    private IReadOnlyList<DraftStep> TextSteps => [.. Column.Steps.Where(s => s.Is != StepChoices.Outliers)];

    private Task ChangeAsync(DraftColumn column) => OnChange.InvokeAsync(column);
}
