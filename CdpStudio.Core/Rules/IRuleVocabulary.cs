using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>
/// The names that a rule may speak of, as they are known when it is read. All names compare by <see cref="StudioText.Key"/>.
/// </summary>
public interface IRuleVocabulary
{
    /// <summary>The declared type, else that of the first value; null when the attribute is neither declared nor ever seen.</summary>
    DataType? TypeOf(string attribute);

    /// <summary>Whether an event that the pattern takes is declared or was ever seen.</summary>
    bool KnowsEvent(EventPattern pattern);

    /// <summary>Whether an event of the workspace has the first part of the path, or the path is declared, or it leads through
    /// a declared reference into an object.</summary>
    bool KnowsProperty(string path);

    bool HasSegment(string key);

    bool HasTag(string key);

    bool HasList(string key);

    bool HasJourney(string key);
}
