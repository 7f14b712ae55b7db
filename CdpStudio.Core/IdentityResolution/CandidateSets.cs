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
    // By root, with those that were said once and are not any more.
    private readonly BirthDates _born = new();

    public void Add(int node, int birthDate)
    {
        _parent[node] = node;
        _born[node] = birthDate;
    }

    /// <summary>Of whoever is erased no date stays, only that there may be several.</summary>
    public void ForgetBirth(int node)
    {
        var root = Find(node);
        if (node != root) _born[node] = 0;
        if (_born[root] != 0) Bear(root, BirthDates.Several, BirthDates.Several);
    }

    /// <summary>A birth date was said of one of them.</summary>
    public void Bear(int node, int date) => Bear(Find(node), _born[Find(node)], date);

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
        if (rootA != rootB) Bear(root, _born[rootA], _born[rootB]);
        return new CandidateUnion(_state[root], edges, stateA.HasFlag(CandidateState.Oversize), stateB.HasFlag(CandidateState.Oversize));
    }

    public CandidateState StateOf(int node) => _state[Find(node)];

    public void Set(int node, CandidateState state) => _state[Find(node)] |= state;

    /// <summary>What its last fold found. A set that is torn may be several by now, of which one was folded: it stays what any of them was.</summary>
    public void SetFolded(int node, bool conflicted, bool oversize, bool mixed)
    {
        ref var state = ref _state.At(Find(node));
        if (mixed) state |= CandidateState.Mixed;
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
        _born.Adopt(saved._born);
    }

    public Action<BinaryWriter> Freeze() => Frozen.All(_parent.Freeze(), _state.Freeze(), _edges.Freeze(), _born.Freeze());

    public void Load(BinaryReader reader)
    {
        _parent.Load(reader);
        _state.Load(reader);
        _edges.Load(reader);
        _born.Load(reader);
    }

    private void Bear(int root, int one, int other)
    {
        _born[root] = BirthDates.Together(one, other);
        if (_born[root] == BirthDates.Several) _state[root] |= CandidateState.Born;
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

    /// <summary>Several birth dates were said in it, so whether an edge counts depends on who is on either side by its turn.</summary>
    Born = 32,

    /// <summary>Somebody in it was joined on purpose with another one's birth date: no edge's outcome can be told without folding all of them.</summary>
    Mixed = 64,
}
