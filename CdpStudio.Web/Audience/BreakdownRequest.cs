using System.Diagnostics;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;

namespace CdpStudio.Web.Audience;

/// <summary>What members are to be told apart by. Names, filters and windows are read as a rule that asks about the same values.</summary>
/// <param name="Warnings">Names that were never seen.</param>
internal sealed record BreakdownRequest(BreakdownBy By, IReadOnlyList<RuleRemark> Warnings)
{
    private const string Place = "/by";

    private static readonly string[] s_attribute = ["attribute"];
    private static readonly string[] s_property = ["event", "property", "where", "during"];

    /// <exception cref="RequestRefusedException">It is neither an attribute nor a property of events.</exception>
    public static BreakdownRequest Of(JsonElement by, IRuleVocabulary vocabulary)
    {
        var isAttribute = by.ValueKind == JsonValueKind.Object && by.TryGetProperty("attribute", out _);
        var known = isAttribute ? s_attribute : s_property;
        var members = RequestBody.Members(by, known, Place);
        foreach (var name in known.Take(2))
        {
            if (!members.ContainsKey(name)) throw new RequestRefusedException($"{Place}/{name}", $"{Place}/{name} is missing.");
        }

        var (rule, warnings) = Read(isAttribute ? AttributeRule(members) : PropertyRule(members), vocabulary);
        return new BreakdownRequest(ByOf(rule), warnings);
    }

    private static BreakdownBy ByOf(Rule rule) => rule switch
    {
        Rule.Attribute attribute => new BreakdownBy.Attribute(attribute.Name),
        Rule.Did { Measure: Measure.OfProperty of } did => new BreakdownBy.Property(did.Events, did.During, of.Path),
        _ => throw new UnreachableException(rule.GetType().Name),
    };

    private static string AttributeRule(Dictionary<string, JsonElement> by) =>
        $$"""{"attribute":{{by["attribute"].GetRawText()}},"op":"exists"}""";

    private static string PropertyRule(Dictionary<string, JsonElement> by)
    {
        var rest = string.Concat(by.Where(m => m.Key is "where" or "during").Select(m => $$""","{{m.Key}}":{{m.Value.GetRawText()}}"""));
        return $$"""{"event":{{by["event"].GetRawText()}},"measure":"distinct","of":{{by["property"].GetRawText()}}{{rest}}}""";
    }

    private static (Rule Rule, IReadOnlyList<RuleRemark> Warnings) Read(string rule, IRuleVocabulary vocabulary) => RuleReader.Read(rule, vocabulary) switch
    {
        RuleReading.Read read => (read.Rule, [.. read.Warnings.Select(Placed)]),
        RuleReading.Refused refused => throw Refused(Placed(refused.Refusal)),
        var other => throw new UnreachableException(other.GetType().Name),
    };

    private static RequestRefusedException Refused(RuleRemark remark) => new(remark.Pointer, remark.Detail);

    /// <summary>A remark where the caller wrote what it is about.</summary>
    private static RuleRemark Placed(RuleRemark remark)
    {
        var place = Place + (remark.Pointer == "/of" ? "/property" : remark.Pointer);
        return new RuleRemark(place, remark.Pointer.Length == 0 ? remark.Detail : remark.Detail.Replace(remark.Pointer, place, StringComparison.Ordinal));
    }
}
