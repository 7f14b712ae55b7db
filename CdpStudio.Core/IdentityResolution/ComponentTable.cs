using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Components as a label per node, the lowest number, and a ring through their members.</summary>
internal sealed class ComponentTable(NodeTable nodes)
{
    private readonly PagedArray<int> _label = new();
    private readonly PagedArray<int> _next = new();
    private readonly ValueCounts _values = new(nodes);
    private readonly BirthDates _born = new();

    public int Count { get; private set; }

    public void Add(int node)
    {
        _label[node] = node;
        _next[node] = node;
        Begin(node);
        Count++;
    }

    /// <summary>Takes some of a component away; whoever is left stands alone.</summary>
    /// <param name="members">All of it.</param>
    /// <returns>Who is left.</returns>
    public List<int> TakeOut(List<int> members, HashSet<int> gone)
    {
        var left = members.FindAll(m => !gone.Contains(m));
        // Also what a part of it was before they came together.
        foreach (var node in members) _born[node] = 0;
        foreach (var node in left) Add(node);
        Count--;
        return left;
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(ComponentTable saved)
    {
        _label.Adopt(saved._label);
        _next.Adopt(saved._next);
        _values.Adopt(saved._values);
        _born.Adopt(saved._born);
    }

    public Action<BinaryWriter> Freeze()
    {
        var count = Count;
        return Frozen.All(writer => writer.Write(count), _label.Freeze(), _next.Freeze(), _values.Freeze(), _born.Freeze());
    }

    public void Load(BinaryReader reader)
    {
        Count = reader.ReadInt32();
        _label.Load(reader);
        _next.Load(reader);
        _values.Load(reader);
        _born.Load(reader);
    }

    public int LabelOf(int node) => _label[node];

    public int NextOf(int node) => _next[node];

    public bool IsAlone(int node) => _next[node] == node;

    /// <summary>The first namespace of which two components have values each, and together more than its limit allows at any time.</summary>
    public NamespaceRule? Exceeded(int a, int b) => _values.Exceeded(_label[a], _label[b]);

    /// <summary>Whether a limit within a period is passed, unless the values came far enough apart.</summary>
    public bool IsOverPeriod(int node) => _values.IsOverPeriod(_label[node]);

    /// <summary>Whether it may be that birth dates of two components are two people's; always when one of them has several.</summary>
    public bool MayBePartedByBirth(int a, int b) => BirthDates.MayPart(_born[_label[a]], _born[_label[b]]);

    /// <summary>The first birth date was said of a node of a component.</summary>
    /// <returns>False when it may be another one's than the component's others; then nothing is done.</returns>
    public bool TryBear(int node, int date)
    {
        var label = _label[node];
        if (BirthDates.MayPart(_born[label], date)) return false;

        _born.Include(label, date);
        return true;
    }

    /// <summary>Makes two different components one; costs the size of the one whose label changes.</summary>
    public void Join(int a, int b, List<ComponentChange> changes)
    {
        var (kept, gone) = _label[a] < _label[b] ? (_label[a], _label[b]) : (_label[b], _label[a]);
        var start = _label[a] == gone ? a : b;
        var member = start;
        do
        {
            _label[member] = kept;
            changes.Add(new ComponentChange(new ProfileId(member), new ProfileId(gone), new ProfileId(kept)));
            member = _next[member];
        }
        while (member != start);

        (_next[a], _next[b]) = (_next[b], _next[a]);
        _values.Join(kept, gone);
        _born.Include(kept, _born[gone]);
        Count--;
    }

    /// <summary>Gives <paramref name="whole"/>, which are whole components before and after, new labels.</summary>
    /// <param name="roots">One index into <paramref name="whole"/> per node, the same for all nodes of a component.</param>
    public void Replace(List<int> whole, ReadOnlySpan<int> roots, List<ComponentChange> changes)
    {
        var lowest = new Dictionary<int, int>();
        for (var i = 0; i < whole.Count; i++)
        {
            lowest[roots[i]] = lowest.TryGetValue(roots[i], out var low) ? Math.Min(low, whole[i]) : whole[i];
            if (_label[whole[i]] == whole[i]) Count--;
        }

        Count += lowest.Count;
        foreach (var label in lowest.Values)
        {
            _next[label] = label;
            Begin(label);
        }

        for (var i = 0; i < whole.Count; i++)
        {
            var node = whole[i];
            var label = lowest[roots[i]];
            if (_label[node] != label) changes.Add(new ComponentChange(new ProfileId(node), new ProfileId(_label[node]), new ProfileId(label)));
            _label[node] = label;
            if (node == label) continue;

            _next[node] = _next[label];
            _next[label] = node;
            _values.Include(label, node);
            _born.Include(label, nodes.BirthDates.Of(node));
        }
    }

    private void Begin(int node)
    {
        _values.Begin(node);
        _born[node] = nodes.BirthDates.Of(node);
    }
}
