using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>
/// Whether what an engine foresees comes true: the interpreter is asked just before each flip, at it, and at moments drawn from the time
/// in which nothing is said to happen.
/// </summary>
internal sealed class Foresight(ReferenceInterpreter interpreter, DateTimeOffset now, Dice dice)
{
    private const long MillisecondsPerYear = 366L * 86_400_000;

    /// <returns>What is wrong; null when all is right.</returns>
    public string? Difference(Rule rule, NodeExplanation explained, ProfileId profile) =>
        Differences(rule, "", rule, explained, profile).FirstOrDefault();

    /// <summary>What kinds of leaves flip, and empty text for the whole rule.</summary>
    public static IEnumerable<string> Flips(Rule rule, NodeExplanation explained) => rule.Nodes()
        .Zip(Nodes(rule, explained))
        .Where(pair => pair.Second.FlipsAt is not null && pair.First.Rule.IsLeaf())
        .Select(pair => pair.First.Rule.GetType().Name)
        .Concat(explained.FlipsAt is null ? [] : [""]);

    private static IEnumerable<NodeExplanation> Nodes(Rule rule, NodeExplanation explained) =>
        rule.Children().Zip(explained.Children).SelectMany(pair => Nodes(pair.First.Rule, pair.Second)).Prepend(explained);

    private IEnumerable<string> Differences(Rule whole, string pointer, Rule rule, NodeExplanation node, ProfileId profile)
    {
        if (!ComesTrue(rule, node, profile)) yield return FormattableString.Invariant($"{profile} {pointer}: holds {node.Holds}, flips at {node.FlipsAt:O}, {RuleWriter.Write(rule)}");
        if (node.Decides != Decides(whole, pointer, node.Holds, profile)) yield return FormattableString.Invariant($"{profile} {pointer}: decides {node.Decides}");
        if (rule.IsLeaf() && node.Holds && node.Shortfall is not null) yield return $"{pointer} falls short though it holds";

        foreach (var (inner, child) in rule.Children(pointer).Zip(node.Children))
        {
            foreach (var difference in Differences(whole, inner.Pointer, inner.Rule, child, profile)) yield return difference;
        }
    }

    private bool ComesTrue(Rule rule, NodeExplanation node, ProfileId profile)
    {
        bool HoldsAt(DateTimeOffset moment) => interpreter.At(moment).Holds(rule, profile);

        if (HoldsAt(now) != node.Holds) return false;
        if (node.FlipsAt is { } flip && (flip <= now || HoldsAt(flip.AddMilliseconds(-1)) != node.Holds || HoldsAt(flip) == node.Holds)) return false;

        var quiet = node.FlipsAt is { } end ? (long)(end - now).TotalMilliseconds : 150 * MillisecondsPerYear;
        return Quiet(quiet).All(m => HoldsAt(now.AddMilliseconds(m)) == node.Holds);
    }

    /// <summary>Most of them soon, some as far ahead as there is.</summary>
    private IEnumerable<long> Quiet(long below)
    {
        foreach (var far in new[] { 86_400_000, 40L * 86_400_000, 420L * 86_400_000, 2 * MillisecondsPerYear, below })
        {
            if (far <= below && far > 1) yield return dice.Long(1, far);
        }
    }

    private bool Decides(Rule whole, string pointer, bool holds, ProfileId profile)
    {
        Rule other = holds ? new Rule.Not(new Rule.Everyone()) : new Rule.Everyone();
        return interpreter.Holds(With(whole, "", pointer, other), profile) != interpreter.Holds(whole, profile);
    }

    private static Rule With(Rule rule, string at, string pointer, Rule other)
    {
        if (at == pointer) return other;

        IReadOnlyList<Rule> inner = [.. rule.Children(at).Select(c => With(c.Rule, c.Pointer, pointer, other))];
        return rule switch
        {
            Rule.All => new Rule.All(inner),
            Rule.Any => new Rule.Any(inner),
            Rule.AtLeast some => some with { Of = inner },
            Rule.Not => new Rule.Not(inner[0]),
            _ => rule,
        };
    }
}
