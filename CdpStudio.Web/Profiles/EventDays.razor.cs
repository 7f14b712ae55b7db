using System.Text.Encodings.Web;
using System.Text.Json;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Profiles;

/// <summary>Events by days of the workspace; an entry opens to all that was sent.</summary>
public sealed partial class EventDays(CurrentWorkspace workspace, ViewCulture view)
{
    private static readonly JsonSerializerOptions s_readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IReadOnlyList<Day> _days = [];
    private IReadOnlyList<Fact.Event>? _shown;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Fact.Event> Events { get; set; }

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Events, _shown)) return;

        _shown = Events;
        _days = [.. Events.Select(EntryOf).GroupBy(e => e.Local.Date).Select(g => new Day(g.Key, [.. g]))];
    }

    private Entry EntryOf(Fact.Event fact)
    {
        using var properties = JsonDocument.Parse(fact.Properties);
        return new(
            fact.Number,
            workspace.Local(EpochTime.ToMoment(fact.Timestamp)),
            fact.Name,
            SummaryOf(properties.RootElement),
            JsonSerializer.Serialize(properties.RootElement, s_readable));
    }

    // The first few plain values say most of what an event is about; the rest is one press away.
    private static string SummaryOf(JsonElement properties) => string.Join(
        " · ",
        properties.EnumerateObject()
            .Where(p => p.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            .Select(p => p.Value.ToString())
            .Where(text => text.Length is > 0 and <= 60)
            .Take(4));

    private string DayText(DateTime day) => day.ToString("D", view.Formats);

    private string TimeText(DateTime local) => local.ToString("t", view.Formats);

    private sealed record Day(DateTime Date, IReadOnlyList<Entry> Entries);

    private sealed record Entry(long Fact, DateTime Local, string Name, string Summary, string Properties);
}
