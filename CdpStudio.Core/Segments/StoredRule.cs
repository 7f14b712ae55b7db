using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments;

/// <summary>Reads rules that were judged when they were saved.</summary>
internal static class StoredRule
{
    public static RuleReading Read(string json) => RuleReader.Read(json, AnyName.Instance);

    /// <summary>Knows every name: what a stored rule names may have gone or changed since.</summary>
    private sealed class AnyName : IRuleVocabulary
    {
        public static AnyName Instance { get; } = new();

        public DataType? TypeOf(string attribute) => null;

        public bool KnowsEvent(EventPattern pattern) => true;

        public bool KnowsProperty(string path) => true;

        public bool HasSegment(string key) => true;

        public bool HasTag(string key) => true;

        public bool HasList(string key) => true;

        public bool HasJourney(string key) => true;
    }
}
