using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>The lowest sighting of each pair of identifiers in the canonical order, about 30 bytes a pair.</summary>
internal sealed class KnownEdges
{
    public const int None = -1;

    private readonly PagedArray<Edge> _edges = new();
    private readonly HashSet<int> _aliased = [];
    // Edges plus one by their pair, found by trying one place after the other, at most three quarters full. 0 is free.
    private int[] _slots = new int[64];
    private int _count;

    public bool HasAliases => _aliased.Count > 0;

    /// <summary>Whether an alias named the number.</summary>
    public bool HasAlias(int number) => _aliased.Contains(number);

    /// <returns>The pair's place, dense from 0 and never changed; <see cref="None"/> when it was never seen.</returns>
    public int Find(int a, int b)
    {
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        for (var slot = SlotOf(low, high); _slots[slot] is not 0 and var edge; slot = Next(slot))
        {
            if (_edges[edge - 1] is var known && known.Low == low && known.High == high) return edge - 1;
        }

        return None;
    }

    /// <summary>Whether the pair was seen at this place of the canonical order, or at a lower one.</summary>
    public bool IsKnown(int edge, EdgeKind kind, long timestamp, int source) =>
        edge != None && _edges[edge] is var known && !IdentityGraph.IsLower((kind, timestamp, source), (known.Kind, known.Timestamp, known.Source));

    /// <param name="edge">As <see cref="Find"/> said.</param>
    /// <returns>The pair's place.</returns>
    public int Add(int edge, int a, int b, EdgeKind kind, long timestamp, int source)
    {
        if (IsKnown(edge, kind, timestamp, source)) return edge;

        var isNew = edge == None;
        if (isNew) edge = _count++;
        _edges.At(edge) = new Edge { Low = Math.Min(a, b), High = Math.Max(a, b), Kind = kind, Timestamp = timestamp, Source = source };
        if (kind == EdgeKind.Alias) _aliased.UnionWith([a, b]);
        if (!isNew) return edge;

        if (_count > _slots.Length / 4 * 3) Grow();
        else Place(edge);
        return edge;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        for (var edge = 0; edge < _count; edge++) Place(edge);
    }

    private void Place(int edge)
    {
        var slot = SlotOf(_edges[edge].Low, _edges[edge].High);
        while (_slots[slot] != 0) slot = Next(slot);
        _slots[slot] = edge + 1;
    }

    private int SlotOf(int low, int high) => HashCode.Combine(low, high) & (_slots.Length - 1);

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);

    private struct Edge
    {
        public long Timestamp;
        public int Low;
        public int High;
        public int Source;
        public EdgeKind Kind;
    }
}
