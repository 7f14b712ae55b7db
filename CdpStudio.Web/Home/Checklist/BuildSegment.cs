using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home.Checklist;

internal sealed class BuildSegment(SegmentList segments, IStringLocalizer<HomeTexts> texts) : IChecklistItem
{
    private const int Counted = 1000;

    public int Order => 30;

    public async Task<ChecklistStep> CheckAsync(CancellationToken cancellationToken)
    {
        var found = await segments.FindAsync(search: null, after: null, Counted, cancellationToken);

        return new(
            texts["Segment"], found.Count > 0, found.Count > 0 ? texts.Plural("SegmentDone", found.Count) : texts["SegmentText"],
            texts["SegmentAction"], "/segments/new", Permission.WriteSegments);
    }
}
