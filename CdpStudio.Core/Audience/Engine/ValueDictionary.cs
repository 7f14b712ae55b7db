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
    private bool _holdsOtherThanTexts;
    private bool _holdsEqualTexts;

    public DictionaryView View => new(_kinds, _ends, _classes, _classHashes, _byClass, _bytes, _count, !_holdsOtherThanTexts && !_holdsEqualTexts);

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

    private int Add(ValueKind kind, ReadOnlySpan<byte> payload)
    {
        if (_count == _kinds.Length) Grow();

        var code = _count;
        var start = _ends[code - 1];
        if (payload.Length > Array.MaxLength - start) Throw.TooManyValues();
        if (start + payload.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(start + (long)payload.Length, _bytes.Length * 2L)));
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
        var hash = ByteHash.Of(key);
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
        var size = _kinds.Length * 2;
        Array.Resize(ref _kinds, size);
        Array.Resize(ref _ends, size);
        Array.Resize(ref _classes, size);
        Array.Resize(ref _classHashes, size);

        _exact = new int[size * 2];
        _byClass = new int[size * 2];
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

    private static int SlotOf(ValueKind kind, ReadOnlySpan<byte> payload) => (int)ByteHash.Of(payload) + (int)kind;
}
