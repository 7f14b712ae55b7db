using System.Globalization;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

public sealed partial class ColumnsStep(IStringLocalizer<ImportTexts> texts)
{
    private bool _starting;
    private bool _unanswered;

    [Parameter, EditorRequired]
    public required DraftChoices Choices { get; set; }

    /// <summary>Null while the choices are being tried for the first time.</summary>
    [Parameter]
    public CheckedMapping? Check { get; set; }

    /// <summary>Why the import could not start.</summary>
    [Parameter]
    public MappingReading.Refused? Refused { get; set; }

    [Parameter]
    public EventCallback<DraftChoices> OnChange { get; set; }

    [Parameter]
    public EventCallback OnStart { get; set; }

    [Parameter]
    public string? Back { get; set; }

    /// <summary>Address of the dry run.</summary>
    [Parameter]
    public string? Next { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private int Open => FormatQuestions.Open(Choices, Check);

    private string? Tried => Check is null ? null : texts.Plural(Check.IsWhole ? "CheckedAll" : "CheckedSome", Check.Rows);

    private string Used => texts.Plural("Guessed", Choices.Columns.Index().Count(c => c.Item.To is not null || IsTime(c.Index)));

    private string? LeftOut =>
        Choices.Columns.Index().Count(c => c.Item.To is null && !IsTime(c.Index)) is > 0 and var count ? texts.Plural("LeftOut", count) : null;

    private string? Misfits => Check?.Columns.Sum(c => c.Misfits) is > 0 and var count ? texts.Plural("Misfits", count) : null;

    private string? Problem => Refused is null ? null : texts["MappingRefused"].Value;

    private string Why => Refused?.Pointer switch
    {
        null => "",
        "/columns" or "/event" or "/timestamp/format" or "/timestamp/timeZone" => texts[$"Refused.{Refused.Pointer}"],
        var pointer when ColumnAt(pointer) is { } column => texts[RefusalOf(pointer), column.From],
        _ => texts["Refused.other", ReasonText.Of(Refused.Detail, texts)],
    };

    private IReadOnlyList<string> Names => [.. Choices.Columns.Select(c => c.From)];

    private CheckedColumn? CheckOf(int column) => Check?.Columns.ElementAtOrDefault(column);

    private bool IsTime(int column) => Choices.IsEvents && Choices.Timestamp?.From == Choices.Columns[column].From;

    private Task ChangeAsync(int at, DraftColumn column) =>
        OnChange.InvokeAsync(Choices with { Columns = [.. Choices.Columns.Select((c, i) => i == at ? column : c)] });

    private void ShowUnanswered() => _unanswered = true;

    private async Task PressAsync()
    {
        if (Open > 0)
        {
            ShowUnanswered();
            return;
        }

        _starting = true;
        try
        {
            await OnStart.InvokeAsync();
        }
        finally
        {
            _starting = false;
        }
    }

    private static string RefusalOf(string pointer) =>
        pointer.EndsWith("/to", StringComparison.Ordinal) && !pointer.Contains("/transform", StringComparison.Ordinal) ? "Refused.to"
        : pointer.Contains("/transform", StringComparison.Ordinal) ? "Refused.transform"
        : "Refused.format";

    /// <summary>The pointer counts only columns that are used.</summary>
    private DraftColumn? ColumnAt(string pointer)
    {
        var parts = pointer.Split('/');
        return parts is ["", "columns", var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? Choices.Columns.Where(c => c.To is not null).ElementAtOrDefault(at)
            : null;
    }
}
