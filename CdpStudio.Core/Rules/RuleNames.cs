using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules;

/// <summary>Which attributes and properties a rule asks about, by folded name.</summary>
public static class RuleNames
{
    public static bool UsesAttribute(this Rule rule, string key) =>
        rule.Nodes().Any(node => node.Rule.Attributes().Any(name => StudioText.Key(name) == key));

    /// <param name="eventKey">Folded name of the event whose property it is.</param>
    /// <param name="pathKey">Folded path.</param>
    public static bool UsesProperty(this Rule rule, string eventKey, string pathKey) =>
        rule.Nodes().Any(node =>
            node.Rule.Events().Any(e => EventPattern.Of(e.Name).Takes(eventKey)) && Properties(node.Rule).Any(path => StudioText.Key(path) == pathKey));

    /// <summary>Of one node, without those below it.</summary>
    public static IEnumerable<string> Attributes(this Rule leaf)
    {
        IEnumerable<string> named = leaf switch
        {
            Rule.Attribute attribute => [attribute.Name],
            Rule.Changed changed => [changed.Name],
            Rule.Geo geo => [geo.Location],
            _ => [],
        };
        return named.Concat(Windows(leaf).OfType<Window.Since>().Select(since => since.Attribute));
    }

    private static IEnumerable<Window> Windows(Rule leaf) => leaf switch
    {
        Rule.Changed changed => [changed.During],
        Rule.Did did => [did.During],
        Rule.Picked picked => [picked.During],
        Rule.Sequence sequence => [sequence.During],
        Rule.Segment { Membership: { } membership } => Windows(membership),
        Rule.Tag { Membership: { } membership } => Windows(membership),
        Rule.List { Membership: { } membership } => Windows(membership),
        _ => [],
    };

    private static IEnumerable<Window> Windows(Membership membership) => membership switch
    {
        Membership.Entered entered => [entered.During],
        Membership.Left left => [left.During],
        _ => [],
    };

    private static IEnumerable<string> Properties(Rule leaf)
    {
        var filtered = leaf.Filters().SelectMany(filter => filter.Properties()).Select(property => property.Path);
        IEnumerable<string> other = leaf switch
        {
            Rule.Did { Measure: Measure.OfProperty measured } => [measured.Path],
            Rule.Regularly { Measure: Measure.OfProperty measured } => [measured.Path],
            Rule.Sequence { Same: { } same } => [same],
            _ => [],
        };
        return filtered.Concat(other);
    }
}
