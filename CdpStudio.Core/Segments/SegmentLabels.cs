using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules.Sentences;

namespace CdpStudio.Core.Segments;

/// <summary>Sentences call a segment, and other sets of people, by their names; everything else still by its key.</summary>
internal sealed class SegmentLabels(SegmentRules segments, IEnumerable<IAudienceSets> sets) : IRuleLabels
{
    public string Attribute(string name) => name;

    public string Event(string name) => name;

    public string Property(string path) => path;

    public string Segment(string key) => segments.NameOf(key) ?? key;

    public string Tag(string key) => NameOf(new AudienceSetName.Tag(key)) ?? key;

    public string List(string key) => NameOf(new AudienceSetName.List(key)) ?? key;

    public string Journey(string key) => NameOf(new AudienceSetName.Journey(key)) ?? key;

    public string Topic(string channel, string key) => NameOf(new AudienceSetName.Consent(channel, key)) ?? key;

    private string? NameOf(AudienceSetName name) => sets.Select(s => s.NameOf(name)).FirstOrDefault(n => n is not null);
}
