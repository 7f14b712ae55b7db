using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments;

/// <summary>The names of the workspace, as if one attribute had another type.</summary>
/// <param name="attributeKey">Folded.</param>
internal sealed class VocabularyWithType(WorkspaceVocabulary inner, string attributeKey, DataType type) : IRuleVocabulary
{
    public DataType? TypeOf(string attribute) => StudioText.Key(attribute) == attributeKey ? type : inner.TypeOf(attribute);

    public bool KnowsEvent(EventPattern pattern) => inner.KnowsEvent(pattern);

    public bool KnowsProperty(string path) => inner.KnowsProperty(path);

    public bool HasSegment(string key) => inner.HasSegment(key);

    public bool HasTag(string key) => inner.HasTag(key);

    public bool HasList(string key) => inner.HasList(key);

    public bool HasJourney(string key) => inner.HasJourney(key);
}
