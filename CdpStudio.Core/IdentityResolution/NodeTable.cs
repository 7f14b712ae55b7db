using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>Identifiers by the number that they were born with. Numbers lie dense from 1, so arrays are indexed by them.</summary>
internal sealed class NodeTable
{
    private readonly List<string> _namespaces = [];
    private readonly List<(int Priority, int Limit)> _ruled = [];
    private readonly Dictionary<string, int> _namespaceCodes = new(IdentifierKey.Comparer);
    private readonly PagedArray<ushort> _codes = new();

    public NodeTable(IdentityRules rules)
    {
        Rules = rules;
        foreach (var name in IdentifierNamespace.FromTheStart) CodeOf(name);
    }

    public IdentityRules Rules { get; private set; }

    public int Count { get; private set; }

    public NodeTexts Values { get; } = new();

    /// <summary>Which of them are one value.</summary>
    public SpellingTable Spellings { get; } = new();

    /// <summary>What was said of each, also of those that nothing has introduced yet.</summary>
    public BirthDateTable BirthDates { get; } = new();

    /// <returns>False when the node was there already.</returns>
    public bool Add(int node, Identifier identifier)
    {
        if (Contains(node)) return false;

        var code = CodeOf(identifier.Namespace);
        Values.Add(node, identifier.Value);
        _codes[node] = (ushort)code;
        Count++;
        if (Rules.MayBeOne(identifier.Namespace) && !Rules.IsBlocked(identifier)) Spellings.Add(node, KeyOf(node), KeyOf);
        return true;
    }

    /// <summary>Forgets the identifier: it may be born again under another number.</summary>
    public void Remove(int node)
    {
        Spellings.Remove(node);
        Values.Remove(node);
        Count--;
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(NodeTable saved)
    {
        _codes.Adopt(saved._codes);
        Values.Adopt(saved.Values);
        Spellings.Adopt(saved.Spellings);
        BirthDates.Adopt(saved.BirthDates);
    }

    public Action<BinaryWriter> Freeze() => Frozen.All(
        Frozen.Copy(writer =>
        {
            writer.Write(Count);
            writer.Write(_namespaces.Count);
            foreach (var name in _namespaces) writer.Write(name);
        }),
        _codes.Freeze(),
        Values.Freeze(),
        Spellings.Freeze(),
        BirthDates.Freeze());

    /// <summary>Fills this one, which is new.</summary>
    /// <param name="rules">Those that what is read was made by.</param>
    public void Load(BinaryReader reader, IdentityRules rules)
    {
        Rules = rules;
        for (var code = 0; code < _namespaces.Count; code++) _ruled[code] = Ruled(_namespaces[code]);
        Count = reader.ReadInt32();
        for (var (code, count) = (0, reader.ReadInt32()); code < count; code++)
        {
            if (reader.ReadString() is var name && code >= _namespaces.Count) CodeOf(name);
        }

        _codes.Load(reader);
        Values.Load(reader);
        Spellings.Load(reader);
        BirthDates.Load(reader);
    }

    public bool Contains(long number) => number is > 0 and <= int.MaxValue && Values.Has((int)number);

    public bool IsUser(int node) => _codes[node] == 0 && Values.Has(node);

    public int Priority(int node) => _ruled[_codes[node]].Priority;

    /// <summary>
    /// The place of the node's namespace among those of <see cref="IdentityRules.Limited"/>; -1 where there is no limit, and where another node
    /// stands for the same value.
    /// </summary>
    public int LimitOf(int node) => Spellings.FirstOf(node) == node ? _ruled[_codes[node]].Limit : -1;

    /// <exception cref="ArgumentOutOfRangeException">There is no such node.</exception>
    public Identifier IdentifierOf(int node) => new(_namespaces[_codes[node]], Values[node]);

    /// <summary>Priority, then namespace, then value: the same however and whenever the nodes arrived.</summary>
    public int Compare(int left, int right)
    {
        if (left == right) return 0;
        var byPriority = Priority(left).CompareTo(Priority(right));
        if (byPriority != 0) return byPriority;
        var byNamespace = IdentifierKey.Comparer.Compare(_namespaces[_codes[left]], _namespaces[_codes[right]]);
        return byNamespace != 0 ? byNamespace : IdentifierKey.Comparer.Compare(BirthForm(left), BirthForm(right));
    }

    private string BirthForm(int node) => Rules.BirthForm(_namespaces[_codes[node]], Values[node]);

    private string KeyOf(int node) => _codes[node] + ":" + StudioText.Key(Rules.NormalForm(_namespaces[_codes[node]], Values[node]));

    private int CodeOf(string @namespace)
    {
        if (_namespaceCodes.TryGetValue(@namespace, out var code)) return code;

        code = _namespaces.Count;
        if (code > ushort.MaxValue) throw new InvalidOperationException("More than 65,535 identifier namespaces.");
        _namespaces.Add(@namespace);
        _ruled.Add(Ruled(@namespace));
        _namespaceCodes.Add(@namespace, code);
        return code;
    }

    private (int Priority, int Limit) Ruled(string @namespace) =>
        (Rules.PriorityOf(@namespace), Rules.Limited.ToList().FindIndex(l => IdentifierKey.Comparer.Equals(l.Namespace, @namespace)));
}
