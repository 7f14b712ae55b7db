using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Reads the rules that cases write as JSON, with the types of attributes that the interpreter sees.</summary>
internal static class RuleText
{
    public static Rule Read(string json, ReferenceWorld world) => RuleReader.Read(json, new EveryName(new ReferenceInterpreter(world, DateTimeOffset.UnixEpoch).TypeOf)) switch
    {
        RuleReading.Read read => read.Rule,
        RuleReading.Refused refused => throw new ArgumentException($"{json} is refused: {refused.Refusal.Detail}", nameof(json)),
        var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
    };
}
