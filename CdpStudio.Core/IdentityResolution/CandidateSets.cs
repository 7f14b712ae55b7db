namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Nodes that any edges connect, used or left out. While a set is not conflicted it is exactly one component, and a new edge needs no
/// look at the others.
/// </summary>
internal sealed class CandidateSets
{
    private int[] _parent = new int[64];
    private bool[] _conflicted = new bool[64];

    public void Add(int node)
    {
        if (node >= _parent.Length)
        {
            var size = Math.Max(node + 1, _parent.Length * 2);
            Array.Resize(ref _parent, size);
            Array.Resize(ref _conflicted, size);
        }

        _parent[node] = node;
    }

    /// <returns>Whether either set was conflicted.</returns>
    public bool Union(int a, int b)
    {
        var rootA = Find(a);
        var rootB = Find(b);
        var conflicted = _conflicted[rootA] | _conflicted[rootB];
        _parent[Math.Max(rootA, rootB)] = Math.Min(rootA, rootB);
        _conflicted[Math.Min(rootA, rootB)] = conflicted;
        return conflicted;
    }

    public void SetConflicted(int node, bool conflicted) => _conflicted[Find(node)] = conflicted;

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
