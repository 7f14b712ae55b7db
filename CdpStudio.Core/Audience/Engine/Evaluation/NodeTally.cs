using System.Diagnostics;
using System.Numerics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>Counts every node of a rule from what its leaves take in. Several threads add stretches at once.</summary>
internal sealed class NodeTally
{
    private readonly List<RuleNode> _nodes;
    private readonly long[] _counts;
    private readonly long[] _failOnly;
    private readonly Dictionary<string, int> _leaf = [];
    private readonly IReadOnlyList<RuleNode> _conditions;

    public NodeTally(Rule rule)
    {
        _nodes = [.. rule.Nodes()];
        _counts = new long[_nodes.Count];
        _conditions = rule is Rule.All ? rule.Children() : [];
        _failOnly = new long[_conditions.Count];
        foreach (var node in _nodes.Where(n => n.Rule.IsLeaf())) _leaf.Add(node.Pointer, _leaf.Count);
        Leaves = [.. _nodes.Where(n => n.Rule.IsLeaf()).Select(n => n.Rule)];
    }

    public IReadOnlyList<Rule> Leaves { get; }

    /// <param name="found">Everybody first, then each leaf.</param>
    public void Add(int word, ReadOnlySpan<ulong> found)
    {
        var bits = new Stretch(found.ToArray(), found.Length / (Leaves.Count + 1));
        var held = new Dictionary<string, ulong[]>();
        // Those below a node stand behind it.
        for (var i = _nodes.Count - 1; i >= 0; i--)
        {
            var node = _nodes[i];
            var members = held[node.Pointer] = _leaf.TryGetValue(node.Pointer, out var leaf)
                ? bits.Part(leaf + 1)
                : Combined(node.Rule, bits.Part(0), [.. node.Rule.Children(node.Pointer).Select(c => held[c.Pointer])]);
            Interlocked.Add(ref _counts[i], RowBits.Count(members));
        }

        AddFunnel(bits.Part(0), [.. _conditions.Select(c => held[c.Pointer])]);
    }

    public IReadOnlyList<NodeCount> Counts() =>
        [.. _nodes.Select((node, i) => new NodeCount(node.Pointer, _counts[i], FailOnly(node.Pointer)))];

    private long? FailOnly(string pointer)
    {
        for (var i = 0; i < _conditions.Count; i++)
        {
            if (_conditions[i].Pointer == pointer) return _failOnly[i];
        }

        return null;
    }

    private void AddFunnel(ulong[] everyone, ulong[][] conditions)
    {
        for (var word = 0; word < everyone.Length; word++)
        {
            var (once, more) = (0UL, 0UL);
            foreach (var condition in conditions)
            {
                var fails = everyone[word] & ~condition[word];
                more |= once & fails;
                once |= fails;
            }

            for (var i = 0; i < conditions.Length && (once & ~more) != 0; i++)
            {
                var only = once & ~more & ~conditions[i][word];
                if (only != 0) Interlocked.Add(ref _failOnly[i], BitOperations.PopCount(only));
            }
        }
    }

    private static ulong[] Combined(Rule group, ulong[] everyone, ulong[][] inner)
    {
        var members = new ulong[everyone.Length];
        for (var word = 0; word < members.Length; word++)
        {
            members[word] = group switch
            {
                Rule.All => inner.Aggregate(everyone[word], (all, node) => all & node[word]),
                Rule.Any => inner.Aggregate(0UL, (any, node) => any | node[word]),
                Rule.Not => everyone[word] & ~inner[0][word],
                Rule.AtLeast some => AtLeast(some.Count, inner, word),
                _ => throw new UnreachableException(group.GetType().Name),
            };
        }

        return members;
    }

    /// <summary>Place k of a column of sets holds those of which k + 1 nodes hold so far.</summary>
    private static ulong AtLeast(int count, ulong[][] inner, int word)
    {
        var held = new ulong[count];
        foreach (var node in inner)
        {
            for (var k = count - 1; k > 0; k--) held[k] |= held[k - 1] & node[word];
            held[0] |= node[word];
        }

        return held[count - 1];
    }

    private readonly record struct Stretch(ulong[] Words, int Length)
    {
        public ulong[] Part(int index) => Words[(index * Length)..((index + 1) * Length)];
    }
}
