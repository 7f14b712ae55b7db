using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Rules;

internal static class Read
{
    /// <param name="json">May be written with apostrophes for quotes.</param>
    public static Rule Rule(string json) => Assert.IsType<RuleReading.Read>(Reading(json)).Rule;

    public static RuleReading Reading(string json) => RuleReader.Read(json.Replace('\'', '"'), new KnownNames());

    public static RuleRemark Refusal(string json) => Refusal(Reading(json), json);

    public static RuleRemark Refusal(RuleReading reading, string json) => reading is RuleReading.Refused refused
        ? refused.Refusal
        : throw new Xunit.Sdk.XunitException($"was not refused: {json}");
}
