using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Components;
using CdpStudio.Web.Shell;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Segments;

/// <summary>'Go to' finds segments by part of their name or key.</summary>
internal sealed class SegmentFinder(SegmentList segments, IStringLocalizer<ShellTexts> texts) : IFinder
{
    private const int Most = 5;

    string IFinder.Permission => Permission.ReadSegments;

    public async Task<IReadOnlyList<FoundItem>> FindAsync(string text, CancellationToken cancellationToken)
    {
        var found = await segments.FindAsync(text, after: null, Most, cancellationToken);

        return [.. found.Select(s => new FoundItem(s.Name, texts["Segment"], $"/segments/{s.Key.Value}", Glyphs.Segment))];
    }
}
