using CdpStudio.Core.Audience;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Rules.Sentences;

namespace CdpStudio.Core.Journeys;

/// <summary>One condition of a rule and whether it was met.</summary>
/// <param name="Pointer">JSON pointer into the rule.</param>
/// <param name="Text">In the reader's language, such as <c>whose plan is free</c>.</param>
/// <param name="Value">What was seen, JSON text; null when missing or when the condition has none.</param>
public sealed record ConditionInWords(string Pointer, string Text, bool Holds, string? Value);

/// <summary>A decision as people read it: each condition of the rule by itself, in the rule's order.</summary>
public sealed class ConditionWords(RuleSentence sentence)
{
    public IReadOnlyList<ConditionInWords> Of(Rule rule, NodeExplanation explanation)
    {
        // What a segment asks for stands at the place of the segment, below it: the outermost is the condition of this rule.
        var seen = Nodes(explanation).DistinctBy(n => n.Node).ToDictionary(n => n.Node, StringComparer.Ordinal);
        return
        [
            .. from node in rule.Nodes()
               where node.Rule.IsLeaf() && seen.ContainsKey(node.Pointer)
               let found = seen[node.Pointer]
               select new ConditionInWords(node.Pointer, sentence.Clause(node.Rule), found.Holds, found.Value),
        ];
    }

    private static IEnumerable<NodeExplanation> Nodes(NodeExplanation node) => node.Children.SelectMany(Nodes).Prepend(node);
}
