using System.Diagnostics.CodeAnalysis;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Identifiers by the number that they were born with. Numbers lie dense from 1, so arrays are indexed by them.</summary>
internal sealed class NodeTable
{
    private readonly List<string> _namespaces =
    [
        IdentifierNamespace.UserId, IdentifierNamespace.AnonymousId, IdentifierNamespace.DeviceId, IdentifierNamespace.Email,
        IdentifierNamespace.Phone,
    ];

    private readonly Dictionary<string, int> _namespaceCodes = new(IdentifierKey.Comparer);
    private readonly Dictionary<Key, int> _byKey = new(new KeyComparer());
    private string?[] _values = new string?[64];
    private ushort[] _codes = new ushort[64];

    public NodeTable()
    {
        for (var code = 0; code < _namespaces.Count; code++) _namespaceCodes[_namespaces[code]] = code;
    }

    public int Count => _byKey.Count;

    /// <summary>One above the highest number that has room.</summary>
    public int Capacity => _values.Length;

    /// <returns>False when the node was there already.</returns>
    /// <exception cref="InvalidOperationException">The identifier has another number: the log contradicts itself.</exception>
    public bool Add(int node, Identifier identifier)
    {
        if (node < _values.Length && _values[node] is not null) return false;

        var code = CodeOf(identifier.Namespace);
        var key = new Key(code, IdentifierKey.Normalise(_namespaces[code], identifier.Value));
        if (!_byKey.TryAdd(key, node))
        {
            throw new InvalidOperationException(
                $"An identifier of namespace {_namespaces[code]} was born as {_byKey[key]} and comes again as {node}.");
        }

        if (node >= _values.Length) Grow(node);
        _values[node] = identifier.Value;
        _codes[node] = (ushort)code;
        return true;
    }

    /// <summary>Forgets the identifier: it may be born again under another number.</summary>
    public void Remove(int node)
    {
        var code = _codes[node];
        _byKey.Remove(new Key(code, IdentifierKey.Normalise(_namespaces[code], _values[node]!)));
        _values[node] = null;
    }

    public bool Contains(long number) => number > 0 && number < _values.Length && _values[number] is not null;

    public bool IsUser(int node) => _codes[node] == 0 && _values[node] is not null;

    public int Priority(int node) => IdentifierKey.Priority(_namespaces[_codes[node]]);

    public Identifier IdentifierOf(int node) =>
        new(_namespaces[_codes[node]], _values[node] ?? throw new ArgumentOutOfRangeException(nameof(node), node, "No such identifier."));

    public bool TryFind(string @namespace, string value, out int node)
    {
        node = 0;
        return _namespaceCodes.TryGetValue(@namespace, out var code)
            && _byKey.TryGetValue(new Key(code, IdentifierKey.Normalise(_namespaces[code], value)), out node);
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

    private string NormalForm(int node) => IdentifierKey.Normalise(_namespaces[_codes[node]], _values[node]!);

    private int CodeOf(string @namespace)
    {
        if (_namespaceCodes.TryGetValue(@namespace, out var code)) return code;

        code = _namespaces.Count;
        if (code > ushort.MaxValue) throw new InvalidOperationException("More than 65,535 identifier namespaces.");
        _namespaces.Add(@namespace);
        _namespaceCodes.Add(@namespace, code);
        return code;
    }

    private void Grow(int node)
    {
        var size = Math.Max(node + 1, _values.Length * 2);
        Array.Resize(ref _values, size);
        Array.Resize(ref _codes, size);
    }

    private readonly record struct Key(int Namespace, string NormalForm);

    private sealed class KeyComparer : IEqualityComparer<Key>
    {
        public bool Equals(Key x, Key y) => x.Namespace == y.Namespace && IdentifierKey.Comparer.Equals(x.NormalForm, y.NormalForm);

        public int GetHashCode([DisallowNull] Key obj) =>
            HashCode.Combine(obj.Namespace, IdentifierKey.Comparer.GetHashCode(obj.NormalForm));
    }
}
