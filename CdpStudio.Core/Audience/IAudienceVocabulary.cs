using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>The names and values that have been seen, for suggestions, catalogue pages and warnings. From memory; names compare without case.</summary>
public interface IAudienceVocabulary
{
    /// <summary>By name.</summary>
    IReadOnlyList<KnownAttribute> Attributes();

    /// <summary>Most frequent first.</summary>
    IReadOnlyList<KnownEvent> Events();

    /// <summary>Properties of an event name, of a prefix with a trailing <c>*</c>, or of <c>*</c>; by name.</summary>
    IReadOnlyList<KnownProperty> Properties(string eventName);

    bool HasAttribute(string name);

    /// <summary>Whether an event of that name is declared or was ever seen.</summary>
    /// <param name="name">A name, a prefix with a trailing <c>*</c>, or <c>*</c>.</param>
    bool HasEvent(string name);

    /// <summary>Whether an event of the workspace has the first part of the path, or the path is declared, or it leads through a
    /// declared reference into an object.</summary>
    bool HasProperty(string path);

    /// <summary>The type by which rules read an attribute: declared, else of the first value; null when neither.</summary>
    DataType? TypeOf(string attribute);

    /// <summary>The attribute's values that contain the text, the most frequent first.</summary>
    /// <param name="containing">Empty for all.</param>
    IReadOnlyList<KnownValue> AttributeValues(string attribute, string containing, int limit);

    /// <summary>As <see cref="AttributeValues"/>, over the events of that name or prefix.</summary>
    IReadOnlyList<KnownValue> PropertyValues(string eventName, string path, string containing, int limit);
}

/// <param name="Assertions">How often something was said about it.</param>
/// <param name="LastSeen">Newest valid-from, milliseconds since the Unix epoch.</param>
public sealed record KnownAttribute(string Name, DataType Type, bool Declared, long Assertions, long LastSeen);

/// <param name="LastSeen">Newest timestamp, milliseconds since the Unix epoch.</param>
public sealed record KnownEvent(string Name, long Events, long FirstSeen, long LastSeen);

/// <param name="Type">Declared, else of the first value that arrived.</param>
/// <param name="Values">In how many events it has a value.</param>
public sealed record KnownProperty(string Path, DataType Type, bool Declared, long Values);

/// <param name="Value">As plain text; an element for lists.</param>
/// <param name="Count">How many events or assertions carry it; a sample's share when there are very many.</param>
public sealed record KnownValue(string Value, long Count);
