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

    private Edge[] _edges = new Edge[64];
    private int _count;
    private int[] _first = [];

    /// <summary>The edge that leads from each node to a user id and comes first in the canonical order, or <see cref="None"/>.</summary>
    private int[] _claim = [];

    /// <summary>Adds the sighting. False when the pair was seen at that place of the order, or at a lower one, since it was last cut.</summary>
    /// <param name="comesBack">Whether the pair was cut; what was seen before that counts no more.</param>
    public bool Add(int a, int b, EdgeKind kind, long timestamp, int source, out int edge, out bool isNew, out bool comesBack)
    {
        EnsureNodes(Math.Max(a, b));
        edge = Find(a, b);
        isNew = edge == None;
        comesBack = !isNew && _edges[edge].State == EdgeState.Cut;
        if (isNew)
        {
            edge = _count++;
            if (edge == _edges.Length) Array.Resize(ref _edges, Growth.Of(edge, edge + 1));
            _edges[edge] = new Edge { A = a, B = b, NextOfA = _first[a], NextOfB = _first[b], Kind = kind, Timestamp = timestamp, Source = source };
            _first[a] = edge;
            _first[b] = edge;
        }
        else if (comesBack)
        {
            (_edges[edge].Kind, _edges[edge].Timestamp, _edges[edge].Source, _edges[edge].State) = (kind, timestamp, source, EdgeState.Stands);
        }
        else if (!Lower(ref _edges[edge], kind, timestamp, source))
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

        var edge = Between(a, b);
        return edge != None && Stands(edge) && !IdentityGraph.IsLower(sighting, (_edges[edge].Kind, _edges[edge].Timestamp, _edges[edge].Source));
    }

    /// <summary>The edge counts no more until its ends are seen together again. False when it did not count anyway.</summary>
    public bool Cut(int edge)
    {
        if (edge == None || !Stands(edge)) return false;

        var (a, b) = (_edges[edge].A, _edges[edge].B);
        _edges[edge].State = EdgeState.Cut;
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

            _edges[edge].State = EdgeState.Gone;
            var other = OtherEnd(node, edge);
            Unclaim(other, edge);
            others.Add(other);
        }

        return others;
    }

    public bool Stands(int edge) => _edges[edge].State == EdgeState.Stands;

    /// <summary>An end of it was erased.</summary>
    public bool IsGone(int edge) => _edges[edge].State == EdgeState.Gone;

    public int Between(int a, int b) => Math.Max(a, b) < _first.Length ? Find(a, b) : None;

    public (int A, int B, EdgeKind Kind) this[int edge] => (_edges[edge].A, _edges[edge].B, _edges[edge].Kind);

    public int FirstOf(int node) => node < _first.Length ? _first[node] : None;

    public int NextOf(int node, int edge) => _edges[edge].A == node ? _edges[edge].NextOfA : _edges[edge].NextOfB;

    public int OtherEnd(int node, int edge) => _edges[edge].A == node ? _edges[edge].B : _edges[edge].A;

    public bool IsOnlyEdgeOf(int node, int edge) => _first[node] == edge && NextOf(node, edge) == None;

    /// <summary>The node is a user id or was seen with one before <paramref name="edge"/> comes in the order.</summary>
    public bool IsClaimedBefore(int node, int edge) =>
        nodes.IsUser(node) || (_claim[node] != None && _claim[node] != edge);

    /// <summary>
    /// The canonical order, in which no arrival plays a part: edges made on purpose first, then by the namespaces of both ends,
    /// then time, source and the identifiers themselves.
    /// </summary>
    public int Compare(int left, int right)
    {
        if (left == right) return 0;
        ref var l = ref _edges[left];
        ref var r = ref _edges[right];
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

    public void Save(BinaryWriter writer)
    {
        writer.WriteArray<Edge>(_edges.AsSpan(0, _count));
        var used = ((ReadOnlySpan<int>)_first).TrimEnd(None);
        writer.WriteArray(used);
        writer.WriteArray<int>(_claim.AsSpan(0, used.Length));
    }

    public void Load(BinaryReader reader)
    {
        var edges = reader.ReadArray<Edge>();
        _count = edges.Length;
        Array.Resize(ref edges, Math.Max(_edges.Length, _count));
        (_edges, _first, _claim) = (edges, reader.ReadArray<int>(), reader.ReadArray<int>());
    }

    private (int Low, int High) Ends(in Edge edge) => nodes.Compare(edge.A, edge.B) < 0 ? (edge.A, edge.B) : (edge.B, edge.A);

    private static bool Lower(ref Edge edge, EdgeKind kind, long timestamp, int source)
    {
        if (!IdentityGraph.IsLower((kind, timestamp, source), (edge.Kind, edge.Timestamp, edge.Source))) return false;

        edge.Kind = kind;
        edge.Timestamp = timestamp;
        edge.Source = source;
        return true;
    }

    private void Claim(int node, int other, int edge)
    {
        if (nodes.IsUser(other) && (_claim[node] == None || Compare(edge, _claim[node]) < 0)) _claim[node] = edge;
    }

    /// <summary>The edge does not count any more: the node's claim is the first of those that do.</summary>
    private void Unclaim(int node, int edge)
    {
        if (_claim[node] != edge) return;

        _claim[node] = None;
        for (var next = _first[node]; next != None; next = NextOf(node, next))
        {
            if (Stands(next)) Claim(node, OtherEnd(node, next), next);
        }
    }

    /// <summary>Walks both lists side by side, so a node with a million edges costs no more than its other end.</summary>
    private int Find(int a, int b)
    {
        var ofA = _first[a];
        var ofB = _first[b];
        while (ofA != None && ofB != None)
        {
            if (OtherEnd(a, ofA) == b) return ofA;
            if (OtherEnd(b, ofB) == a) return ofB;
            ofA = NextOf(a, ofA);
            ofB = NextOf(b, ofB);
        }

        return None;
    }

    private void EnsureNodes(int node)
    {
        if (node < _first.Length) return;

        var old = _first.Length;
        var size = Growth.Of(Math.Max(32, old), node + 1);
        Array.Resize(ref _first, size);
        Array.Resize(ref _claim, size);
        _first.AsSpan(old).Fill(None);
        _claim.AsSpan(old).Fill(None);
    }

    private struct Edge
    {
        public int A;
        public int B;
        public int NextOfA;
        public int NextOfB;
        public long Timestamp;
        public int Source;
        public EdgeKind Kind;
        public EdgeState State;
    }

    private enum EdgeState : byte
    {
        Stands,
        Cut,
        Gone,
    }
}
