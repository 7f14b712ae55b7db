using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Which identifiers are one profile, folded from facts. Pure: the same edges and fences give the same partition in whatever order they
/// arrive; only what a cut or an erasure takes away depends on what came before. Not safe for several threads at once.
/// </summary>
public sealed class IdentityGraph
{
    /// <summary>Of one candidate component: with more it is not folded whole, and a steward has to look.</summary>
    public const int MostEdges = 10_000;

    private readonly NodeTable _nodes;
    private readonly EdgeTable _edges;
    private readonly ComponentTable _components;
    private readonly CandidateSets _candidates = new();
    private readonly FenceTable _fences = new();
    private readonly ComponentFold _fold;
    private readonly List<ComponentChange> _changes = [];
    private readonly HashSet<int> _erased;
    private readonly int _mostEdges;

    /// <param name="rules">What the workspace set; null goes by <see cref="IdentityRules.BuiltIn"/>.</param>
    /// <param name="erased">Numbers of people who were erased, perhaps by facts that are still to come: nothing about them is taken in.</param>
    /// <param name="mostEdges">Other than <see cref="MostEdges"/> for tests only.</param>
    public IdentityGraph(IdentityRules? rules = null, IEnumerable<ProfileId>? erased = null, int mostEdges = MostEdges)
    {
        _erased = [.. (erased ?? []).Select(NodeOf)];
        _mostEdges = mostEdges;
        _nodes = new NodeTable(rules ?? IdentityRules.BuiltIn);
        _edges = new EdgeTable(_nodes);
        _components = new ComponentTable(_nodes);
        _fold = new ComponentFold(_nodes, _edges, _fences, mostEdges);
    }

    public IdentityRules Rules => _nodes.Rules;

    public int Identifiers => _nodes.Count;

    /// <summary>The values of identifiers, which whoever follows the graph need not keep once more.</summary>
    internal NodeTexts Texts => _nodes.Values;

    public int Profiles => _components.Count;

    /// <summary>
    /// Takes the fact in. Events only introduce their leading identifier; of assertions only birth dates play a part. What is said about
    /// erased people is passed over, but an edge still introduces the end that was not erased.
    /// </summary>
    /// <returns>Every identifier that belongs to another profile now; overwritten by the next call.</returns>
    /// <exception cref="NotSupportedException">A cancellation: whoever follows leaves cancelled facts out and begins again.</exception>
    public IReadOnlyList<ComponentChange> Apply(Fact fact)
    {
        _changes.Clear();
        switch (fact)
        {
            case Fact.Edge edge:
                Apply(edge);
                break;
            case Fact.Event happened:
                Introduce(happened.Profile, happened.Identifiers[0]);
                break;
            case Fact.Assertion assertion:
                if (BirthDate.IsSaidBy(assertion.Name)) Apply(assertion);
                break;
            case Fact.Cut cut:
                Apply(cut);
                break;
            case Fact.Fence fence:
                Apply(fence);
                break;
            case Fact.Erasure erasure:
                Apply(erasure);
                break;
            default:
                throw new NotSupportedException($"Identity resolution does not fold {fact.GetType().Name} facts (number {fact.Number}).");
        }

        return _changes;
    }

    /// <summary>The lowest number of the component; a number that no edge has named yet is its own.</summary>
    public ProfileId ComponentOf(ProfileId node) => _nodes.Contains(node.Value) ? new ProfileId(_components.LabelOf((int)node.Value)) : node;

    /// <summary>The numbers of all identifiers in the component of <paramref name="node"/>, in no order.</summary>
    public IEnumerable<ProfileId> MembersOf(ProfileId node)
    {
        if (!_nodes.Contains(node.Value)) yield break;

        var start = (int)node.Value;
        var member = start;
        do
        {
            yield return new ProfileId(member);
            member = _components.NextOf(member);
        }
        while (member != start);
    }

    /// <summary>Whether the number is one of an erased profile; it stays so.</summary>
    public bool IsErased(ProfileId node) => _erased.Count > 0 && _erased.Contains(NodeOf(node));

    public bool Contains(ProfileId node) => _nodes.Contains(node.Value);

    /// <summary>As it was first seen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No edge or event has named it.</exception>
    public Identifier IdentifierOf(ProfileId node) =>
        _nodes.Contains(node.Value)
            ? _nodes.IdentifierOf((int)node.Value)
            : throw new ArgumentOutOfRangeException(nameof(node), node, "No such identifier.");

