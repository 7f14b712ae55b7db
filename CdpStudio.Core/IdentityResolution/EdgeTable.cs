using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// One edge per pair of nodes, with the lowest sighting of the pair, in lists that run through arrays: each edge is in the list of
/// both its ends.
/// </summary>
internal sealed class EdgeTable(NodeTable nodes)
{
    public const int None = -1;

    private readonly PagedArray<Edge> _edges = new();
    // By node: the edge plus one, as in what follows; 0 for none.
    private readonly PagedArray<int> _first = new();
    // The edge that leads from each node to a user id and comes first in the canonical order.
    private readonly PagedArray<int> _claim = new();
    private int _count;

    /// <summary>Adds the sighting. False when the pair was seen at that place of the order, or at a lower one, since it was last cut.</summary>
    /// <param name="comesBack">Whether the pair was cut; what was seen before that counts no more.</param>
    public bool Add(int a, int b, EdgeKind kind, long timestamp, int source, out int edge, out bool isNew, out bool comesBack)
    {
        edge = Find(a, b);
        isNew = edge == None;
        comesBack = !isNew && _edges[edge].State == EdgeState.Cut;
        if (isNew)
        {
            edge = _count++;
            _edges.At(edge) = new Edge { A = a, B = b, NextOfA = FirstOf(a), NextOfB = FirstOf(b), Kind = kind, Timestamp = timestamp, Source = source };
            _first[a] = edge + 1;
            _first[b] = edge + 1;
        }
        else if (comesBack)
        {
            ref var back = ref _edges.At(edge);
            (back.Kind, back.Timestamp, back.Source, back.State) = (kind, timestamp, source, EdgeState.Stands);
        }
        else if (!TryLower(edge, kind, timestamp, source))
        {
            return false;
        }

        Claim(a, b, edge);
        Claim(b, a, edge);
        return true;
    }

    public bool Knows(int a, int b, (EdgeKind Kind, long Timestamp, int Source) sighting)
    {
        if (a == b) return true;

        var edge = Find(a, b);
        return edge != None && Stands(edge) && !IdentityGraph.IsLower(sighting, (_edges[edge].Kind, _edges[edge].Timestamp, _edges[edge].Source));
    }

    /// <summary>The edge counts no more until its ends are seen together again. False when it did not count anyway.</summary>
    public bool Cut(int edge)
    {
        if (edge == None || !Stands(edge)) return false;

        var (a, b) = (_edges[edge].A, _edges[edge].B);
        _edges.At(edge).State = EdgeState.Cut;
        Unclaim(a, edge);
        Unclaim(b, edge);
        return true;
    }

    /// <summary>No edge leads to the node any more.</summary>
    /// <returns>The other ends of those that did.</returns>
    public List<int> Remove(int node)
    {
        var others = new List<int>();
        for (var edge = FirstOf(node); edge != None; edge = NextOf(node, edge))
        {
            if (IsGone(edge)) continue;

            _edges.At(edge).State = EdgeState.Gone;
            var other = OtherEnd(node, edge);
            Unclaim(other, edge);
            others.Add(other);
        }

        return others;
    }

    public bool Stands(int edge) => _edges[edge].State == EdgeState.Stands;

    /// <summary>An end of it was erased.</summary>
    public bool IsGone(int edge) => _edges[edge].State == EdgeState.Gone;

    public int Count => _count;

    public long TimestampOf(int edge) => _edges[edge].Timestamp;

    /// <summary>It comes first in the canonical order among the edges from one of its ends to a user id.</summary>
    public bool IsClaim(int edge) => ClaimOf(_edges[edge].A) == edge || ClaimOf(_edges[edge].B) == edge;

    public (int A, int B, EdgeKind Kind) this[int edge] => (_edges[edge].A, _edges[edge].B, _edges[edge].Kind);

    public int FirstOf(int node) => _first[node] - 1;

    public int NextOf(int node, int edge) => _edges[edge].A == node ? _edges[edge].NextOfA : _edges[edge].NextOfB;

    public int OtherEnd(int node, int edge) => _edges[edge].A == node ? _edges[edge].B : _edges[edge].A;

    public bool IsOnlyEdgeOf(int node, int edge) => FirstOf(node) == edge && NextOf(node, edge) == None;

