using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

public sealed partial class ReadingStep(IStringLocalizer<ImportTexts> texts)
{
    [Parameter, EditorRequired]
    public required DraftChoices Choices { get; set; }

    /// <summary>Files and sheets that there are to choose from.</summary>
    [Parameter]
    public FileContents? Contents { get; set; }

    /// <summary>False: the encoding is a guess that another one comes close to.</summary>
    [Parameter]
    public bool Sure { get; set; } = true;

    [Parameter]
    public FilePreview? Preview { get; set; }

    /// <summary>Null while the file's first rows are being read.</summary>
    [Parameter]
    public CheckedMapping? Check { get; set; }

    [Parameter]
    public EventCallback<GivenReading> OnChange { get; set; }

    /// <summary>Address of the next step.</summary>
    [Parameter, EditorRequired]
    public required string? Next { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private string Sub => string.Join(" · ", new[] { Choices.Entry, texts["ReadingSub", Preview?.Rows.Count ?? FilePreview.MaxRows].Value }.OfType<string>());

    private bool IsSheet => Choices.Format == "xlsx";

    private bool IsJson => Choices.Format == "jsonl";

    private string? Hidden => Check is { HiddenRows: > 0 } ? texts.Plural(Check.IsWhole ? "HiddenRows" : "HiddenRowsSome", Check.HiddenRows) : null;

    private string? Merged => Check is { MergedRanges: > 0 } ? texts.Plural("MergedRanges", Check.MergedRanges) : null;

    private string? Faults => Preview?.Rows.Count(r => r.Fault != RowFault.None) is > 0 and var faults ? texts.Plural("FaultsShown", faults) : null;

    /// <summary>Another file is another one in everything.</summary>
    private Task ChooseEntry(ChangeEventArgs choice) => ChangeAsync(new GivenReading(Entry: (string)choice.Value!));

    private Task ChooseSheet(ChangeEventArgs choice) => ChangeAsync(new GivenReading(TableFormat.Xlsx, Sheet: (string)choice.Value!, Entry: Choices.Entry));

    private Task ChooseHeader(ChangeEventArgs choice) => ChangeAsync(Choices.Given with { HasHeader = choice.Value is true });

    private Task ChooseHidden(ChangeEventArgs choice) => ChangeAsync(Choices.Given with { HiddenRows = choice.Value is true ? null : false });

    /// <summary>Whether the first row has names is another question then.</summary>
    private Task ChooseFirstRow(ChangeEventArgs choice)
    {
        if (!int.TryParse((string?)choice.Value, CultureInfo.InvariantCulture, out var row) || row is < 1 or > ImportMapping.MaxFirstRow) return Task.CompletedTask;

        return ChangeAsync(Choices.Given with { FirstRow = row == 1 ? null : row, HasHeader = null });
    }

    private Task ChangeAsync(GivenReading given) => OnChange.InvokeAsync(given);
}