    /// <summary>Whether an edge like this was applied, or one at a lower place of the canonical order: applying it would change nothing.</summary>
    public bool Knows(ProfileId a, ProfileId b, EdgeKind kind, long timestamp, SourceId source) =>
        _nodes.Contains(a.Value) && _nodes.Contains(b.Value) && _edges.Knows((int)a.Value, (int)b.Value, (kind, timestamp, source.Value));

    /// <summary>Pairs that were seen together and are two people, though nobody said that they are.</summary>
    internal IEnumerable<LeftOutEdge> LeftOut()
    {
        for (var edge = 0; edge < _edges.Count; edge++)
        {
            if (!_edges.Stands(edge)) continue;

            var (a, b, _) = _edges[edge];
            if (_components.LabelOf(a) == _components.LabelOf(b) || IsFenceBetween(a, b)) continue;

            var limit = _components.Exceeded(a, b)?.Namespace;
            yield return new LeftOutEdge(new ProfileId(a), new ProfileId(b), limit, limit is null && AreTwoPeoples(a, b), _edges.TimestampOf(edge));
        }
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    internal void Adopt(IdentityGraph saved)
    {
        _nodes.Adopt(saved._nodes);
        _edges.Adopt(saved._edges);
        _components.Adopt(saved._components);
        _candidates.Adopt(saved._candidates);
    }

    /// <summary>The graph as it stands now.</summary>
    internal Action<BinaryWriter> Freeze() => Frozen.All(
        Frozen.Copy(writer =>
        {
            writer.Write(Rules.Text);
            writer.WriteArray<int>([.. _erased]);
        }),
        _nodes.Freeze(),
        _edges.Freeze(),
        _components.Freeze(),
        _candidates.Freeze(),
        Frozen.Copy(_fences.Save));

    /// <summary>Fills this graph, which is new, with one that was frozen, and goes by the rules that it went by.</summary>
    internal void Load(BinaryReader reader)
    {
        var rules = IdentityRules.Read(reader.ReadString());
        _erased.UnionWith(reader.ReadArray<int>());
        _nodes.Load(reader, rules);
        _edges.Load(reader);
        _components.Load(reader);
        _candidates.Load(reader);
        _fences.Load(reader);
    }

    /// <summary>Whether a sighting of a pair comes before another one of the same pair.</summary>
    internal static bool IsLower((EdgeKind Kind, long Timestamp, int Source) sighting, (EdgeKind Kind, long Timestamp, int Source) than) =>
        sighting.Kind == than.Kind
            ? (sighting.Timestamp, sighting.Source).CompareTo((than.Timestamp, than.Source)) < 0
            : sighting.Kind == EdgeKind.Alias;

    private void Apply(Fact.Edge edge)
    {
        var a = Introduce(edge.A.Profile, edge.A.Identifier);
        var b = Introduce(edge.B.Profile, edge.B.Identifier);
        if (a == b || a == 0 || b == 0 || Rules.LeavesOut(edge)) return;
        if (!_edges.Add(a, b, edge.Kind, edge.Timestamp, edge.Source.Value, out var added, out var isNew, out var comesBack)) return;

        var union = _candidates.Union(a, b, isNew ? 1 : 0);
        var state = union.State;
        if ((state & (CandidateState.Fenced | CandidateState.Mixed)) != 0)
        {
            Fold(a);
            return;
        }

        var oneProfile = _components.LabelOf(a) == _components.LabelOf(b);
        if ((state & CandidateState.Conflicted) == 0 && !_components.IsOverPeriod(a) && !_components.IsOverPeriod(b))
        {
            // Until now every edge around either end was used, so there are no more values than the limits allow on each side, and no two
            // people's birth dates but those that aliases brought together before anything else.
            if (oneProfile) return;

            if (!_components.MayBePartedByBirth(a, b) && (_components.Exceeded(a, b) is null || IsAliasOfUsers(edge, a, b)))
            {
                _components.Join(a, b, _changes);
                return;
            }
        }

        if (edge.Kind == EdgeKind.Seen && !comesBack && IsTold(a, b, added, isNew, oneProfile, union)) return;

        Fold(a);
    }

    /// <summary>Folded, it would join the two before anything else does, and all other edges after it.</summary>
    private bool IsAliasOfUsers(Fact.Edge edge, int a, int b) =>
        Rules.LimitsUsersAlone && edge.Kind == EdgeKind.Alias && _nodes.IsUser(a) && _nodes.IsUser(b);

    private void Apply(Fact.Assertion assertion)
    {
        if (IsErased(assertion.Profile)) return;

        var node = NodeOf(assertion.Profile);
        var before = _nodes.BirthDates.Of(node);
        _nodes.BirthDates.Say(node, assertion);
        var date = _nodes.BirthDates.Of(node);
        if (date == before || !_nodes.Contains(node)) return;

        _candidates.Bear(node, date);
        // A first one that may be of the person whom the node belongs to parts nobody, and brings nobody together.
        var isMixed = (_candidates.StateOf(node) & CandidateState.Mixed) != 0;
        if (before != 0 || isMixed || !_components.TryBear(node, date)) Fold(node);
    }

    private void Apply(Fact.Cut cut)
    {
        if (!_nodes.Contains(cut.A.Value) || !_nodes.Contains(cut.B.Value)) return;

        var (a, b) = ((int)cut.A.Value, (int)cut.B.Value);
        if (!_edges.Cut(_edges.Find(a, b))) return;

        _candidates.Set(a, CandidateState.Parted);
        // An edge between two profiles was left out, so nothing rests on it, unless there were too many, or it said when something was first seen.
        if (_components.LabelOf(a) == _components.LabelOf(b) || (_candidates.StateOf(a) & CandidateState.Oversize) != 0 || Rules.HasPeriods) Fold(a);
    }

    private void Apply(Fact.Fence fence)
    {
        var (a, b) = (NodeOf(fence.A), NodeOf(fence.B));
        if (!_fences.Add(a, b)) return;

        if (_nodes.Contains(a)) _candidates.Set(a, CandidateState.Fenced);
        if (_nodes.Contains(b)) _candidates.Set(b, CandidateState.Fenced);
        if (_nodes.Contains(a) && _nodes.Contains(b) && _components.LabelOf(a) == _components.LabelOf(b)) Fold(a);
    }

    /// <summary>
    /// Mostly whole components: no edge that joined anybody leads out of one, so the others stay as they are, unless there were too many edges
    /// to fold before and there are fewer now.
    /// </summary>
    private void Apply(Fact.Erasure erasure)
    {
        var gone = erasure.Profiles.Where(p => !IsErased(p)).Select(NodeOf).ToHashSet();
        var (torn, left) = (new HashSet<int>(), new Dictionary<int, int>());
        foreach (var node in gone) _changes.Add(new ComponentChange(new ProfileId(node), ComponentOf(new ProfileId(node)), default));
        // Before anything is counted again: another one of the same value stands for it.
        foreach (var node in gone) _nodes.Spellings.Remove(node);
        foreach (var shown in gone.Where(n => _nodes.Contains(n)).Select(_components.LabelOf).Distinct().ToList())
        {
            var members = MembersOf(new ProfileId(shown)).Select(NodeOf).ToList();
            foreach (var node in _components.TakeOut(members, gone)) left.Add(node, shown);
        }

        foreach (var node in gone)
        {
            _erased.Add(node);
            _nodes.BirthDates.Remove(node);
            if (!_nodes.Contains(node)) continue;

            _candidates.ForgetBirth(node);

            torn.UnionWith(_edges.Remove(node));
            _nodes.Remove(node);
        }

        torn.UnionWith(left.Keys);
        torn.ExceptWith(gone);
        var oversize = torn.Where(node => (_candidates.StateOf(node) & CandidateState.Oversize) != 0).ToHashSet();
        foreach (var node in torn) _candidates.Set(node, CandidateState.Torn | CandidateState.Conflicted);
        FoldAgain(left);
        while (oversize.Count > 0)
        {
            Fold(oversize.First());
            oversize.ExceptWith(_fold.Found);
        }
    }

    /// <summary>Of whom a part was erased, the rest: each stands alone now.</summary>
    /// <param name="left">With what each was shown as.</param>
    private void FoldAgain(Dictionary<int, int> left)
    {
        var waiting = left.Keys.ToHashSet();
        while (waiting.Count > 0)
        {
            Fold(waiting.First());
            waiting.ExceptWith(_fold.Found);
        }

        // A moment ago they stood alone, before they did not.
        _changes.RemoveAll(c => left.ContainsKey(NodeOf(c.Node)));
        foreach (var (node, shown) in left)
        {
            if (_components.LabelOf(node) is var label && label != shown) _changes.Add(new ComponentChange(new ProfileId(node), new ProfileId(shown), new ProfileId(label)));
        }
    }

    private void Fold(int node)
    {
        _fold.Run(node, _components, _changes);
        _candidates.SetFolded(node, _fold.Components > 1, _fold.IsOversize, _fold.IsMixed);
    }

    /// <summary>Whether the edge's outcome can be told without folding its candidate component again; then it is seen to.</summary>
    private bool IsTold(int a, int b, int edge, bool isNew, bool oneProfile, CandidateUnion union)
    {
        if ((union.State & CandidateState.Oversize) != 0)
        {
            // What limits keep apart nothing that is seen brings together; what was cut or erased may come together again.
            return !Rules.HasPeriods && (union.State & (CandidateState.Torn | CandidateState.Parted)) == 0 && TakesClaim(a, b, edge, union);
        }

        if (!Rules.LimitsUsersAlone || union.Edges > _mostEdges) return false;

        _candidates.Set(a, CandidateState.Conflicted);
        var isBorn = (union.State & CandidateState.Born) != 0;
        // By the edge's turn both sides hold a user id: they are one already, or the edge is left out.
        if (HoldsUserBefore(a, edge, isBorn) && HoldsUserBefore(b, edge, isBorn)) return true;

        var leaf = IsFreeLeaf(a, edge, isBorn) || IsFreeLeaf(b, edge, isBorn);
        if (leaf && isNew && !oneProfile) _components.Join(a, b, _changes);
        return leaf;
    }

    /// <summary>The same in an oversize candidate component, where of those that were seen only claims are used.</summary>
    private bool TakesClaim(int a, int b, int edge, CandidateUnion union)
    {
        if (!union.WasOversizeA) _fold.RunApart(a, edge, _components, _changes);
        if (!union.WasOversizeB) _fold.RunApart(b, edge, _components, _changes);
        if (!_edges.IsClaim(edge) || (_nodes.IsUser(a) && _nodes.IsUser(b))) return true;
        if (_components.LabelOf(a) == _components.LabelOf(b)) return (union.State & CandidateState.Born) == 0;
        if (!_components.IsAlone(_nodes.IsUser(a) ? b : a) || _components.Exceeded(a, b) is not null || _components.MayBePartedByBirth(a, b)) return false;

        _components.Join(a, b, _changes);
        return true;
    }

    /// <param name="isBorn">Its first edge to a user id may be left out by birth dates: it counts where the two are one profile.</param>
    private bool HoldsUserBefore(int node, int edge, bool isBorn) =>
        _edges.IsClaimedBefore(node, edge) && (!isBorn || _nodes.IsUser(node) || _components.LabelOf(_edges.ClaimantOf(node)) == _components.LabelOf(node));

    /// <param name="isBorn">A birth date of its own may keep others away from whom it comes to.</param>
    private bool IsFreeLeaf(int node, int edge, bool isBorn) =>
        !_nodes.IsUser(node) && _edges.IsOnlyEdgeOf(node, edge) && _nodes.Spellings.IsAlone(node) && (!isBorn || _nodes.BirthDates.Of(node) == 0);

    /// <returns>Its node; 0 when it was erased.</returns>
    private int Introduce(ProfileId profile, Identifier identifier)
    {
        if (IsErased(profile)) return 0;

        var node = NodeOf(profile);
        ArgumentOutOfRangeException.ThrowIfLessThan(node, 1);
        if (_nodes.Add(node, identifier))
        {
            _components.Add(node);
            _candidates.Add(node, _nodes.BirthDates.Of(node));
            if (_fences.IsFenced(node)) _candidates.Set(node, CandidateState.Fenced);
            if (_nodes.Spellings.FirstOf(node) is var first && first != node) JoinSpelling(node, first);
        }

        return node;
    }

    /// <param name="node">It is new, and another spelling of what <paramref name="first"/> stands for.</param>
    private void JoinSpelling(int node, int first)
    {
        var union = _candidates.Union(node, first, edges: 0);
        if ((union.State & (CandidateState.Fenced | CandidateState.Mixed)) != 0 || _components.MayBePartedByBirth(node, first)) Fold(node);
        else _components.Join(node, first, _changes);
    }

    /// <summary>Whether birth dates of the two profiles are two people's.</summary>
    private bool AreTwoPeoples(int a, int b)
    {
        if (!_components.MayBePartedByBirth(a, b)) return false;

        var ones = BirthDatesOf(a);
        return BirthDatesOf(b).Exists(other => ones.Exists(one => BirthDate.AreTwoPeoples(one, other)));
    }

    private List<int> BirthDatesOf(int node) => [.. MembersOf(new ProfileId(node)).Select(member => _nodes.BirthDates.Of(NodeOf(member))).Where(date => date != 0).Distinct()];

    private bool IsFenceBetween(int a, int b) =>
        (_candidates.StateOf(a) & CandidateState.Fenced) != 0
        && MembersOf(new ProfileId(a)).SelectMany(member => _fences.Of(NodeOf(member))).Any(other => _components.LabelOf(other) == _components.LabelOf(b));

    private static int NodeOf(ProfileId profile) => checked((int)profile.Value);
}
