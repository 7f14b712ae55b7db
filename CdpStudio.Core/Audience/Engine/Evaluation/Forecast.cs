using System.Diagnostics;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>
/// When time alone changes the answers about one row. The moments at which a leaf may turn are gone through in order, and at each the
/// leaf is asked again as it would be asked then; so a forecast can't differ from the answer that comes true.
/// </summary>
internal sealed class Forecast(Snapshot snapshot, Declared declared, ISegmentRules segments, RunSets sets, long now)
{
    /// <summary>No length in a rule is longer than half of it.</summary>
    public static readonly long Horizon = (long)TimeSpan.FromDays(365.25 * 200).TotalMilliseconds;

    private readonly RowReader _reader = new(snapshot);
    private readonly EventSources _sources = new();

    /// <param name="explained">Of the same rule and row, at now.</param>
    public NodeExplanation Add(Rule rule, int row, NodeExplanation explained, CancellationToken cancellationToken)
    {
        _reader.MoveTo(row);
        var leaves = new List<Outlook>();
        var root = Look(rule, explained, [], leaves);
        GoThrough(row, leaves, cancellationToken);
        return Told(root, explained);
    }

    private Outlook Look(Rule rule, NodeExplanation explained, IReadOnlyList<Outlook> above, List<Outlook> leaves)
    {
        var outlook = new Outlook(rule, explained.Holds, above);
        Outlook[] path = [.. above, outlook];
        var inner = rule is Rule.Segment { Membership: null } segment
            ? [segments.Find(segment.Key) ?? throw new UnknownSetException(explained.Node + "/segment", segment.Key, "segment")]
            : rule.Children().Select(c => c.Rule);
        foreach (var (child, told) in inner.Zip(explained.Children)) outlook.Inner.Add(Look(child, told, path, leaves));

        if (rule.IsLeaf() && outlook.Inner.Count == 0) leaves.Add(outlook);
        return outlook;
    }

    private void GoThrough(int row, List<Outlook> leaves, CancellationToken cancellationToken)
    {
        var turns = new LeafTurns(snapshot, declared, sets, _reader, now);
        var ahead = leaves
            .SelectMany(leaf => turns.Of(leaf.Rule).Where(m => m > now && m - now <= Horizon).Distinct().Select(m => (Moment: m, Leaf: leaf)))
            .GroupBy(turn => turn.Moment, turn => turn.Leaf)
            .OrderBy(turn => turn.Key)
            .ToList();
        foreach (var turn in ahead)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var leaf in turn.Where(l => l.IsOpen)) leaf.See(Holds(leaf.Rule, row, turn.Key), turn.Key);
            // From the inside out: whoever comes later in the path of a leaf lies further in.
            foreach (var group in turn.SelectMany(l => l.Above).Distinct().OrderByDescending(g => g.Above.Count)) group.See(group.Combined(), turn.Key);
        }
    }

    private bool Holds(Rule leaf, int row, long moment)
    {
        var node = new RuleCompiler(snapshot, declared, segments, sets, moment, _sources).Compile(leaf);
        _reader.MoveTo(row);
        return node.Holds(_reader);
    }

    private static NodeExplanation Told(Outlook outlook, NodeExplanation explained) => explained with
    {
        FlipsAt = outlook.FlipsAt is { } moment ? EpochTime.ToMoment(moment) : null,
        Children = [.. outlook.Inner.Zip(explained.Children, Told)],
    };

    /// <param name="above">The groups around it, the outermost first.</param>
    private sealed class Outlook(Rule rule, bool holds, IReadOnlyList<Outlook> above)
    {
        private bool _holds = holds;

        public Rule Rule => rule;

        public IReadOnlyList<Outlook> Above => above;

        public List<Outlook> Inner { get; } = [];

        public long? FlipsAt { get; private set; }

        /// <summary>Whether anybody still waits for what it says.</summary>
        public bool IsOpen => FlipsAt is null || above.Any(a => a.FlipsAt is null);

        public void See(bool holds, long moment)
        {
            if (holds != _holds) FlipsAt ??= moment;
            _holds = holds;
        }

        public bool Combined() => rule switch
        {
            Rule.All => Inner.All(i => i._holds),
            Rule.Any => Inner.Any(i => i._holds),
            Rule.Not => !Inner[0]._holds,
            Rule.AtLeast some => Inner.Count(i => i._holds) >= some.Count,
            Rule.Segment => Inner[0]._holds,
            _ => throw new UnreachableException(rule.GetType().Name),
        };
    }
}
