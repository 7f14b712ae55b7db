using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>The values of identifiers as UTF-8 behind one another: one object each would cost several times as much, and every collection a walk over millions.</summary>
internal sealed class NodeTexts
{
    private const int PageBits = 20;
    private const int FirstPage = 1 << 12;

    private readonly List<byte[]> _pages = [];
    // By node: the page, and where in it the length of the text stands, plus one; 0 for a node without a text.
    private long[] _places = new long[64];
    private int _used;

    /// <summary>Numbers below it can be asked about.</summary>
    public int Length => _places.Length;

    /// <summary>One more than the highest node that has a text.</summary>
    public int End => ((ReadOnlySpan<long>)_places).TrimEnd(0).Length;

    public bool Has(int node) => _places[node] != 0;

    /// <exception cref="ArgumentOutOfRangeException">The node has none.</exception>
    public string this[int node] => Has(node) ? Encoding.UTF8.GetString(Find(node)) : throw new ArgumentOutOfRangeException(nameof(node), node, "No such identifier.");

    public void Add(int node, string text)
    {
        if (node >= _places.Length) Array.Resize(ref _places, Growth.Of(_places.Length, node + 1));

        var length = Encoding.UTF8.GetByteCount(text);
        if (_pages.Count == 0 || length + sizeof(int) > _pages[^1].Length - _used) AddPage(length + sizeof(int));
        var page = _pages[^1];
        BitConverter.TryWriteBytes(page.AsSpan(_used), length);
        Encoding.UTF8.GetBytes(text, page.AsSpan(_used + sizeof(int)));
        _places[node] = ((_pages.Count - 1L) << PageBits) + _used + 1;
        _used += length + sizeof(int);
    }

    /// <summary>Nothing is left of it.</summary>
    public void Remove(int node)
    {
        Find(node).Clear();
        _places[node] = 0;
    }

    public void Save(BinaryWriter writer)
    {
        writer.WriteArray<long>(_places.AsSpan(0, End));
        writer.Write(_used);
        writer.Write(_pages.Count);
        foreach (var page in _pages) writer.WriteArray<byte>(page);
    }

    /// <summary>Fills this one, which is empty.</summary>
    public void Load(BinaryReader reader)
    {
        (_places, _used) = (reader.ReadArray<long>(), reader.ReadInt32());
        for (var count = reader.ReadInt32(); count > 0; count--) _pages.Add(reader.ReadArray<byte>());
    }

    private Span<byte> Find(int node)
    {
        var place = _places[node] - 1;
        var from = _pages[(int)(place >> PageBits)].AsSpan((int)(place & ((1 << PageBits) - 1)));
        return from.Slice(sizeof(int), BitConverter.ToInt32(from));
    }

    // Small graphs have small pages; a text that is longer than a page has one of its own.
    private void AddPage(int least)
    {
        var usual = _pages.Count == 0 ? FirstPage : Math.Min(_pages[^1].Length * 2, 1 << PageBits);
        _pages.Add(new byte[Math.Max(usual, least)]);
        _used = 0;
    }
}
