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

    public void Add(int node) => _parent[node] = node;

    /// <returns>What held of either set, and holds of both together now.</returns>
    public CandidateState Union(int a, int b)
    {
        var rootA = Find(a);
        var rootB = Find(b);
        var state = _state[rootA] | _state[rootB];
        _parent[Math.Max(rootA, rootB)] = Math.Min(rootA, rootB);
        _state[Math.Min(rootA, rootB)] = state;
        return state;
    }

    public void Set(int node, CandidateState state) => _state[Find(node)] |= state;

    /// <summary>Not for a set that is conflicted for good.</summary>
    public void SetConflicted(int node, bool conflicted)
    {
        ref var state = ref _state.At(Find(node));
        state = conflicted || (state & CandidateState.Torn) != 0 ? state | CandidateState.Conflicted : state & ~CandidateState.Conflicted;
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(CandidateSets saved)
    {
        _parent.Adopt(saved._parent);
        _state.Adopt(saved._state);
    }

    public Action<BinaryWriter> Freeze() => Frozen.All(_parent.Freeze(), _state.Freeze());

    public void Load(BinaryReader reader)
    {
        _parent.Load(reader);
        _state.Load(reader);
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
}
