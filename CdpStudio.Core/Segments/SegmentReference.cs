using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments;

/// <summary>A place where a rule names a segment.</summary>
/// <param name="Pointer">JSON pointer of the key.</param>
/// <param name="Key">Folded.</param>
internal sealed record SegmentReference(string Pointer, string Key)
{
    public static IEnumerable<SegmentReference> In(Rule rule) =>
        from node in rule.Nodes()
        where node.Rule is Rule.Segment
        select new SegmentReference($"{node.Pointer}/segment", StudioText.Key(((Rule.Segment)node.Rule).Key));
}
