using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Nodes that any edges connect, used, left out or cut. While a set is plain it is exactly one component, and a new edge needs no look at
/// the others.
/// </summary>
internal sealed class CandidateSets
{
    private readonly PagedArray<int> _parent = new();
    private readonly PagedArray<CandidateState> _state = new();
    // By root. Those that end at somebody who was erased stay counted.
    private readonly PagedArray<int> _edges = new();

    public void Add(int node) => _parent[node] = node;

    /// <param name="edges">Pairs that come to the set with it.</param>
    public CandidateUnion Union(int a, int b, int edges)
    {
        var rootA = Find(a);
        var rootB = Find(b);
        var (stateA, stateB) = (_state[rootA], _state[rootB]);
        edges += _edges[rootA] + (rootA == rootB ? 0 : _edges[rootB]);
        var root = Math.Min(rootA, rootB);
        _parent[Math.Max(rootA, rootB)] = root;
        _state[root] = stateA | stateB;
        _edges[root] = edges;
        return new CandidateUnion(stateA | stateB, edges, stateA.HasFlag(CandidateState.Oversize), stateB.HasFlag(CandidateState.Oversize));
    }

    public CandidateState StateOf(int node) => _state[Find(node)];

    public void Set(int node, CandidateState state) => _state[Find(node)] |= state;

    /// <summary>What its last fold found. A set that is torn may be several by now, of which one was folded: it stays what any of them was.</summary>
    public void SetFolded(int node, bool conflicted, bool oversize)
    {
        ref var state = ref _state.At(Find(node));
        var isTorn = (state & CandidateState.Torn) != 0;
        state = conflicted || isTorn ? state | CandidateState.Conflicted : state & ~CandidateState.Conflicted;
        state = oversize ? state | CandidateState.Oversize : isTorn ? state : state & ~CandidateState.Oversize;
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(CandidateSets saved)
    {
        _parent.Adopt(saved._parent);
        _state.Adopt(saved._state);
        _edges.Adopt(saved._edges);
    }

    public Action<BinaryWriter> Freeze() => Frozen.All(_parent.Freeze(), _state.Freeze(), _edges.Freeze());

    public void Load(BinaryReader reader)
    {
        _parent.Load(reader);
        _state.Load(reader);
        _edges.Load(reader);
    }

    private int Find(int node)
    {
        while (_parent[node] != node)
        {
            _parent[node] = _parent[_parent[node]];
            node = _parent[node];
        }

        return node;
    }
}

/// <param name="State">What held of either set, and holds of both together now.</param>
/// <param name="Edges">Pairs in it, at least.</param>
internal readonly record struct CandidateUnion(CandidateState State, int Edges, bool WasOversizeA, bool WasOversizeB);

[Flags]
internal enum CandidateState : byte
{
    Plain = 0,

    /// <summary>It may be several components.</summary>
    Conflicted = 1,

    /// <summary>Somebody in it was erased, so edges may no longer lead through all of it: it stays conflicted.</summary>
    Torn = 2,

    /// <summary>A fence stands around somebody in it, so no edge's outcome can be told without folding all of them.</summary>
    Fenced = 4,

    /// <summary>It has too many edges to be folded whole, see <see cref="ComponentFold"/>.</summary>
    Oversize = 8,

    /// <summary>Something in it was cut: it may be several components without two user ids, and become one by what is seen.</summary>
    Parted = 16,
}
