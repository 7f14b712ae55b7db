using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Numbers of identifiers by 128 bits of SHA-256 over their namespace and normal form, 22 to 27 bytes each, however long they are. Not a
/// faster hash: whoever holds a write key could make two people one.
/// </summary>
internal sealed class KnownIdentifiers
{
    private readonly Dictionary<string, int> _namespaces = new(IdentifierKey.Comparer);
    // By number, which lie dense from 1.
    private readonly PagedArray<UInt128> _keys = new();
    // Numbers by their keys, found by trying one place after the other, at most three quarters full. 0 is free.
    private int[] _slots = new int[64];
    private int _count;
    private byte[] _text = new byte[256];

    /// <summary>Equal for two identifiers exactly if they are the same, see <see cref="IdentifierKey"/>.</summary>
    public UInt128 KeyOf(string @namespace, string value)
    {
        if (!_namespaces.TryGetValue(@namespace, out var code)) _namespaces[@namespace] = code = _namespaces.Count;

        var folded = MemoryMarshal.AsBytes(StudioText.Key(IdentifierKey.Normalise(@namespace, value)).AsSpan());
        if (_text.Length < sizeof(int) + folded.Length) _text = new byte[sizeof(int) + folded.Length];
        BinaryPrimitives.WriteInt32LittleEndian(_text, code);
        folded.CopyTo(_text.AsSpan(sizeof(int)));

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_text.AsSpan(0, sizeof(int) + folded.Length), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    public bool Contains(int number) => _keys[number] != 0;

    /// <returns>0 when there is none.</returns>
    public int Find(UInt128 key)
    {
        for (var slot = SlotOf(key); _slots[slot] is not 0 and var number; slot = Next(slot))
        {
            if (_keys[number] == key) return number;
        }

        return 0;
    }

    /// <exception cref="InvalidOperationException">The identifier has another number: the log contradicts itself.</exception>
    public void Add(UInt128 key, int number)
    {
        if (Find(key) is not 0 and var known) throw new InvalidOperationException($"An identifier was born as {known} and comes again as {number}.");

        _keys[number] = key;
        if (++_count > _slots.Length / 4 * 3) Grow();
        Place(key, number);
    }

    private void Grow()
    {
        var before = _slots;
        _slots = new int[before.Length * 2];
        foreach (var number in before)
        {
            if (number != 0) Place(_keys[number], number);
        }
    }

    private void Place(UInt128 key, int number)
    {
        var slot = SlotOf(key);
        while (_slots[slot] != 0) slot = Next(slot);
        _slots[slot] = number;
    }

    private int SlotOf(UInt128 key) => unchecked((int)(uint)key) & (_slots.Length - 1);

    private int Next(int slot) => (slot + 1) & (_slots.Length - 1);
}
