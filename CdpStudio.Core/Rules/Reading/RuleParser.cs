using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Rules.Reading;

/// <summary>Reads one rule, node by node, and stops at the first thing that the language does not allow.</summary>
internal sealed partial class RuleParser(IRuleVocabulary vocabulary)
{
    private const int MaxLevels = 32;
    private const int MaxConditions = 500;

    private static readonly string[] s_kinds =
    [
        "everyone", "all", "any", "not", "atLeast", "attribute", "event", "sequence", "regularly", "segment", "tag", "list", "consent",
        "reachable", "identifier", "journey", "geo", "sample",
    ];

    private readonly List<RuleRemark> _warnings = [];
    private int _conditions;

    public IReadOnlyList<RuleRemark> Warnings => _warnings;

    public Rule Rule(JsonPlace place) => Node(place, level: 1);

    private Rule Node(JsonPlace place, int level)
    {
        if (level > MaxLevels) throw place.Refusal($"is nested too deeply: a rule has at most {MaxLevels} levels.");

        var members = JsonMembers.Of(place, "a node");
        var kind = Kind(place, members, s_kinds);
        switch (kind)
        {
            case "all": return new Rule.All(Nodes(members.Only("all").Required("all"), level));
            case "any": return new Rule.Any(Nodes(members.Only("any").Required("any"), level));
            case "not": return new Rule.Not(Node(members.Only("not").Required("not"), level + 1));
            case "atLeast": return AtLeast(members.Only("atLeast", "of"), level);
        }

        CountCondition(place);
        return kind switch
        {
            "everyone" => Everyone(members.Only("everyone")),
            "attribute" => members.Has("changed") ? Changed(members) : Attribute(members),
            "event" => members.Has("pick") ? Picked(members) : Did(members),
            "sequence" => Sequence(members.Only("sequence", "during", "same")),
            "regularly" => Regularly(members.Only("regularly", "periods", "ofLast", "period")),
            "segment" => new Rule.Segment(Key(members, "segment", vocabulary.HasSegment), Membership(members)),
            "tag" => new Rule.Tag(Key(members, "tag", vocabulary.HasTag), Membership(members)),
            "list" => new Rule.List(Key(members, "list", vocabulary.HasList), Membership(members)),
            "consent" => Consent(members.Only("consent", "topic", "is")),
            "reachable" => new Rule.Reachable(members.Only("reachable").Required("reachable").Word(s_channels)),
            "identifier" => Identifier(members.Only("identifier", "op", "value")),
            "journey" => Journey(members),
            "geo" => Geo(members.Only("geo", "within")),
            "sample" => Sample(JsonMembers.Of(members.Only("sample").Required("sample"), "a sample")),
            _ => throw new System.Diagnostics.UnreachableException(kind),
        };
    }

    /// <summary>The one member that says what a node is.</summary>
    private static string Kind(JsonPlace place, JsonMembers members, string[] kinds)
    {
        var found = members.Names.Where(kinds.Contains).ToList();
        return found switch
        {
            [var kind] => kind,
            [] => throw place.Refusal($"is not a node: it has none of the members {string.Join(", ", kinds)}."),
            _ => throw place.Refusal($"is more than one node: it has the members {string.Join(" and ", found)}."),
        };
    }

    private List<Rule> Nodes(JsonPlace place, int level) => [.. place.Items("nodes").Select(node => Node(node, level + 1))];

    private Rule.AtLeast AtLeast(JsonMembers members, int level)
    {
        var count = members.Required("atLeast");
        var nodes = members.Required("of");
        var most = nodes.Items("nodes").Count;
        if (most == 0) throw count.Refusal("has no nodes to count.");

        return new Rule.AtLeast(count.Whole(1, most), Nodes(nodes, level));
    }

    private void CountCondition(JsonPlace place)
    {
        if (++_conditions > MaxConditions) throw place.Refusal($"is one condition too many: a rule has at most {MaxConditions}.");
    }

    private static Rule.Everyone Everyone(JsonMembers members)
    {
        members.Required("everyone").True();
        return new Rule.Everyone();
    }

    private void Warn(JsonPlace place, string why) => _warnings.Add(new RuleRemark(place.Pointer, RuleRemark.Words(place.Pointer, why)));
}
