using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>A growing set of identifiers, one bit each: they lie dense from 1.</summary>
internal sealed class NodeSet
{
    private readonly PagedArray<ulong> _words = new();

    public bool Contains(int node) => (_words[node >> 6] & (1UL << node)) != 0;

    /// <returns>False when it was in it already.</returns>
    public bool Add(int node)
    {
        if (Contains(node)) return false;

        _words.At(node >> 6) |= 1UL << node;
        return true;
    }

    public void Remove(int node)
    {
        if (Contains(node)) _words.At(node >> 6) &= ~(1UL << node);
    }

    /// <summary>Leaves to a file that holds what was frozen last whatever has not changed since.</summary>
    public void Adopt(NodeSet saved) => _words.Adopt(saved._words);

    public Action<BinaryWriter> Freeze() => _words.Freeze();

    public void Load(BinaryReader reader) => _words.Load(reader);
}
