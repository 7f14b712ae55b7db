using CdpStudio.Core.Audience;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>A condition on what is known of a profile.</summary>
public sealed partial class AttributeEditor(SeenVocabulary seen, IStringLocalizer<SegmentTexts> texts)
{
    [Parameter, EditorRequired]
    public required DraftLine.Attribute Line { get; set; }

    [CascadingParameter]
    public required RuleBoard Board { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private IReadOnlyList<Suggestion> Names(string containing) => seen.SuggestAttributes(containing);

    private IReadOnlyList<Suggestion> Values(string containing) => seen.SuggestAttributeValues(Line.Name, containing);

    private void Name(string name) =>
        Board.Change(Line with { Name = name, Test = seen.TypeOf(name) is { } type ? Line.Test.With(type) : Line.Test });
}
