using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Identifiers by the number that they were born with. Numbers lie dense from 1, so arrays are indexed by them.</summary>
/// <param name="finds">Whether <see cref="TryFind"/> will be asked: it takes as much memory as all else here.</param>
internal sealed class NodeTable
{
    // Where a node was that nobody finds any more.
    private const int Forgotten = -1;

    private readonly bool _finds;
    private readonly List<string> _namespaces =
    [
        IdentifierNamespace.UserId, IdentifierNamespace.AnonymousId, IdentifierNamespace.DeviceId, IdentifierNamespace.Email,
        IdentifierNamespace.Phone,
    ];

    private readonly Dictionary<string, int> _namespaceCodes = new(IdentifierKey.Comparer);
    private readonly NodeTexts _values = new();
    private readonly PagedArray<ushort> _codes = new();
    // Only for a table that finds: nodes by the hash of their key, found by trying one place after the other. 0 is free.
    private int[] _slots = [];
    private readonly PagedArray<int> _hashes = new();
    private int _taken;

    public NodeTable(bool finds)
    {
        _finds = finds;
        for (var code = 0; code < _namespaces.Count; code++) _namespaceCodes[_namespaces[code]] = code;
        if (finds) _slots = new int[128];
    }

    public int Count { get; private set; }

    /// <returns>False when the node was there already.</returns>
    /// <exception cref="InvalidOperationException">The identifier has another number: the log contradicts itself.</exception>
    public bool Add(int node, Identifier identifier)
    {
        if (Contains(node)) return false;

        var code = CodeOf(identifier.Namespace);
        if (_finds) AddKey(node, code, identifier.Value);
        _values.Add(node, identifier.Value);
        _codes[node] = (ushort)code;
        Count++;
        return true;
    }

    /// <summary>Forgets the identifier: it may be born again under another number.</summary>
    public void Remove(int node)
    {
        if (_finds) _slots[SlotOf(node)] = Forgotten;
        _values.Remove(node);
        Count--;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        writer.Write(_namespaces.Count);
        foreach (var name in _namespaces) writer.Write(name);
        _codes.Save(writer);
        _values.Save(writer);
    }

    /// <summary>Fills this one, which is new and finds nothing.</summary>
    public void Load(BinaryReader reader)
    {
        Count = reader.ReadInt32();
        for (var (code, count) = (0, reader.ReadInt32()); code < count; code++)
        {
            if (reader.ReadString() is var name && code >= _namespaces.Count) CodeOf(name);
        }

        _codes.Load(reader);
        _values.Load(reader);
    }

    public bool Contains(long number) => number is > 0 and <= int.MaxValue && _values.Has((int)number);

    public bool IsUser(int node) => _codes[node] == 0 && _values.Has(node);

    public int Priority(int node) => IdentifierKey.Priority(_namespaces[_codes[node]]);

    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public Identifier IdentifierOf(int node) => new(_namespaces[_codes[node]], _values[node]);

    public bool TryFind(string @namespace, string value, out int node)
    {
        node = 0;
        if (!_finds) throw new InvalidOperationException("This graph was made to find nothing by name.");
        if (!_namespaceCodes.TryGetValue(@namespace, out var code)) return false;

        var normal = IdentifierKey.Normalise(_namespaces[code], value);
        node = Find(code, normal, HashOf(code, normal));
        return node != 0;
    }

    /// <summary>Priority, then namespace, then value: the same however and whenever the nodes arrived.</summary>
    public int Compare(int left, int right)
    {
        if (left == right) return 0;
        var byPriority = Priority(left).CompareTo(Priority(right));
        if (byPriority != 0) return byPriority;
        var byNamespace = IdentifierKey.Comparer.Compare(_namespaces[_codes[left]], _namespaces[_codes[right]]);
        return byNamespace != 0 ? byNamespace : IdentifierKey.Comparer.Compare(NormalForm(left), NormalForm(right));
    }

    private void AddKey(int node, int code, string value)
    {
        var normal = IdentifierKey.Normalise(_namespaces[code], value);
        var hash = HashOf(code, normal);
        if (Find(code, normal, hash) is not 0 and var known)
            throw new InvalidOperationException($"An identifier of namespace {_namespaces[code]} was born as {known} and comes again as {node}.");

        _hashes[node] = hash;
        if (++_taken * 2 > _slots.Length) Grow();
        Place(node);
    }

    /// <returns>0 when there is none.</returns>
    private int Find(int code, string normal, int hash)
    {
        for (var slot = hash & (_slots.Length - 1); _slots[slot] is not 0 and var node; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (node != Forgotten && _hashes[node] == hash && _codes[node] == code && IdentifierKey.Comparer.Equals(NormalForm(node), normal)) return node;
        }

        return 0;
    }

    private int SlotOf(int node)
    {
        var slot = _hashes[node] & (_slots.Length - 1);
        while (_slots[slot] != node) slot = (slot + 1) & (_slots.Length - 1);
        return slot;
    }

    private void Place(int node)
    {
        var slot = _hashes[node] & (_slots.Length - 1);
        while (_slots[slot] != 0) slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = node;
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new int[before.Length * 2];
        _taken = 1;
        foreach (var node in before)
        {
            if (node is 0 or Forgotten) continue;

            Place(node);
            _taken++;
        }
    }

    private static int HashOf(int code, string normal) => HashCode.Combine(code, IdentifierKey.Comparer.GetHashCode(normal));

    private string NormalForm(int node) => IdentifierKey.Normalise(_namespaces[_codes[node]], _values[node]);

    private int CodeOf(string @namespace)
    {
        if (_namespaceCodes.TryGetValue(@namespace, out var code)) return code;

        code = _namespaces.Count;
        if (code > ushort.MaxValue) throw new InvalidOperationException("More than 65,535 identifier namespaces.");
        _namespaces.Add(@namespace);
        _namespaceCodes.Add(@namespace, code);
        return code;
    }
}
