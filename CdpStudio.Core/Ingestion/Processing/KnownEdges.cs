using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// The lowest sighting of each pair of identifiers in the canonical order. Most identifiers are born into one pair with an older one; those
/// take no memory, any further pair 7 to 13 bytes.
/// </summary>
/// <param name="folder">Where pairs lie in files.</param>
internal sealed class KnownEdges(string folder) : IDisposable
{
    public const int None = -1;

    private const long Never = long.MaxValue;

    private readonly FileArray<Edge> _edges = new(folder);
    private readonly HashSet<int> _aliased = [];
    // By the higher number of a pair: its first pair's place plus one, below 0 when it has others too.
    private readonly FileArray<int> _first = new(folder);
    // Places plus one of all pairs that are not the first of their higher number.
    private readonly SlotTable _others = new();
    private int _count;

    public bool HasAliases => _aliased.Count > 0;

    /// <summary>Whether an alias named the number.</summary>
    public bool HasAlias(int number) => _aliased.Contains(number);

    /// <returns>The pair's place, dense from 0 and never changed; <see cref="None"/> when it was never seen.</returns>
    public int Find(int a, int b)
    {
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        var first = _first[high];
        if (first == 0) return None;
        if (Is(Math.Abs(first) - 1, low, high)) return Math.Abs(first) - 1;
        if (first > 0) return None;

        var others = _others.Of(HashOf(low, high));
        while (others.MoveNext())
        {
            if (Is(others.Current - 1, low, high)) return others.Current - 1;
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
        var (low, high) = (Math.Min(a, b), Math.Max(a, b));
        _edges[edge] = new Edge { Low = low, High = high, Kind = kind, Timestamp = timestamp, Source = source };
        if (kind == EdgeKind.Alias) _aliased.UnionWith([a, b]);
        if (isNew) Place(edge, low, high);
        return edge;
    }

    /// <summary>What was seen of the pair so far counts no more: whatever is seen from now on says something new.</summary>
    public void Cut(int a, int b)
    {
        if (Find(a, b) is not None and var edge)
            _edges[edge] = new Edge { Low = Math.Min(a, b), High = Math.Max(a, b), Kind = EdgeKind.Seen, Timestamp = Never, Source = int.MaxValue };
    }

    /// <summary>Whether the pair was not seen since it was cut.</summary>
    public bool IsCut(int edge) => edge != None && _edges[edge].Timestamp == Never;

    public void Dispose()
    {
        _edges.Dispose();
        _first.Dispose();
    }

    private bool Is(int edge, int low, int high) => _edges[edge] is var known && known.Low == low && known.High == high;

    private void Place(int edge, int low, int high)
    {
        if (_first[high] is not 0 and var first)
        {
            if (first > 0) _first[high] = -first;
            if (_others.IsFull) Grow();
            _others.Add(HashOf(low, high), edge + 1);
        }
        else
        {
            _first[high] = edge + 1;
        }
    }

    private void Grow()
    {
        var (numbers, page, from) = (_others.Numbers, new Edge[FileArray<Edge>.PageSize], -1);
        _others.Clear();
        foreach (var number in numbers)
        {
            var edge = number - 1;
            if (from < 0 || edge >= from + page.Length) _edges.CopyTo(from = edge, page);
            _others.Add(HashOf(page[edge - from].Low, page[edge - from].High), number);
        }
    }

    // Numbers lie dense, and the table takes bits of both halves: each has to depend on all of both (the finalizer of MurmurHash3).
    private static ulong HashOf(int low, int high)
    {
        var mixed = ((ulong)(uint)low << 32) | (uint)high;
        mixed = unchecked((mixed ^ (mixed >> 33)) * 0xFF51_AFD7_ED55_8CCD);
        mixed = unchecked((mixed ^ (mixed >> 33)) * 0xC4CE_B9FE_1A85_EC53);
        return mixed ^ (mixed >> 33);
    }

    private struct Edge
    {
        public long Timestamp;
        public int Low;
        public int High;
        public int Source;
        public EdgeKind Kind;
    }
}
