using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>The values of identifiers by node.</summary>
internal sealed class NodeTexts
{
    private readonly BytePages _bytes = new();
    // Plus one; 0 for a node without a text.
    private readonly PagedArray<uint> _places = new();

    public bool Has(int node) => _places[node] != 0;

    /// <exception cref="ArgumentOutOfRangeException">The node has none.</exception>
    public string this[int node] =>
        Has(node) ? Encoding.UTF8.GetString(_bytes[_places[node] - 1]) : throw new ArgumentOutOfRangeException(nameof(node), node, "No such identifier.");

    public void Add(int node, string text)
    {
        Encoding.UTF8.GetBytes(text, _bytes.Add(Encoding.UTF8.GetByteCount(text), out var place));
        _places[node] = place + 1;
    }

    /// <summary>Nothing is left of it.</summary>
    public void Remove(int node)
    {
        _bytes.Clear(_places[node] - 1);
        _places[node] = 0;
    }

    public void Save(BinaryWriter writer)
    {
        _places.Save(writer);
        _bytes.Save(writer);
    }

    /// <summary>Fills this one, which is empty.</summary>
    public void Load(BinaryReader reader)
    {
        _places.Load(reader);
        _bytes.Load(reader);
    }
}
