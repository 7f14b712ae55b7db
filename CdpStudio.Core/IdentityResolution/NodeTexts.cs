using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>The values of identifiers by node.</summary>
internal sealed class NodeTexts
{
    // Plus one; 0 for a node without a text.
    private readonly PagedArray<uint> _places = new();

    /// <summary>Where they lie, for whoever else keeps them.</summary>
    public BytePages Bytes { get; } = new();

    public bool Has(int node) => _places[node] != 0;

    /// <summary>Where the text of a node that has one lies.</summary>
    public uint PlaceOf(int node) => _places[node] - 1;

    /// <exception cref="ArgumentOutOfRangeException">The node has none.</exception>
    public string this[int node] =>
        Has(node) ? Encoding.UTF8.GetString(Bytes[PlaceOf(node)]) : throw new ArgumentOutOfRangeException(nameof(node), node, "No such identifier.");

    public void Add(int node, string text)
    {
        Encoding.UTF8.GetBytes(text, Bytes.Add(Encoding.UTF8.GetByteCount(text), out var place));
        _places[node] = place + 1;
    }

    /// <summary>The node has none any more. Its bytes stay: whoever else refers to them may be read from at this moment.</summary>
    public void Remove(int node) => _places[node] = 0;

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(NodeTexts saved)
    {
        _places.Adopt(saved._places);
        Bytes.Adopt(saved.Bytes);
    }

    /// <summary>As it stands now, perhaps with bytes that came before it is written.</summary>
    public Action<BinaryWriter> Freeze() => Frozen.All(_places.Freeze(), Bytes.Save);

    /// <summary>Fills this one, which is empty.</summary>
    public void Load(BinaryReader reader)
    {
        _places.Load(reader);
        Bytes.Load(reader);
    }
}
