using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <param name="Pointer">JSON pointer of the node, the root being empty text.</param>
public readonly record struct RuleNode(string Pointer, Rule Rule);

/// <summary>A rule as a tree: nodes with their places, and what leaves refer to.</summary>
public static class RuleTree
{
    /// <summary>The nodes directly below this one; none below a leaf.</summary>
    /// <param name="pointer">Of the rule itself.</param>
    public static IReadOnlyList<RuleNode> Children(this Rule rule, string pointer = "") => rule switch
    {
        Rule.All all => Items(all.Rules, pointer + "/all"),
        Rule.Any any => Items(any.Rules, pointer + "/any"),
        Rule.AtLeast some => Items(some.Of, pointer + "/of"),
        Rule.Not not => [new RuleNode(pointer + "/not", not.Inner)],
        _ => [],
    };

    /// <summary>The rule and every node below it, each before its children.</summary>
    public static IEnumerable<RuleNode> Nodes(this Rule rule, string pointer = "")
    {
        yield return new RuleNode(pointer, rule);
        foreach (var child in rule.Children(pointer))
        {
            foreach (var node in child.Rule.Nodes(child.Pointer)) yield return node;
        }
    }

    /// <summary>Null when there is no node at that place.</summary>
    public static Rule? At(this Rule rule, string pointer) => rule.Nodes().Where(node => node.Pointer == pointer).Select(node => node.Rule).FirstOrDefault();

    /// <summary>Groups without conditions are not leaves.</summary>
    public static bool IsLeaf(this Rule rule) => rule is not (Rule.All or Rule.Any or Rule.Not or Rule.AtLeast);

    /// <summary>Conditions as the language's limit counts them: leaves and property filters.</summary>
    public static int CountConditions(this Rule rule) =>
        rule.Nodes().Where(node => node.Rule.IsLeaf()).Sum(node => 1 + node.Rule.Filters().Sum(filter => filter.Properties().Count()));

    /// <summary>Keys of the segments that the rule asks about, folded, each once.</summary>
    public static IReadOnlySet<string> Segments(this Rule rule) =>
        rule.Nodes().Select(node => node.Rule).OfType<Rule.Segment>().Select(segment => StudioText.Key(segment.Key)).ToHashSet();

    /// <summary>The event conditions of one leaf.</summary>
    public static IReadOnlyList<EventMatch> Events(this Rule leaf) => leaf switch
    {
        Rule.Did did => [did.Events],
        Rule.Picked picked => [picked.Events],
        Rule.Regularly regularly => [regularly.Events],
        Rule.Sequence sequence => [.. sequence.Steps.Select(step => step.Events)],
        _ => [],
    };

    internal static IEnumerable<Filter> Filters(this Rule leaf)
    {
        var where = leaf.Events().SelectMany(events => events.Where);
        return leaf is Rule.Picked picked ? where.Concat(picked.Having) : where;
    }

    private static IReadOnlyList<RuleNode> Items(IReadOnlyList<Rule> rules, string pointer) =>
        [.. rules.Select((rule, index) => new RuleNode(Reading.JsonPlace.Child(pointer, index), rule))];
}
