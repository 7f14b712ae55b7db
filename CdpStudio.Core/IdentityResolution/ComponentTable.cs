using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Components as a label per node, the lowest number, and a ring through their members.</summary>
internal sealed class ComponentTable
{
    private readonly PagedArray<int> _label = new();
    private readonly PagedArray<int> _next = new();
    private readonly PagedArray<bool> _hasUser = new();

    public int Count { get; private set; }

    public void Add(int node, bool isUser)
    {
        _label[node] = node;
        _next[node] = node;
        _hasUser[node] = isUser;
        Count++;
    }

    /// <summary>Takes some of a component away; whoever is left stands alone.</summary>
    /// <param name="members">All of it.</param>
    /// <returns>Who is left.</returns>
    public List<int> TakeOut(List<int> members, HashSet<int> gone, Func<int, bool> isUser)
    {
        var left = members.FindAll(m => !gone.Contains(m));
        foreach (var node in left) Add(node, isUser(node));
        Count--;
        return left;
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(ComponentTable saved)
    {
        _label.Adopt(saved._label);
        _next.Adopt(saved._next);
        _hasUser.Adopt(saved._hasUser);
    }

    public Action<BinaryWriter> Freeze()
    {
        var count = Count;
        return Frozen.All(writer => writer.Write(count), _label.Freeze(), _next.Freeze(), _hasUser.Freeze());
    }

    public void Load(BinaryReader reader)
    {
        Count = reader.ReadInt32();
        _label.Load(reader);
        _next.Load(reader);
        _hasUser.Load(reader);
    }

    public int LabelOf(int node) => _label[node];

    public int NextOf(int node) => _next[node];

    public bool HasUser(int node) => _hasUser[_label[node]];

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
        _hasUser[kept] |= _hasUser[gone];
        Count--;
    }

    /// <summary>Gives <paramref name="nodes"/>, which are whole components before and after, new labels.</summary>
    /// <param name="roots">One index into <paramref name="nodes"/> per node, the same for all nodes of a component.</param>
    /// <param name="isUser">Whether a node is a user id.</param>
    public void Replace(List<int> nodes, ReadOnlySpan<int> roots, Func<int, bool> isUser, List<ComponentChange> changes)
    {
        var lowest = new Dictionary<int, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            lowest[roots[i]] = lowest.TryGetValue(roots[i], out var low) ? Math.Min(low, nodes[i]) : nodes[i];
            if (_label[nodes[i]] == nodes[i]) Count--;
        }

        Count += lowest.Count;
        foreach (var label in lowest.Values) (_next[label], _hasUser[label]) = (label, isUser(label));

        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            var label = lowest[roots[i]];
            if (_label[node] != label) changes.Add(new ComponentChange(new ProfileId(node), new ProfileId(_label[node]), new ProfileId(label)));
            _label[node] = label;
            if (node == label) continue;

            _next[node] = _next[label];
            _next[label] = node;
            _hasUser[label] |= isUser(node);
        }
    }
}
