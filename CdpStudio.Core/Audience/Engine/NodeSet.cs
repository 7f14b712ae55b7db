using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>A growing set of identifiers, one bit each: they lie dense from 1.</summary>
internal sealed class NodeSet
{
    private ulong[] _words = new ulong[16];

    /// <returns>False when it was in it already.</returns>
    public bool Add(int node)
    {
        var (word, bit) = (node >> 6, 1UL << node);
        if (word >= _words.Length) Array.Resize(ref _words, Growth.Of(_words.Length, word + 1));
        if ((_words[word] & bit) != 0) return false;

        _words[word] |= bit;
        return true;
    }

    public void Save(BinaryWriter writer) => writer.WriteArray(((ReadOnlySpan<ulong>)_words).TrimEnd(0UL));

    public void Load(BinaryReader reader) => _words = reader.ReadArray<ulong>();
}
