using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Completes an explanation by what follows from the answers themselves: what fails falls short of, and which leaves decide.</summary>
internal static class Shortfalls
{
    public static NodeExplanation Complete(Rule rule, NodeExplanation explained) => Complete(rule, explained, decides: true);

    private static NodeExplanation Complete(Rule rule, NodeExplanation explained, bool decides)
    {
        if (rule.IsLeaf()) return explained with { Decides = decides, Shortfall = explained.Holds ? null : Of(rule, explained) };

        var held = explained.Children.Count(c => c.Holds);
        return explained with
        {
            Decides = decides,
            Children = [.. rule.Children().Zip(explained.Children, (inner, child) => Complete(inner.Rule, child, decides && Follows(rule, child.Holds, held)))],
        };
    }

    /// <summary>Whether a group says something else when one of its nodes does.</summary>
    /// <param name="held">How many of its nodes hold, that one included.</param>
    private static bool Follows(Rule group, bool holds, int held) => group switch
    {
        Rule.All all => held == all.Rules.Count || (!holds && held == all.Rules.Count - 1),
        Rule.Any => held == 0 || (holds && held == 1),
        Rule.AtLeast some => held == (holds ? some.Count : some.Count - 1),
        _ => true,
    };

    private static Shortfall? Of(Rule leaf, NodeExplanation explained) => leaf switch
    {
        Rule.Attribute { For: null } r => Of(explained.Value, r.Test),
        Rule.Attribute { For: { } length } r => new Shortfall(explained.Value, RuleWriter.WriteTest(r.Test, length), null),
        Rule.Did r => Of(explained.Value, r.Test),
        Rule.Picked => Of(explained.MatchingEvents == 0 ? "0" : null, AtLeast(1)),
        Rule.Sequence r => Of(explained.Value, AtLeast(r.Steps.Count)),
        Rule.Regularly r => Of(explained.Value, AtLeast(r.Periods)),
        Rule.Segment { Membership: null } or Rule.Tag { Membership: null } or Rule.List { Membership: null } => Of(explained.Value, new Test.IsBoolean(true)),
        Rule.Identifier r => Of(explained.Value, r.Test),
        Rule.Geo r => Of(DistanceTo(r, explained.Value), new Test.Compare(NumberOperator.LessOrEqual, StudioNumber.Round((decimal)r.Kilometres))),
        _ => null,
    };

    private static Shortfall Of(string? seen, Test test) => new(
        seen,
        RuleWriter.WriteTest(test),
        decimal.TryParse(seen, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? By(number, test) : null);

    /// <summary>From what was seen to the nearest number that is named.</summary>
    private static decimal? By(decimal seen, Test test) => test switch
    {
        Test.Compare t => t.Operand - seen,
        Test.NumberBetween t when t.From <= t.To => seen < t.From ? t.From - seen : t.To - seen,
        Test.Equal { Negated: false, Value: RuleValue.Number number } => number.Value - seen,
        _ => null,
    };

    private static Test.Compare AtLeast(int count) => new(NumberOperator.GreaterOrEqual, count);

    private static string? DistanceTo(Rule.Geo rule, string? value) =>
        value is not null && JsonSerializer.Deserialize<JsonElement>(value) is { ValueKind: JsonValueKind.String } text && Place.TryParse(text.GetString()!, out var place)
            ? StudioNumber.ToText(StudioNumber.Round((decimal)new Place(rule.Latitude, rule.Longitude).KilometresTo(place)))
            : null;
}
