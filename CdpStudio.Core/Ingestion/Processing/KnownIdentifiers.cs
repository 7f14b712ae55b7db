using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// Numbers of identifiers by 128 bits of SHA-256 over their namespace and the form that they are born in, 7 to 13 bytes of memory each, however long they are.
/// Not a faster hash: whoever holds a write key could make two people one.
/// </summary>
/// <param name="folder">Where keys lie in a file.</param>
/// <param name="rules">They say in what form identifiers are born.</param>
internal sealed class KnownIdentifiers(string folder, IdentityRules rules) : IDisposable
{
    private readonly Dictionary<string, int> _namespaces = new(IdentifierKey.Comparer);
    // By number, which lie dense from 1.
    private readonly FileArray<UInt128> _keys = new(folder);
    private readonly SlotTable _numbers = new();
    private int _highest;
    private byte[] _text = new byte[256];

    /// <summary>Equal for two identifiers exactly if they have one number, see <see cref="IdentityRules.BirthForm"/>.</summary>
    public UInt128 KeyOf(string @namespace, string value)
    {
        if (!_namespaces.TryGetValue(@namespace, out var code)) _namespaces[@namespace] = code = _namespaces.Count;

        var folded = MemoryMarshal.AsBytes(StudioText.Key(rules.BirthForm(@namespace, value)).AsSpan());
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
        var numbers = _numbers.Of((ulong)key);
        while (numbers.MoveNext())
        {
            if (_keys[numbers.Current] == key) return numbers.Current;
        }

        return 0;
    }

    /// <summary>Of two that other rules told apart before, the one that was added first is found.</summary>
    public void Add(UInt128 key, int number)
    {
        if (_numbers.IsFull) Grow();
        _keys[number] = key;
        _numbers.Add((ulong)key, number);
        _highest = Math.Max(_highest, number);
    }

    /// <summary>Nobody is found under the number any more. Its slot stays and leads nowhere.</summary>
    public void Forget(int number) => _keys[number] = 0;

    public void Dispose() => _keys.Dispose();

    private void Grow()
    {
        _numbers.Clear();
        var page = new UInt128[FileArray<UInt128>.PageSize];
        for (var from = 0; from <= _highest; from += page.Length)
        {
            _keys.CopyTo(from, page);
            for (var i = 0; i < page.Length; i++)
            {
                if (page[i] != 0) _numbers.Add((ulong)page[i], from + i);
            }
        }
    }
}
