using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Reading;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>How a text is read: what workbooks say themselves.</summary>
public sealed partial class TextFields(IStringLocalizer<ImportTexts> texts)
{
    private const string Other = "other";

    private static readonly (string Value, string Name)[] s_separators = [(",", "comma"), (";", "semicolon"), ("tab", "tab"), ("|", "bar")];

    private bool _other;

    [Parameter, EditorRequired]
    public required DraftChoices Choices { get; set; }

    [Parameter]
    public EventCallback<GivenReading> OnChange { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private bool IsOther => _other || !s_separators.Any(s => s.Value == Choices.Separator);

    private string? Sign => s_separators.Any(s => s.Value == Choices.Separator) ? "" : Choices.Separator;

    /// <summary>The other format has its own separator and header.</summary>
    private Task ChooseFormat(ChangeEventArgs choice) =>
        OnChange.InvokeAsync(Choices.Given with { Format = choice.Value is "jsonl" ? TableFormat.Json : TableFormat.Csv, Separator = null, HasHeader = null });

    private Task ChooseEncoding(ChangeEventArgs choice) =>
        TextEncoding.Find((string)choice.Value!) is { } encoding ? OnChange.InvokeAsync(Choices.Given with { Encoding = encoding }) : Task.CompletedTask;

    private Task ChooseSeparator(ChangeEventArgs choice)
    {
        _other = choice.Value is Other;
        return _other ? Task.CompletedTask : OnChange.InvokeAsync((Choices with { Separator = (string)choice.Value! }).Given);
    }

    /// <summary>What can't separate cells changes nothing.</summary>
    private Task ChooseSign(ChangeEventArgs choice)
    {
        var given = (Choices with { Separator = (string?)choice.Value }).Given;
        return given.Separator is null ? Task.CompletedTask : OnChange.InvokeAsync(given);
    }
}
