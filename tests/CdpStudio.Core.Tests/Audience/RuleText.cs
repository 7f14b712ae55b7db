using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Reads the rules that cases write as JSON.</summary>
internal static class RuleText
{
    public static Rule Read(string json, ReferenceWorld world) => RuleReader.Read(json, new Vocabulary(world)) switch
    {
        RuleReading.Read read => read.Rule,
        RuleReading.Refused refused => throw new ArgumentException($"{json} is refused: {refused.Refusal.Detail}", nameof(json)),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };

    /// <summary>Knows the types of attributes as the interpreter does, and every name.</summary>
    private sealed class Vocabulary(ReferenceWorld world) : IRuleVocabulary
    {
        private readonly ReferenceInterpreter _interpreter = new(world, DateTimeOffset.UnixEpoch);

        public DataType? TypeOf(string attribute) => _interpreter.TypeOf(attribute);

        public bool KnowsEvent(EventPattern pattern) => true;

        public bool KnowsProperty(string path) => true;

        public bool HasSegment(string key) => true;

        public bool HasTag(string key) => true;

        public bool HasList(string key) => true;

        public bool HasJourney(string key) => true;
    }
}
