using System.Numerics;
using System.Text;
using CdpStudio.Core.Audience.Engine.Search;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The different values of one column, numbered from 1; 0 is missing. Values lie as bytes behind one another, without an object each.
/// One writer adds; a view shows the values up to its moment and stays valid while more are added.
/// </summary>
/// <param name="shared">Where the values lie already that come by <see cref="AddAt"/>, all of them; whoever owns it saves it.</param>
/// <remarks>
/// Invariants: what is known of a code is never written again, so views read it here; tables are filled before they replace smaller ones.
/// Two codes have one class exactly if the language calls their values equal.
/// </remarks>
internal sealed class ValueDictionary(BytePages? shared = null)
{
    private const int LongestAsciiKey = 256;

    private readonly BytePages _bytes = shared ?? new();
    private readonly PagedArray<uint> _places = new();
    // Told from texts, which most are, so that columns of texts need none.
    private readonly PagedArray<byte> _kinds = new();
    // How far the class is below the code: nothing, nearly always.
    private readonly PagedArray<int> _classes = new();
    private readonly PagedArray<uint> _classHashes = new();
    // Of the values as they are: what lies in a file is then looked at only where it is the same.
    private readonly PagedArray<uint> _hashes = new();
    private int[] _exact = new int[32];
    private int[] _byClass = new int[32];
    private int _count = 1;
    private bool _holdsOtherThanTexts;
    private bool _holdsEqualTexts;
    private FoldedTexts? _folded;

    public DictionaryView View => new(this, _exact, _byClass, _count, !_holdsOtherThanTexts && !_holdsEqualTexts);

    /// <summary>Its texts as names fold; nothing of them is made before somebody asks.</summary>
    internal FoldedTexts Folded => LazyInitializer.EnsureInitialized(ref _folded);

    internal ulong Seed { get; private set; } = ByteHash.Seed;

    /// <summary>The code of a value, which is added when it is new.</summary>
    /// <param name="payload">UTF-8: of a text the text, of a number, long ones too, its plain digits, of a boolean true or false, of a list its JSON,
    /// of an object a hash of it.</param>
    public int Intern(ValueKind kind, ReadOnlySpan<byte> payload)
    {
        var hash = HashOf(kind, payload);
        if (Find(kind, payload, hash) is not 0 and var code) return code;

        payload.CopyTo(_bytes.Add(payload.Length, out var place));
        return Add(kind, payload, hash, place);
    }

    /// <summary>
    /// A new code for a text that lies in the shared pages. Such texts are not looked for as they are: whoever adds them knows that they are
    /// new, nearly always, and one that comes twice is two codes of one class.
    /// </summary>
    public int AddAt(uint place) => Add(ValueKind.Text, _bytes[place], 0, place);

    internal ValueKind KindOf(int code) => code == 0 ? ValueKind.Missing : (ValueKind)(_kinds[code] ^ (byte)ValueKind.Text);

    internal int ClassOf(int code) => code - _classes[code];

    internal uint ClassHashOf(int code) => _classHashes[code];

    internal ReadOnlySpan<byte> Payload(int code) => _bytes[_places[code]];

    /// <summary>The first code at or above one, and below another, whose text may begin with some letters; 0 when there is none.</summary>
    internal int NextThatMayBegin(int code, int end, in FirstLetters letters)
    {
        while (code < end)
        {
            var places = _places.From(code);
            // A value at the very beginning lies at place 0, and its page may be left out.
            if (places.IsEmpty) return code;

            places = places[..Math.Min(places.Length, end - code)];
            if (_bytes.FirstThatMayBegin(places, letters) is >= 0 and var found) return code + found;
            code += places.Length;
        }

        return 0;
    }

    /// <summary>What does not depend on a view's moment; more of it than the view shows does no harm.</summary>
    internal void Save(BinaryWriter writer)
    {
        writer.Write(Seed);
        if (shared is null) _bytes.Save(writer);
        _places.Save(writer);
        _kinds.Save(writer);
        _classes.Save(writer);
        _classHashes.Save(writer);
        _hashes.Save(writer);
    }

