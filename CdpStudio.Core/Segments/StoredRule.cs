using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments;

/// <summary>Reads rules that were judged when they were saved.</summary>
internal static class StoredRule
{
    public static RuleReading Read(string json) => RuleReader.Read(json, EveryName.Untyped);
}
