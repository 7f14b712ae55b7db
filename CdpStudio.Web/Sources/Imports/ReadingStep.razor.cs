using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

public sealed partial class ReadingStep(IStringLocalizer<ImportTexts> texts)
{
    private static readonly (string Value, string Name)[] s_separators = [(",", "comma"), (";", "semicolon"), ("tab", "tab"), ("|", "bar")];

    [Parameter, EditorRequired]
    public required DraftChoices Choices { get; set; }

    /// <summary>False: the encoding is a guess that another one comes close to.</summary>
    [Parameter]
    public bool Sure { get; set; } = true;

    [Parameter]
    public FilePreview? Preview { get; set; }

    [Parameter]
    public EventCallback<FileReading> OnChange { get; set; }

    /// <summary>Address of the next step.</summary>
    [Parameter, EditorRequired]
    public required string? Next { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private string Sub => texts["ReadingSub", Preview?.Rows.Count ?? FilePreview.MaxRows];

    private string? Faults => Preview?.Rows.Count(r => r.Fault != CsvFault.None) is > 0 and var faults ? texts.Plural("FaultsShown", faults) : null;

    private Task ChooseEncoding(ChangeEventArgs choice) =>
        TextEncoding.Find((string)choice.Value!) is { } encoding ? ChangeAsync(Choices.Reading with { Encoding = encoding }) : Task.CompletedTask;

    private Task ChooseSeparator(ChangeEventArgs choice) => ChangeAsync((Choices with { Separator = (string)choice.Value! }).Reading);

    private Task ChooseHeader(ChangeEventArgs choice) => ChangeAsync(Choices.Reading with { HasHeader = choice.Value is true });

    private Task ChangeAsync(FileReading reading) => OnChange.InvokeAsync(reading);
}
