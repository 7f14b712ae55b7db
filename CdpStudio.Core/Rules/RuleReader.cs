using System.Text.Json;
using CdpStudio.Core.Rules.Reading;

namespace CdpStudio.Core.Rules;

/// <summary>The one way from JSON to a <see cref="Rule"/>. What the language does not allow is refused, at the first place that breaks it.</summary>
public static class RuleReader
{
    /// <summary>Deep enough that a rule with too many levels is refused by its own limit, not by the parser's.</summary>
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 100_000 };

    /// <summary>For asking: a rule may still be empty.</summary>
    public static RuleReading Read(JsonElement rule, IRuleVocabulary vocabulary)
    {
        var parser = new RuleParser(vocabulary);
        try
        {
            return new RuleReading.Read(parser.Rule(new JsonPlace(rule, "")), parser.Warnings);
        }
        catch (RuleRefusedException refused)
        {
            return new RuleReading.Refused(refused.Refusal);
        }
    }

    /// <inheritdoc cref="Read(JsonElement, IRuleVocabulary)"/>
    public static RuleReading Read(string json, IRuleVocabulary vocabulary)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_options);
            return Read(document.RootElement, vocabulary);
        }
        catch (JsonException e)
        {
            return new RuleReading.Refused(new RuleRemark("", $"The rule is not JSON: {e.Message}"));
        }
    }

    /// <summary>For saving: a rule whose only content is empty <c>all</c> or <c>any</c> is refused as well.</summary>
    public static RuleReading ReadToSave(JsonElement rule, IRuleVocabulary vocabulary) => RefuseEmpty(Read(rule, vocabulary));

    /// <inheritdoc cref="ReadToSave(JsonElement, IRuleVocabulary)"/>
    public static RuleReading ReadToSave(string json, IRuleVocabulary vocabulary) => RefuseEmpty(Read(json, vocabulary));

    private static RuleReading RefuseEmpty(RuleReading reading) =>
        reading is RuleReading.Read read && read.Rule.Nodes().All(node => node.Rule.Children().Count > 0 || node.Rule is Rule.All or Rule.Any)
            ? new RuleReading.Refused(Empty(read.Rule))
            : reading;

    private static RuleRemark Empty(Rule rule)
    {
        var empty = rule.Nodes().First(node => node.Rule.Children().Count == 0);
        var pointer = empty.Pointer + (empty.Rule is Rule.All ? "/all" : "/any");
        return new RuleRemark(pointer, RuleRemark.Words(pointer, "is empty, and a rule that is saved needs a condition."));
    }
}
