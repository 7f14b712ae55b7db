using System.Runtime.InteropServices;
using CdpStudio.Core.Facts;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Folds all edges of one candidate component in canonical order: each joins its ends, unless that would put different user ids into
/// one component and nobody asked for it.
/// </summary>
internal sealed class ComponentFold(NodeTable nodes, EdgeTable edges)
{
    private readonly List<int> _found = [];
    private readonly List<int> _edges = [];
    private readonly Dictionary<int, int> _index = [];

    /// <summary>Components that the last run found.</summary>
    public int Components { get; private set; }

    public void Run(int start, ComponentTable components, List<ComponentChange> changes)
    {
        Collect(start);
        _edges.Sort(edges.Compare);

        var parents = new int[_found.Count];
        var hasUser = new bool[_found.Count];
        for (var i = 0; i < parents.Length; i++) (parents[i], hasUser[i]) = (i, nodes.IsUser(_found[i]));

        Components = _found.Count;
        foreach (var edge in CollectionsMarshal.AsSpan(_edges))
        {
            var (a, b, kind) = edges[edge];
            var rootA = Find(parents, _index[a]);
            var rootB = Find(parents, _index[b]);
            if (rootA == rootB || (kind != EdgeKind.Alias && hasUser[rootA] && hasUser[rootB])) continue;

            parents[rootB] = rootA;
            hasUser[rootA] |= hasUser[rootB];
            Components--;
        }

        for (var i = 0; i < parents.Length; i++) parents[i] = Find(parents, i);
        components.Replace(_found, parents, nodes.IsUser, changes);
    }

    private void Collect(int start)
    {
        _found.Clear();
        _edges.Clear();
        _index.Clear();
        _found.Add(start);
        _index.Add(start, 0);

        for (var i = 0; i < _found.Count; i++)
        {
            var node = _found[i];
            for (var edge = edges.FirstOf(node); edge != EdgeTable.None; edge = edges.NextOf(node, edge))
            {
                var other = edges.OtherEnd(node, edge);
                if (_index.TryAdd(other, _found.Count)) _found.Add(other);
                if (edges[edge].A == node) _edges.Add(edge);
            }
        }
    }

    private static int Find(int[] parents, int index)
    {
        while (parents[index] != index)
        {
            parents[index] = parents[parents[index]];
            index = parents[index];
        }

        return index;
    }
}
