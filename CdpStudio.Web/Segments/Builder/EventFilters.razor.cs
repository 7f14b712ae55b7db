using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments.Drafts;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>What an event must have for a condition on it to see it.</summary>
public sealed partial class EventFilters(SeenVocabulary seen, IStringLocalizer<SegmentTexts> texts) : EventLine(seen, texts)
{
    /// <summary>The operators begin with those of the values that were seen.</summary>
    private DraftTest Typed(DraftTest test, string path) => Seen.TypeOfProperty(Line.Event, path) is { } known ? test.With(known) : test;

    private void Put(DraftFilter.Property filter, string? typing = null) =>
        Board.Change(Line with { Where = [.. Line.Where.Select(f => f.Id == filter.Id ? filter : f)] }, typing is null ? null : $"{filter.Id.Value}/{typing}");

    private void AddFilter()
    {
        var (draft, id) = Board.Draft.TakeId();
        Board.Do(draft.Change(Line with { Where = [.. Line.Where, new DraftFilter.Property(id, "", DraftTest.New(DataType.Text))] }));
    }
}
