using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Identifiers that have numbers of their own and are one value by the rules, such as a phone number with and without its country: rings, of
/// which one stands for all. Others than those of <see cref="IdentityRules.MayBeOne"/> are not in it.
/// </summary>
internal sealed class SpellingTable
{
    // By node: 0 for one that is alone.
    private readonly PagedArray<int> _next = new();
    private readonly PagedArray<int> _first = new();
    // By node, 0 for one that is not here.
    private readonly PagedArray<uint> _hashes = new();
    private readonly SlotTable _byHash = new();
    private int _highest;

    /// <summary>The one that stands for the value; the node itself where it has no other.</summary>
    public int FirstOf(int node) => _first[node] is not 0 and var first ? first : node;

    /// <summary>Leads through all of one value and back; the node itself where it has no other.</summary>
    public int NextOf(int node) => _next[node] is not 0 and var next ? next : node;

    public bool IsAlone(int node) => _next[node] == 0;

    /// <param name="key">What one value has in common.</param>
    /// <param name="keyOf">The same of a node that is here.</param>
    /// <returns>False when no other is the same value.</returns>
    public bool Add(int node, string key, Func<int, string> keyOf)
    {
        var hash = HashOf(key);
        _hashes[node] = hash;
        _highest = Math.Max(_highest, node);
        var others = _byHash.Of(hash);
        while (others.MoveNext())
        {
            var other = others.Current;
            if (_hashes[other] != hash || keyOf(other) != key) continue;

            var first = FirstOf(other);
            (_first[node], _first[first]) = (first, first);
            (_next[node], _next[first]) = (NextOf(first), node);
            return true;
        }

        Enter(hash, node);
        return false;
    }

    /// <summary>Forgets the node; of those that are left the lowest stands for the value.</summary>
    public void Remove(int node)
    {
        if (_hashes[node] == 0) return;

        var (hash, wasFirst) = (_hashes[node], FirstOf(node) == node);
        _hashes[node] = 0;
        if (IsAlone(node)) return;

        var left = new List<int>();
        for (var other = NextOf(node); other != node; other = NextOf(other)) left.Add(other);
        (_next[node], _first[node]) = (0, 0);
        left.Sort();
        for (var i = 0; i < left.Count; i++)
        {
            _next[left[i]] = left.Count == 1 ? 0 : left[(i + 1) % left.Count];
            _first[left[i]] = left.Count == 1 ? 0 : wasFirst ? left[0] : FirstOf(left[i]);
        }

        if (wasFirst) Enter(hash, left[0]);
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(SpellingTable saved)
    {
        _next.Adopt(saved._next);
        _first.Adopt(saved._first);
        _hashes.Adopt(saved._hashes);
    }

    public Action<BinaryWriter> Freeze()
    {
        var highest = _highest;
        return Frozen.All(writer => writer.Write(highest), _next.Freeze(), _first.Freeze(), _hashes.Freeze());
    }

    /// <summary>Fills this one, which is new.</summary>
    public void Load(BinaryReader reader)
    {
        _highest = reader.ReadInt32();
        _next.Load(reader);
        _first.Load(reader);
        _hashes.Load(reader);
        for (var node = 1; node <= _highest; node++)
        {
            if (_hashes[node] != 0 && FirstOf(node) == node) Enter(_hashes[node], node);
        }
    }

    private void Enter(uint hash, int node)
    {
        if (_byHash.IsFull)
        {
            var known = _byHash.Numbers;
            _byHash.Clear();
            foreach (var number in known.Where(n => _hashes[n] != 0)) _byHash.Add(_hashes[number], number);
        }

        _byHash.Add(hash, node);
    }

    // The same in every process, since it is kept; never 0. FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
    private static uint HashOf(string key)
    {
        var hash = 2_166_136_261;
        foreach (var letter in key) hash = unchecked((hash ^ letter) * 16_777_619);
        return hash == 0 ? 1 : hash;
    }
}
