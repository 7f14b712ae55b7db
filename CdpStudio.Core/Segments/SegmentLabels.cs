using CdpStudio.Core.Rules.Sentences;

namespace CdpStudio.Core.Segments;

/// <summary>Sentences call a segment by its name; everything else still by its key.</summary>
internal sealed class SegmentLabels(SegmentRules segments) : IRuleLabels
{
    public string Attribute(string name) => name;

    public string Event(string name) => name;

    public string Property(string path) => path;

    public string Segment(string key) => segments.NameOf(key) ?? key;

    public string Tag(string key) => key;

    public string List(string key) => key;

    public string Journey(string key) => key;
}