    /// <summary>Fills this one, which is empty, with what <see cref="DictionaryView.Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        LoadPages(reader);
        (_exact, _byClass) = (reader.ReadArray<int>(), reader.ReadArray<int>());
        for (var code = 1; code < _count; code++)
        {
            _holdsOtherThanTexts |= _kinds[code] != 0;
            _holdsEqualTexts |= _classes[code] != 0;
        }
    }

    /// <summary>Fills this one, which is empty, with what stays in the file alone, to be adopted.</summary>
    public void LoadPages(BinaryReader reader)
    {
        _count = reader.ReadInt32();
        Seed = reader.ReadUInt64();
        if (shared is null) _bytes.Load(reader);
        _places.Load(reader);
        _kinds.Load(reader);
        _classes.Load(reader);
        _classHashes.Load(reader);
        _hashes.Load(reader);
    }

    /// <summary>Leaves to a file that holds what was captured what is known of its values. Hashes, of which each new value meets some, stay.</summary>
    public void Adopt(DictionaryView captured, ValueDictionary saved)
    {
        if (shared is null) _bytes.Adopt(saved._bytes);
        _places.AdoptBelow(saved._places, captured.Count);
        _kinds.AdoptBelow(saved._kinds, captured.Count);
        _classes.AdoptBelow(saved._classes, captured.Count);
        _classHashes.AdoptBelow(saved._classHashes, 0);
        _hashes.AdoptBelow(saved._hashes, 0);
    }

    /// <returns>0 when it is not there.</returns>
    private int Find(ValueKind kind, ReadOnlySpan<byte> payload, uint hash)
    {
        var mask = _exact.Length - 1;
        var slot = (int)hash & mask;
        while (_exact[slot] is not 0 and var code)
        {
            if (_hashes[code] == hash && KindOf(code) == kind && Payload(code).SequenceEqual(payload)) return code;
            slot = (slot + 1) & mask;
        }

        return 0;
    }

    private int Add(ValueKind kind, ReadOnlySpan<byte> payload, uint hash, uint place)
    {
        if (SlotsFor(_count + 1) > _byClass.Length) PlaceAll();

        var code = _count;
        _places[code] = place;
        _kinds[code] = (byte)(kind ^ ValueKind.Text);
        if (shared is null) _hashes[code] = hash;
        _count = code + 1;
        _holdsOtherThanTexts |= kind != ValueKind.Text;

        if (shared is null) Place(_exact, (int)hash, code);
        Classify(code, kind, payload);
        return code;
    }

    private void Classify(int code, ValueKind kind, ReadOnlySpan<byte> payload)
    {
        // Most values are short and ASCII: their keys need no text.
        Span<char> letters = stackalloc char[LongestAsciiKey + 1];
        ReadOnlySpan<char> key = TryAsciiKey(kind, payload, letters, out var length) ? letters[..length] : View.ClassKey(code);
        var hash = (uint)ByteHash.Of(key, Seed);
        var mask = _byClass.Length - 1;
        var slot = (int)hash & mask;
        _classHashes[code] = hash;
        while (_byClass[slot] is not 0 and var first)
        {
            if (_classHashes[first] == hash && View.ClassKey(first).AsSpan().SequenceEqual(key))
            {
                _classes[code] = code - first;
                _holdsEqualTexts = true;
                return;
            }

            slot = (slot + 1) & mask;
        }

        _classes[code] = 0;
        _byClass[slot] = code;
    }

    /// <summary>As <see cref="ValueClass.KeyOf"/> has it.</summary>
    private static bool TryAsciiKey(ValueKind kind, ReadOnlySpan<byte> payload, Span<char> key, out int length)
    {
        length = payload.Length + 1;
        if (kind != ValueKind.Text || payload.Length > LongestAsciiKey || !Ascii.IsValid(payload)) return false;

        key[0] = 't';
        Ascii.ToUpper(payload, key[1..], out _);
        return true;
    }

    private void PlaceAll()
    {
        var slots = SlotsFor(_count + 1);
        var (exact, byClass) = (shared is null ? new int[slots] : _exact, new int[slots]);
        for (var code = 1; code < _count; code++)
        {
            if (shared is null) Place(exact, (int)_hashes[code], code);
            if (_classes[code] == 0) Place(byClass, (int)_classHashes[code], code);
        }

        (_exact, _byClass) = (exact, byClass);
    }

    private static void Place(int[] table, int slot, int code)
    {
        var mask = table.Length - 1;
        slot &= mask;
        while (table[slot] != 0) slot = (slot + 1) & mask;
        table[slot] = code;
    }

    // Found by masks, and never full.
    private static int SlotsFor(int count) => Math.Max(32, (int)BitOperations.RoundUpToPowerOf2((uint)count + ((uint)count / 2)));

    private uint HashOf(ValueKind kind, ReadOnlySpan<byte> payload) => unchecked((uint)ByteHash.Of(payload, Seed) + (uint)kind);
}
