using System.Text.Encodings.Web;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Profiles;

/// <summary>Events, and changes of attributes among them, by days of the workspace; an event opens to all that was sent.</summary>
public sealed partial class EventDays(CurrentWorkspace workspace, ViewCulture view)
{
    private static readonly JsonSerializerOptions s_readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IReadOnlyList<Day> _days = [];
    private (IReadOnlyList<Fact.Event>, IReadOnlyList<AttributeChange>) _shown;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Fact.Event> Events { get; set; }

    /// <summary>Newest first.</summary>
    [Parameter]
    public IReadOnlyList<AttributeChange> Changes { get; set; } = [];

    /// <summary>Names of those who said what changed.</summary>
    [Parameter]
    public IReadOnlyDictionary<SourceId, string> Sources { get; set; } = new Dictionary<SourceId, string>();

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(Events, _shown.Item1) && ReferenceEquals(Changes, _shown.Item2)) return;

        _shown = (Events, Changes);
        var entries = Events.Select(EntryOf).Concat(Changes.Select(EntryOf)).OrderByDescending(e => e.Place);
        _days = [.. entries.GroupBy(e => e.Local.Date).Select(g => new Day(g.Key, [.. g]))];
    }

    private Entry EntryOf(AttributeChange change) =>
        new Entry.Changed(change, workspace.Local(EpochTime.ToMoment(change.Place.ValidFrom)));

    private Entry EntryOf(Fact.Event fact)
    {
        using var properties = JsonDocument.Parse(fact.Properties);
        return new Entry.Happened(
            new AssertionPlace(fact.Timestamp, fact.Number),
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

    private string SourceOf(AttributeChange change) => change.Source == SourceId.ByHand ? Words["ByHand"] : Sources.GetValueOrDefault(change.Source, "–");

    private string DayText(DateTime day) => day.ToString("D", view.Formats);

    private string TimeText(DateTime local) => local.ToString("t", view.Formats);

    private sealed record Day(DateTime Date, IReadOnlyList<Entry> Entries);

    private abstract record Entry(AssertionPlace Place, DateTime Local)
    {
        public abstract object Key { get; }

        public sealed record Happened(AssertionPlace Place, DateTime Local, string Name, string Summary, string Properties) : Entry(Place, Local)
        {
            public override object Key => Place.Fact;
        }

        // What clears several attributes is one fact.
        public sealed record Changed(AttributeChange Change, DateTime Local) : Entry(Change.Place, Local)
        {
            public override object Key => (Change.Place, Change.Name);
        }
    }
}
