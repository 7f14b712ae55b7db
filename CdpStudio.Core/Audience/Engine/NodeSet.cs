using System.Collections;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>A growing set of identifiers, one bit each: they lie dense from 1.</summary>
internal sealed class NodeSet
{
    private readonly BitArray _bits = new(1024);

    /// <returns>False when it was in it already.</returns>
    public bool Add(int node)
    {
        if (node >= _bits.Length) _bits.Length = Math.Max(node + 1, _bits.Length * 2);
        if (_bits[node]) return false;

        return _bits[node] = true;
    }
}
