using System.Runtime.InteropServices;
using CdpStudio.Core.Facts;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Folds all edges of one candidate component in canonical order, after what is one value is one: each joins its ends, unless that would put more values into one component
/// than a limit allows or bring two people's birth dates together and nobody asked for it, or a fence stands between them. Where they come apart and there are more than
/// <paramref name="mostEdges"/>, only aliases and the edge by which each identifier first met a user id are folded: a steward has to look.
/// </summary>
internal sealed class ComponentFold(NodeTable nodes, EdgeTable edges, FenceTable fences, int mostEdges)
{
    private readonly List<int> _found = [];
    private readonly List<long> _firstSeen = [];
    private readonly List<int> _edges = [];
    private readonly Dictionary<int, int> _index = [];

    /// <summary>Nodes that the last run told apart.</summary>
    public IReadOnlyList<int> Found => _found;

    /// <summary>Components that the last run found.</summary>
    public int Components { get; private set; }

    /// <summary>Whether the last run left out what there was too much of.</summary>
    public bool IsOversize { get; private set; }

    /// <summary>Whether in the last run anybody had two people's birth dates, because somebody joined them on purpose.</summary>
    public bool IsMixed { get; private set; }

    public void Run(int start, ComponentTable components, List<ComponentChange> changes)
    {
        IsMixed = false;
        Collect(start, EdgeTable.None);
        _edges.Sort(edges.Compare);
        var parents = Fold();
        IsOversize = Components > 1 && _edges.Count > mostEdges;
        if (IsOversize) parents = FoldClaims();
        Replace(parents, components, changes);
    }

    /// <summary>Folds what has become part of an oversize candidate component, which is decided already.</summary>
    /// <param name="bridge">The edge that made it so.</param>
    public void RunApart(int start, int bridge, ComponentTable components, List<ComponentChange> changes)
    {
        Collect(start, bridge);
        _edges.Sort(edges.Compare);
        Replace(FoldClaims(), components, changes);
    }

    private int[] FoldClaims()
    {
        _edges.RemoveAll(edge => edges[edge].Kind != EdgeKind.Alias && !edges.IsClaim(edge));
        return Fold();
    }

    private void Replace(int[] parents, ComponentTable components, List<ComponentChange> changes)
    {
        for (var i = 0; i < parents.Length; i++) parents[i] = Find(parents, i);
        components.Replace(_found, parents, changes);
    }

    private int[] Fold()
    {
        var parents = new int[_found.Count];
        var limits = new ValueLimits(nodes.Rules, _found.Count);
        var fenced = new List<int>?[_found.Count];
        var births = new GroupBirths(_found.Count);
        Components = _found.Count;
        // Those that are one value first: nothing keeps them apart.
        for (var i = 0; i < parents.Length; i++)
        {
            parents[i] = _index[nodes.Spellings.FirstOf(_found[i])];
            if (parents[i] == i) continue;

            _firstSeen[parents[i]] = Math.Min(_firstSeen[parents[i]], _firstSeen[i]);
            Components--;
        }

        for (var i = 0; i < parents.Length; i++)
        {
            limits.Add(i, nodes.LimitOf(_found[i]), _firstSeen[i]);
            if (fences.IsFenced(_found[i])) (fenced[parents[i]] ??= []).Add(_found[i]);
            if (nodes.BirthDates.Of(_found[i]) is > 0 and var date) births.Include(parents[i], date);
        }

        foreach (var edge in CollectionsMarshal.AsSpan(_edges))
        {
            var (a, b, kind) = edges[edge];
            var rootA = Find(parents, _index[a]);
            var rootB = Find(parents, _index[b]);
            if (rootA == rootB || (kind != EdgeKind.Alias && (limits.Refuse(rootA, rootB) || births.AreTwoPeoples(rootA, rootB)))) continue;
            if (IsFenceBetween(fenced[rootA], rootB, parents)) continue;

            parents[rootB] = rootA;
            limits.Join(rootA, rootB);
            if (fenced[rootB] is { } more) (fenced[rootA] ??= []).AddRange(more);
            births.Join(rootA, rootB);
            Components--;
        }

        IsMixed |= births.IsMixed;
        return parents;
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
    /// <param name="without">An edge to pass over.</param>
    private void Collect(int start, int without)
    {
        _found.Clear();
        _firstSeen.Clear();
        _edges.Clear();
        _index.Clear();
        _found.Add(start);
        _index.Add(start, 0);

        for (var i = 0; i < _found.Count; i++)
        {
            var node = _found[i];
            var firstSeen = long.MaxValue;
            for (var edge = edges.FirstOf(node); edge != EdgeTable.None; edge = edges.NextOf(node, edge))
            {
                if (edge == without || edges.IsGone(edge)) continue;

                var other = edges.OtherEnd(node, edge);
                if (_index.TryAdd(other, _found.Count)) _found.Add(other);
                if (!edges.Stands(edge)) continue;

                firstSeen = Math.Min(firstSeen, edges.TimestampOf(edge));
                if (edges[edge].A == node) _edges.Add(edge);
            }

            _firstSeen.Add(firstSeen);
            for (var other = nodes.Spellings.NextOf(node); other != node; other = nodes.Spellings.NextOf(other))
            {
                if (_index.TryAdd(other, _found.Count)) _found.Add(other);
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
