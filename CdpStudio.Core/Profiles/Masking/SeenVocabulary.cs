using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>Names and values that have been seen, as whoever looks may see them: personal values are not suggested to those who see masks.</summary>
public sealed class SeenVocabulary(IAudienceVocabulary vocabulary, Masker masker, Sight sight) : IAudienceVocabulary
{
    public IReadOnlyList<KnownAttribute> Attributes() => vocabulary.Attributes();

    public IReadOnlyList<KnownEvent> Events() => vocabulary.Events();

    public IReadOnlyList<KnownProperty> Properties(string eventName) => vocabulary.Properties(eventName);

    public bool HasAttribute(string name) => vocabulary.HasAttribute(name);

    public bool HasEvent(string name) => vocabulary.HasEvent(name);

    public bool HasProperty(string path) => vocabulary.HasProperty(path);

    public DataType? TypeOf(string attribute) => vocabulary.TypeOf(attribute);

    public IReadOnlyList<KnownValue> AttributeValues(string attribute, string containing, int limit) =>
        sight.IsClear ? vocabulary.AttributeValues(attribute, containing, limit)
        : masker.IsPersonal(attribute) ? []
        : Harmless(vocabulary.AttributeValues(attribute, containing, limit));

    public IReadOnlyList<KnownValue> PropertyValues(string eventName, string path, string containing, int limit) =>
        sight.IsClear ? vocabulary.PropertyValues(eventName, path, containing, limit)
        : masker.IsPersonal(eventName, path) ? []
        : Harmless(vocabulary.PropertyValues(eventName, path, containing, limit));

    // A masked value is nothing to choose, and what was said once may be a note about somebody.
    private static IReadOnlyList<KnownValue> Harmless(IReadOnlyList<KnownValue> values) => [.. values.Where(v => v.Count > 1 && Masker.Text(v.Value) == v.Value)];
}
