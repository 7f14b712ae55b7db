using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Which identifiers are one profile, folded from edge facts. Pure: the same edges give the same partition in whatever order they
/// arrive. Not safe for several threads at once.
/// </summary>
public sealed class IdentityGraph
{
    private readonly NodeTable _nodes = new();
    private readonly EdgeTable _edges;
    private readonly ComponentTable _components = new();
    private readonly CandidateSets _candidates = new();
    private readonly ComponentFold _fold;
    private readonly List<ComponentChange> _changes = [];

    public IdentityGraph()
    {
        _edges = new EdgeTable(_nodes);
        _fold = new ComponentFold(_nodes, _edges);
    }

    public int Identifiers => _nodes.Count;

    public int Profiles => _components.Count;

    /// <summary>Takes the fact in. Events only introduce their leading identifier; assertions say nothing about identity.</summary>
    /// <returns>Every identifier that belongs to another profile now; overwritten by the next call.</returns>
    /// <exception cref="NotSupportedException">Taking identifiers apart is not folded yet.</exception>
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
            case Fact.Assertion:
                break;
            default:
                throw new NotSupportedException($"Identity resolution does not fold {fact.GetType().Name} facts yet (number {fact.Number}).");
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

    public bool Contains(ProfileId node) => _nodes.Contains(node.Value);

    /// <summary>As it was first seen.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No edge or event has named it.</exception>
    public Identifier IdentifierOf(ProfileId node) =>
        _nodes.Contains(node.Value)
            ? _nodes.IdentifierOf((int)node.Value)
            : throw new ArgumentOutOfRangeException(nameof(node), node, "No such identifier.");

    /// <param name="node">The number that the identifier was born with; <see cref="ComponentOf"/> has its profile.</param>
    public bool TryFind(string @namespace, string value, out ProfileId node)
    {
        var found = _nodes.TryFind(@namespace, value, out var number);
        node = new ProfileId(number);
        return found;
    }

    /// <summary>Whether an edge like this was applied, or one at a lower place of the canonical order: applying it would change nothing.</summary>
    public bool Knows(ProfileId a, ProfileId b, EdgeKind kind, long timestamp, SourceId source) =>
        _nodes.Contains(a.Value) && _nodes.Contains(b.Value) && _edges.Knows((int)a.Value, (int)b.Value, (kind, timestamp, source.Value));

    /// <summary>The place of the pair's edge, dense from 0 and never changed; negative when there is none.</summary>
    internal int EdgeBetween(ProfileId a, ProfileId b) =>
        _nodes.Contains(a.Value) && _nodes.Contains(b.Value) ? _edges.Between((int)a.Value, (int)b.Value) : EdgeTable.None;

    /// <summary>Whether a sighting of a pair comes before another one of the same pair.</summary>
    internal static bool IsLower((EdgeKind Kind, long Timestamp, int Source) sighting, (EdgeKind Kind, long Timestamp, int Source) than) =>
        sighting.Kind == than.Kind
            ? (sighting.Timestamp, sighting.Source).CompareTo((than.Timestamp, than.Source)) < 0
            : sighting.Kind == EdgeKind.Alias;

    private void Apply(Fact.Edge edge)
    {
        var a = Introduce(edge.A.Profile, edge.A.Identifier);
        var b = Introduce(edge.B.Profile, edge.B.Identifier);
        if (a == b) return;
        if (!_edges.Add(a, b, edge.Kind, edge.Timestamp, edge.Source.Value, out var added, out var isNew)) return;

        var conflicted = _candidates.Union(a, b);
        var oneProfile = _components.LabelOf(a) == _components.LabelOf(b);
        if (!conflicted)
        {
            // Until now every edge around either end was used, so there is one group of user ids at most on each side.
            if (oneProfile) return;

            var bothHaveUsers = _components.HasUser(a) && _components.HasUser(b);
            if (!bothHaveUsers || (edge.Kind == EdgeKind.Alias && _nodes.IsUser(a) && _nodes.IsUser(b)))
            {
                _components.Join(a, b, _changes);
                return;
            }
        }

        _candidates.SetConflicted(a, true);
        if (edge.Kind == EdgeKind.Seen && ChangesNothingElse(a, b, added, isNew, oneProfile)) return;

        _fold.Run(a, _components, _changes);
        _candidates.SetConflicted(a, _fold.Components > 1);
    }

    /// <summary>Whether the edge's outcome can be told without folding its candidate component again; joins a leaf.</summary>
    private bool ChangesNothingElse(int a, int b, int edge, bool isNew, bool oneProfile)
    {
        // By the edge's turn both sides hold a user id: they are one already, or the edge is left out.
        if (_edges.IsClaimedBefore(a, edge) && _edges.IsClaimedBefore(b, edge)) return true;

        var leaf = IsFreeLeaf(a, edge) || IsFreeLeaf(b, edge);
        if (leaf && isNew && !oneProfile) _components.Join(a, b, _changes);
        return leaf;
    }

    private bool IsFreeLeaf(int node, int edge) => !_nodes.IsUser(node) && _edges.IsOnlyEdgeOf(node, edge);

    private int Introduce(ProfileId profile, Identifier identifier)
    {
        var node = checked((int)profile.Value);
        ArgumentOutOfRangeException.ThrowIfLessThan(node, 1);
        if (_nodes.Add(node, identifier))
        {
            _components.Add(node, _nodes.IsUser(node));
            _candidates.Add(node);
        }

        return node;
    }
}
