using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments;

/// <summary>The names that rules of this workspace may speak of, as they are known now.</summary>
public sealed class WorkspaceVocabulary(IAudienceVocabulary seen, SegmentRules segments, IEnumerable<IAudienceSets> sets) : IRuleVocabulary
{
    public DataType? TypeOf(string attribute) => seen.TypeOf(attribute);

    public bool KnowsEvent(EventPattern pattern) => seen.HasEvent(pattern.IsPrefix ? pattern.Key + "*" : pattern.Key);

    public bool KnowsProperty(string path) => seen.HasProperty(path);

    public bool HasSegment(string key) => segments.Has(key);

    public bool HasTag(string key) => Has(new AudienceSetName.Tag(key));

    public bool HasList(string key) => Has(new AudienceSetName.List(key));

    public bool HasJourney(string key) => Has(new AudienceSetName.Journey(key));

    private bool Has(AudienceSetName name) => sets.Any(s => s.NameOf(name) is not null);
}
