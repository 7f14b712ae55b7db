using System.Runtime.InteropServices;
using CdpStudio.Core.Facts;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Folds all edges of one candidate component in canonical order: each joins its ends, unless that would put different user ids into
/// one component and nobody asked for it, or a fence stands between them.
/// </summary>
internal sealed class ComponentFold(NodeTable nodes, EdgeTable edges, FenceTable fences)
{
    private readonly List<int> _found = [];
    private readonly List<int> _edges = [];
    private readonly Dictionary<int, int> _index = [];

    /// <summary>Nodes that the last run told apart.</summary>
    public IReadOnlyList<int> Found => _found;

    /// <summary>Components that the last run found.</summary>
    public int Components { get; private set; }

    public void Run(int start, ComponentTable components, List<ComponentChange> changes)
    {
        Collect(start);
        _edges.Sort(edges.Compare);

        var parents = new int[_found.Count];
        var hasUser = new bool[_found.Count];
        var fenced = new List<int>?[_found.Count];
        for (var i = 0; i < parents.Length; i++)
        {
            (parents[i], hasUser[i]) = (i, nodes.IsUser(_found[i]));
            if (fences.IsFenced(_found[i])) fenced[i] = [_found[i]];
        }

        Components = _found.Count;
        foreach (var edge in CollectionsMarshal.AsSpan(_edges))
        {
            var (a, b, kind) = edges[edge];
            var rootA = Find(parents, _index[a]);
            var rootB = Find(parents, _index[b]);
            if (rootA == rootB || (kind != EdgeKind.Alias && hasUser[rootA] && hasUser[rootB])) continue;
            if (IsFenceBetween(fenced[rootA], rootB, parents)) continue;

            parents[rootB] = rootA;
            hasUser[rootA] |= hasUser[rootB];
            if (fenced[rootB] is { } more) (fenced[rootA] ??= []).AddRange(more);
            Components--;
        }

        for (var i = 0; i < parents.Length; i++) parents[i] = Find(parents, i);
        components.Replace(_found, parents, nodes.IsUser, changes);
    }

    private bool IsFenceBetween(List<int>? fenced, int root, int[] parents)
    {
        if (fenced is null) return false;

        foreach (var node in fenced)
        {
            foreach (var other in fences.Of(node))
            {
                if (_index.TryGetValue(other, out var index) && Find(parents, index) == root) return true;
            }
        }

        return false;
    }

    /// <summary>Through cut edges too: what they connected until now has to be found whole.</summary>
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
                if (edges.IsGone(edge)) continue;

                var other = edges.OtherEnd(node, edge);
                if (_index.TryAdd(other, _found.Count)) _found.Add(other);
                if (edges[edge].A == node && edges.Stands(edge)) _edges.Add(edge);
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
