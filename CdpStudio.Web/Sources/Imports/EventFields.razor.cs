using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>What a row is: a person, or something that one did, and when.</summary>
public sealed partial class EventFields
{
    private static readonly string[] s_kinds = ["profiles", "events"];

    [Parameter, EditorRequired]
    public required DraftChoices Choices { get; set; }

    [Parameter]
    public MappingReading.Refused? Refused { get; set; }

    [Parameter]
    public EventCallback<DraftChoices> OnChange { get; set; }

    private string? ErrorAt(string pointer) => Refused?.Pointer == pointer ? Texts[$"Refused.{pointer}"].Value : null;

    /// <summary>What was a person's attribute becomes the event's property, and back.</summary>
    private Task ChooseKindAsync(string kind)
    {
        var (from, to) = kind == "events" ? ("attribute:", "property:") : ("property:", "attribute:");
        return ChangeAsync(Choices with
        {
            Kind = kind,
            Columns = [.. Choices.Columns.Select(c => c.To?.StartsWith(from, StringComparison.Ordinal) == true ? c with { To = to + c.To[from.Length..] } : c)],
        });
    }

    private Task ChooseTimeAsync(string? column)
    {
        if (string.IsNullOrEmpty(column)) return ChangeAsync(Choices with { Timestamp = null });

        // The column says already how its dates are written, and need not go anywhere else.
        var chosen = Choices.Columns.First(c => c.From == column);
        return ChangeAsync(Choices with
        {
            Timestamp = new DraftTime(column, chosen.Type == "datetime" ? chosen.Format : null, Choices.Timestamp?.TimeZone) { Culture = chosen.Culture, Sure = chosen.Type == "datetime" ? chosen.Sure : null },
            Columns = [.. Choices.Columns.Select(c => c.From == column ? c with { To = null } : c)],
        });
    }

    private Task ChooseCalendarAsync(DraftTime time, string? culture) =>
        ChangeAsync(Choices with { Timestamp = time with { Culture = culture, Format = ColumnTargets.DateFormat(time.Format, culture) } });

    private Task ChangeAsync(DraftChoices choices) => OnChange.InvokeAsync(choices);

    private static string? Filled(ChangeEventArgs change) => string.IsNullOrWhiteSpace((string?)change.Value) ? null : ((string)change.Value).Trim();
}