    /// <summary>The node is a user id or was seen with one before <paramref name="edge"/> comes in the order.</summary>
    public bool IsClaimedBefore(int node, int edge) =>
        nodes.IsUser(node) || (ClaimOf(node) != None && ClaimOf(node) != edge);

    /// <summary>The user id that a node with such an edge was first seen with, in the canonical order.</summary>
    public int ClaimantOf(int node) => OtherEnd(node, ClaimOf(node));

    /// <summary>
    /// The canonical order, in which no arrival plays a part: edges made on purpose first, then by the namespaces of both ends,
    /// then time, source and the identifiers themselves.
    /// </summary>
    public int Compare(int left, int right)
    {
        if (left == right) return 0;
        var (l, r) = (_edges[left], _edges[right]);
        if (l.Kind != r.Kind) return l.Kind == EdgeKind.Alias ? -1 : 1;

        var (lowL, highL) = Ends(in l);
        var (lowR, highR) = Ends(in r);
        var order = nodes.Priority(lowL).CompareTo(nodes.Priority(lowR));
        if (order == 0) order = nodes.Priority(highL).CompareTo(nodes.Priority(highR));
        if (order == 0) order = l.Timestamp.CompareTo(r.Timestamp);
        if (order == 0) order = l.Source.CompareTo(r.Source);
        if (order == 0) order = nodes.Compare(lowL, lowR);
        return order != 0 ? order : nodes.Compare(highL, highR);
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(EdgeTable saved)
    {
        _edges.Adopt(saved._edges);
        _first.Adopt(saved._first);
        _claim.Adopt(saved._claim);
    }

    public Action<BinaryWriter> Freeze()
    {
        var count = _count;
        return Frozen.All(writer => writer.Write(count), _edges.Freeze(), _first.Freeze(), _claim.Freeze());
    }

    public void Load(BinaryReader reader)
    {
        _count = reader.ReadInt32();
        _edges.Load(reader);
        _first.Load(reader);
        _claim.Load(reader);
    }

    private (int Low, int High) Ends(in Edge edge) => nodes.Compare(edge.A, edge.B) < 0 ? (edge.A, edge.B) : (edge.B, edge.A);

    private bool TryLower(int edge, EdgeKind kind, long timestamp, int source)
    {
        // Read, not At: most sightings say nothing new, and a page that something frozen shows would be copied for them.
        var known = _edges[edge];
        if (!IdentityGraph.IsLower((kind, timestamp, source), (known.Kind, known.Timestamp, known.Source))) return false;

        ref var lowered = ref _edges.At(edge);
        (lowered.Kind, lowered.Timestamp, lowered.Source) = (kind, timestamp, source);
        return true;
    }

    private void Claim(int node, int other, int edge)
    {
        if (nodes.IsUser(other) && (ClaimOf(node) == None || Compare(edge, ClaimOf(node)) < 0)) _claim[node] = edge + 1;
    }

    private int ClaimOf(int node) => _claim[node] - 1;

    /// <summary>The edge does not count any more: the node's claim is the first of those that do.</summary>
    private void Unclaim(int node, int edge)
    {
        if (ClaimOf(node) != edge) return;

        _claim[node] = 0;
        for (var next = FirstOf(node); next != None; next = NextOf(node, next))
        {
            if (Stands(next)) Claim(node, OtherEnd(node, next), next);
        }
    }

    /// <summary>Walks both lists side by side, so a node with a million edges costs no more than its other end.</summary>
    public int Find(int a, int b)
    {
        var ofA = FirstOf(a);
        var ofB = FirstOf(b);
        while (ofA != None && ofB != None)
        {
            if (OtherEnd(a, ofA) == b) return ofA;
            if (OtherEnd(b, ofB) == a) return ofB;
            ofA = NextOf(a, ofA);
            ofB = NextOf(b, ofB);
        }

        return None;
    }

    // 32 bytes: there are millions.
    private struct Edge
    {
        public long Timestamp;
        public int A;
        public int B;
        public int NextOfA;
        public int NextOfB;
        public int Source;
        public EdgeState State;
        private byte _kind;

        public EdgeKind Kind
        {
            readonly get => (EdgeKind)_kind;
            set => _kind = (byte)value;
        }
    }

    private enum EdgeState : byte
    {
        Stands,
        Cut,
        Gone,
    }
}
