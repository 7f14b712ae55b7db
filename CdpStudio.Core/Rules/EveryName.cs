using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>Knows every name, for reading a rule whose names need not be there: what a stored rule names may have gone or changed since.</summary>
public sealed class EveryName(Func<string, DataType?> typeOf) : IRuleVocabulary
{
    /// <summary>Attributes have no type that was declared.</summary>
    public static EveryName Untyped { get; } = new(_ => null);

    public DataType? TypeOf(string attribute) => typeOf(attribute);

    public bool KnowsEvent(EventPattern pattern) => true;

    public bool KnowsProperty(string path) => true;

    public bool HasSegment(string key) => true;

    public bool HasTag(string key) => true;

    public bool HasList(string key) => true;

    public bool HasJourney(string key) => true;
}
