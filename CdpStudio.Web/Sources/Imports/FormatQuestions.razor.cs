using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Guessing;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>What only somebody who knows the file can say: whether 03/04/2026 is in March or in April, whether 1,250 is much or little.</summary>
public sealed partial class FormatQuestions(IStringLocalizer<ImportTexts> texts, ViewCulture view)
{
    [Parameter, EditorRequired]
    public required DraftChoices Choices { get; set; }

    [Parameter]
    public CheckedMapping? Check { get; set; }

    [Parameter]
    public EventCallback<DraftChoices> OnChange { get; set; }

    private IStringLocalizer<ImportTexts> Texts => texts;

    private List<(int At, FormatDoubt Doubt)> Asked =>
        [.. (Check?.Columns ?? []).Index().Where(c => c.Index < Choices.Columns.Count).Select(c => (c.Index, c.Item.Doubt!)).Where(c => c.Item2 is not null)];

    /// <summary>How many still have no answer.</summary>
    internal static int Open(DraftChoices choices, CheckedMapping? check) =>
        (check?.Columns ?? []).Index().Count(c => c.Item.Doubt is not null && c.Index < choices.Columns.Count && !IsSure(choices, c.Index));

    private bool IsSure(int at) => IsSure(Choices, at);

    private static bool IsSure(DraftChoices choices, int at) =>
        (TimeAt(choices, at) is { } time ? time.Sure : choices.Columns[at].Sure) == true;

    private string? FormatAt(int at) => TimeAt(Choices, at) is { } time ? time.Format : Choices.Columns[at].Format;

    private static DraftTime? TimeAt(DraftChoices choices, int at) =>
        choices is { IsEvents: true, Timestamp: { } time } && time.From == choices.Columns[at].From ? time : null;

    // The same order whichever is chosen.
    private static IEnumerable<FormatReading> InOrder(FormatDoubt doubt) =>
        new[] { doubt.Given, doubt.Other }.OrderBy(r => r.Json, StringComparer.Ordinal);

    private string Meant(FormatReading reading)
    {
        using var json = JsonDocument.Parse(reading.Json);
        if (json.RootElement.ValueKind == JsonValueKind.Number) return json.RootElement.GetDecimal().ToString("#,0.##########", view.Formats);

        // A day, or a time that begins with one.
        return DateOnly.ParseExact(json.RootElement.GetString()!.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("D", view.Formats);
    }

    private Task AnswerAsync(int at, FormatReading reading) => OnChange.InvokeAsync(TimeAt(Choices, at) is { } time
        ? Choices with { Timestamp = time with { Format = reading.Format, Sure = true } }
        : Choices with { Columns = [.. Choices.Columns.Select((c, i) => i == at ? c with { Format = reading.Format, Sure = true } : c)] });
}
