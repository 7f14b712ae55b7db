using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments;

/// <summary>The names that rules of this workspace may speak of, as they are known now.</summary>
public sealed class WorkspaceVocabulary(IAudienceVocabulary seen, SegmentRules segments) : IRuleVocabulary
{
    public DataType? TypeOf(string attribute) => seen.TypeOf(attribute);

    public bool KnowsEvent(EventPattern pattern) => seen.HasEvent(pattern.IsPrefix ? pattern.Key + "*" : pattern.Key);

    public bool KnowsProperty(string path) => seen.HasProperty(path);

    public bool HasSegment(string key) => segments.Has(key);

    // Tags, uploaded lists and journeys are not in the product yet, so there is none to name.
    public bool HasTag(string key) => false;

    public bool HasList(string key) => false;

    public bool HasJourney(string key) => false;
}
