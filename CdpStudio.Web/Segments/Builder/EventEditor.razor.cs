using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>A condition on what a profile did: which event, where, when, and what is measured over it.</summary>
public sealed partial class EventEditor(SeenVocabulary seen, IStringLocalizer<SegmentTexts> texts) : EventLine(seen, texts)
{
    /// <summary>Null where the measure gives a value of whatever type the property has.</summary>
    private DataType? MeasureType => Line.Measure.Kind.Gives() is var type and not DataType.Text ? type : null;

    private IReadOnlyList<Suggestion> MeasuredValues(string containing) => Seen.SuggestValues(Line.Event, Line.Measure.Of, containing);

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
}
