using System.Runtime.CompilerServices;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>The sets that rules ask about, one view of each for a whole answer, by the rows of one snapshot; and the objects.</summary>
internal sealed class RunSets(IReadOnlyDictionary<AudienceSetName, AudienceSet> sets, SetRows rows, RunObjects objects, Snapshot snapshot)
{
    public RunObjects Objects => objects;

    /// <summary>Null when there is no such set.</summary>
    public MembershipRows? Memberships(AudienceSetName name) => sets.GetValueOrDefault(name) is AudienceSet.Memberships set
        ? rows.Of(set, snapshot.Rows, view => new MembershipRows(set, view))
        : null;

    /// <summary>Null when there is no such journey.</summary>
    public StandingRows? Standings(AudienceSetName.Journey name) => sets.GetValueOrDefault(name) is AudienceSet.Standings set
        ? rows.Of(set, snapshot.Rows, view => new StandingRows(set, view))
        : null;

    /// <summary>Of a channel that nobody keeps nothing was ever said.</summary>
    public ConsentRows Consents(AudienceSetName.Consent name) => sets.GetValueOrDefault(name) is AudienceSet.Consents set
        ? rows.Of(set, snapshot.Rows, view => new ConsentRows(set, view))
        : ConsentRows.Nothing;
}

/// <summary>
/// What rules ask about beside facts: the rules of segments that they name, directly or through others, and sets. Taken once for a whole
/// answer, so that what is saved meanwhile does not come into it.
/// </summary>
internal sealed class Asked : ISegmentRules
{
    private readonly Dictionary<string, Rule> _segments = new(StringComparer.Ordinal);
    private readonly HashSet<AudienceSetName> _sets = [];

    public Asked(IEnumerable<Rule> rules, ISegmentRules segments)
    {
        foreach (var rule in rules) Collect(rule, segments);
    }

    public IReadOnlySet<AudienceSetName> Sets => _sets;

    public Rule? Find(string key) => _segments.GetValueOrDefault(StudioText.Key(key));

    private void Collect(Rule rule, ISegmentRules segments)
    {
        foreach (var node in rule.Nodes())
        {
            if (node.Rule is Rule.Segment { Membership: null, Key: var key })
            {
                if (segments.Find(key) is { } inner && _segments.TryAdd(StudioText.Key(key), inner)) Collect(inner, segments);
            }
            else if (NameOf(node.Rule) is { } name)
            {
                _sets.Add(name);
            }
        }
    }

    private static AudienceSetName? NameOf(Rule rule) => rule switch
    {
        Rule.Segment r => new AudienceSetName.Segment(r.Key),
        Rule.Tag r => new AudienceSetName.Tag(r.Key),
        Rule.List r => new AudienceSetName.List(r.Key),
        Rule.Consent r => new AudienceSetName.Consent(r.Channel, r.Topic),
        Rule.Reachable r => new AudienceSetName.Consent(r.Channel, null),
        Rule.Journey r => new AudienceSetName.Journey(r.Key),
        _ => null,
    };
}

/// <summary>Sets by rows, kept as long as neither the set nor anybody's row changes.</summary>
internal sealed class SetRows
{
    private readonly ConditionalWeakTable<AudienceSet, Kept> _kept = [];

    public T Of<T>(AudienceSet set, RowsView rows, Func<RowsView, T> make)
        where T : class
    {
        if (_kept.TryGetValue(set, out var kept) && kept.RowOfNode.TryGetTarget(out var of) && ReferenceEquals(of, rows.RowOfNode)) return (T)kept.Rows;

        var made = make(rows);
        _kept.AddOrUpdate(set, new Kept(new WeakReference<PagedView<int>>(rows.RowOfNode), made));
        return made;
    }

    // Of a set that nobody asks about again the view would keep pages, and a file that they lie in.
    private sealed record Kept(WeakReference<PagedView<int>> RowOfNode, object Rows);
}
