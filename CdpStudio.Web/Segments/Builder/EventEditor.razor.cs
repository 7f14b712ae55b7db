using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>A condition on what a profile did: which event, where, when, and what is measured over it.</summary>
public sealed partial class EventEditor(IAudienceVocabulary seen, IStringLocalizer<SegmentTexts> texts)
{
    private const int Offered = 12;

    // Of the event's local time; they may stand wherever a property may.
    private static readonly string[] s_timeParts = ["$hour", "$weekday", "$dayOfMonth", "$month"];

    [Parameter, EditorRequired]
    public required DraftLine.Did Line { get; set; }

    [CascadingParameter]
    public required RuleBoard Board { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private DraftField? Gap => Board.GapOf(Line.Id)?.Field;

    /// <summary>Null where the measure gives a value of whatever type the property has.</summary>
    private DataType? MeasureType => Line.Measure.Kind.Gives() is var type and not DataType.Text ? type : null;

    private IReadOnlyList<Suggestion> Names(string containing) =>
        [.. seen.Events().Where(e => e.Name.Contains(containing, StringComparison.OrdinalIgnoreCase)).Take(Offered * 4).Select(e => new Suggestion(e.Name, e.Events))];

    private IReadOnlyList<Suggestion> Properties(string containing) =>
    [
        .. seen.Properties(Line.Event).Select(p => new Suggestion(p.Path, p.Values)).Concat(s_timeParts.Select(t => new Suggestion(t)))
            .Where(p => p.Value.Contains(containing, StringComparison.OrdinalIgnoreCase)).Take(Offered * 4),
    ];

    private IReadOnlyList<Suggestion> Values(string path, string containing) =>
        [.. seen.PropertyValues(Line.Event, path, containing, Offered).Select(v => new Suggestion(v.Value, v.Count))];

    private IReadOnlyList<Suggestion> MeasuredValues(string containing) => Values(Line.Measure.Of, containing);

    private void Name(string name) => Board.Change(Line with { Event = name });

    private void Measure(string word)
    {
        var kind = Enum.Parse<MeasureKind>(word);
        Board.Change(Line with
        {
            Measure = new DraftMeasure(kind, kind.TakesProperty() ? Line.Measure.Of : ""),
            Test = kind.Gives() == Line.Measure.Kind.Gives() ? Line.Test : DraftTest.New(kind.Gives()),
        });
    }

    /// <summary>The operators begin with those of the values that were seen.</summary>
    private DraftTest Typed(DraftTest test, string path)
    {
        var type = s_timeParts.Contains(path) ? DataType.Number : seen.Properties(Line.Event).FirstOrDefault(p => StudioText.Key(p.Path) == StudioText.Key(path))?.Type;
        return type is { } known ? test.With(known) : test;
    }

    private void Put(DraftFilter.Property filter, string? typing = null) =>
        Board.Change(Line with { Where = [.. Line.Where.Select(f => f.Id == filter.Id ? filter : f)] }, typing is null ? null : $"{filter.Id.Value}/{typing}");

    private void AddFilter()
    {
        var (draft, id) = Board.Draft.TakeId();
        Board.Do(draft.Change(Line with { Where = [.. Line.Where, new DraftFilter.Property(id, "", DraftTest.New(DataType.Text))] }));
    }
}
