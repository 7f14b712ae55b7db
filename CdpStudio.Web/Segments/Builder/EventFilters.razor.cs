using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments.Drafts;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>What an event must have for a condition on it to see it.</summary>
public sealed partial class EventFilters(IAudienceVocabulary seen, IStringLocalizer<SegmentTexts> texts)
{
    [Parameter, EditorRequired]
    public required DraftLine.Did Line { get; set; }

    [CascadingParameter]
    public required RuleBoard Board { get; set; }

    private IStringLocalizer<SegmentTexts> Texts => texts;

    private DraftField? Gap => Board.GapOf(Line.Id)?.Field;

    private IReadOnlyList<Suggestion> Properties(string containing) => seen.SuggestProperties(Line.Event, containing);

    /// <summary>The operators begin with those of the values that were seen.</summary>
    private DraftTest Typed(DraftTest test, string path) => seen.TypeOfProperty(Line.Event, path) is { } known ? test.With(known) : test;

    private void Put(DraftFilter.Property filter, string? typing = null) =>
        Board.Change(Line with { Where = [.. Line.Where.Select(f => f.Id == filter.Id ? filter : f)] }, typing is null ? null : $"{filter.Id.Value}/{typing}");

    private void AddFilter()
    {
        var (draft, id) = Board.Draft.TakeId();
        Board.Do(draft.Change(Line with { Where = [.. Line.Where, new DraftFilter.Property(id, "", DraftTest.New(DataType.Text))] }));
    }
}
