using CdpStudio.Core.Audience;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>What the fields of a line on an event have in common, wherever they stand: in a rule, or at a journey's entry.</summary>
public abstract class EventLine(SeenVocabulary seen, IStringLocalizer<SegmentTexts> texts) : ComponentBase
{
    [Parameter, EditorRequired]
    public required DraftLine.Did Line { get; set; }

    [CascadingParameter]
    public required RuleBoard Board { get; set; }

    protected SeenVocabulary Seen => seen;

    protected IStringLocalizer<SegmentTexts> Texts => texts;

    /// <summary>The field that lacks something, once that is shown.</summary>
    protected DraftField? Gap => Board.GapOf(Line.Id)?.Field;

    protected IReadOnlyList<Suggestion> Properties(string containing) => seen.SuggestProperties(Line.Event, containing);
}
