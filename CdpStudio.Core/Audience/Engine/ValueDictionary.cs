using System.Numerics;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The different values of one column, numbered from 1; 0 is missing. Values lie as bytes behind one another, without an object each.
/// One writer adds; a view shows the values up to its moment and stays valid while more are added.
/// </summary>
/// <remarks>
/// Invariants: entries below a view's count are never written again, arrays are replaced by larger copies and never shrunk, so what a
/// view holds does not change. Two codes have one class exactly if the language calls their values equal.
/// </remarks>
internal sealed class ValueDictionary
{
    private ValueKind[] _kinds = new ValueKind[16];
    private int[] _ends = new int[16];
    private int[] _classes = new int[16];
    private ulong[] _classHashes = new ulong[16];
    private byte[] _bytes = new byte[256];
    private int[] _exact = new int[32];
    private int[] _byClass = new int[32];
    private int _count = 1;
    private ulong _seed = ByteHash.Seed;
    private bool _holdsOtherThanTexts;
    private bool _holdsEqualTexts;

    public DictionaryView View => new(_kinds, _ends, _classes, _classHashes, _seed, _exact, _byClass, _bytes, _count, !_holdsOtherThanTexts && !_holdsEqualTexts);

    /// <summary>The code of a value, which is added when it is new.</summary>
    /// <param name="payload">UTF-8: of a text the text, of a number, long ones too, its plain digits, of a boolean true or false, of a list its JSON,
    /// of an object a hash of it.</param>
    public int Intern(ValueKind kind, ReadOnlySpan<byte> payload)
    {
        var mask = _exact.Length - 1;
        var slot = SlotOf(kind, payload) & mask;
        while (_exact[slot] is not 0 and var code)
        {
            if (_kinds[code] == kind && Payload(code).SequenceEqual(payload)) return code;
            slot = (slot + 1) & mask;
        }

        return Add(kind, payload);
    }

    /// <summary>Fills this one, which is empty, with what <see cref="DictionaryView.Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        var kinds = reader.ReadArray<ValueKind>();
        (_kinds, _count) = (kinds, kinds.Length);
        _ends = reader.ReadArray<int>();
        _classes = reader.ReadArray<int>();
        _classHashes = reader.ReadArray<ulong>();
        _seed = reader.ReadUInt64();
        _bytes = reader.ReadArray<byte>();
        (_exact, _byClass) = (reader.ReadArray<int>(), reader.ReadArray<int>());

        _holdsOtherThanTexts = _kinds.AsSpan(1, _count - 1).ContainsAnyExcept(ValueKind.Text);
        for (var code = 1; code < _count; code++) _holdsEqualTexts |= _classes[code] != code;
    }

    private int Add(ValueKind kind, ReadOnlySpan<byte> payload)
    {
        if (_count == _kinds.Length) Grow();
        if (SlotsFor(_count + 1) > _exact.Length) PlaceAll();

        var code = _count;
        var start = _ends[code - 1];
        if (payload.Length > Array.MaxLength - start) Throw.TooManyValues();
        if (start + payload.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Growth.Of(_bytes.Length, start + payload.Length));
        }

        payload.CopyTo(_bytes.AsSpan(start));
        _kinds[code] = kind;
        _ends[code] = start + payload.Length;
        _count = code + 1;
        _holdsOtherThanTexts |= kind != ValueKind.Text;

        PlaceExact(code);
        Classify(code);
        return code;
    }

    private void Classify(int code)
    {
        var view = View;
        var key = view.ClassKey(code);
        var hash = ByteHash.Of(key, _seed);
        var mask = _byClass.Length - 1;
        var slot = (int)hash & mask;
        _classHashes[code] = hash;
        while (_byClass[slot] is not 0 and var first)
        {
            if (_classHashes[first] == hash && view.ClassKey(first) == key)
            {
                _classes[code] = first;
                _holdsEqualTexts = true;
                return;
            }

            slot = (slot + 1) & mask;
        }

        _classes[code] = code;
        _byClass[slot] = code;
    }

    private void Grow()
    {
        var size = Growth.Of(_kinds.Length, _count + 1);
        Array.Resize(ref _kinds, size);
        Array.Resize(ref _ends, size);
        Array.Resize(ref _classes, size);
        Array.Resize(ref _classHashes, size);
    }

    private void PlaceAll()
    {
        var slots = SlotsFor(_count + 1);
        (_exact, _byClass) = (new int[slots], new int[slots]);
        for (var code = 1; code < _count; code++)
        {
            PlaceExact(code);
            if (_classes[code] == code) Place(_byClass, (int)_classHashes[code], code);
        }
    }

    private void PlaceExact(int code) => Place(_exact, SlotOf(_kinds[code], Payload(code)), code);

    private static void Place(int[] table, int slot, int code)
    {
        var mask = table.Length - 1;
        slot &= mask;
        while (table[slot] != 0) slot = (slot + 1) & mask;
        table[slot] = code;
    }

    private ReadOnlySpan<byte> Payload(int code) => _bytes.AsSpan(_ends[code - 1].._ends[code]);

    // Found by masks, and never full.
    private static int SlotsFor(int count) => Math.Max(32, (int)BitOperations.RoundUpToPowerOf2((uint)count + ((uint)count / 2)));

    private int SlotOf(ValueKind kind, ReadOnlySpan<byte> payload) => (int)ByteHash.Of(payload, _seed) + (int)kind;
}
