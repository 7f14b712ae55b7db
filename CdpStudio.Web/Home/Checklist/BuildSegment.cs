using CdpStudio.Core.DemoData;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Home.Checklist;

internal sealed class BuildSegment(SegmentList segments, CurrentDemo demo, IStringLocalizer<HomeTexts> texts) : IChecklistItem
{
    private const int Counted = 1000;

    public int Order => 30;

    public async Task<ChecklistStep> CheckAsync(CancellationToken cancellationToken)
    {
        // The demo shows what one looks like; it sets nothing up.
        var found = (await segments.FindAsync(search: null, after: null, Counted, cancellationToken)).Where(s => !demo.Segments.Contains(s.Key.Value)).ToList();

        return new(
            texts["Segment"], found.Count > 0, found.Count > 0 ? texts.Plural("SegmentDone", found.Count) : texts["SegmentText"],
            texts["SegmentAction"], "/segments/new", Permission.WriteSegments);
    }
}
