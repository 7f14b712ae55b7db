using System.Buffers.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>One property of a series: the dictionary of its values, and the cells of entries that wait for their homes.</summary>
/// <param name="texts">Where its values lie already; see <see cref="SetAt"/>.</param>
internal sealed class Column(string name, BytePages? texts = null)
{
    private readonly ValueDictionary _values = new(texts);
    private readonly DeltaCells _waiting = new();
    private bool? _holdsNumbers;
    private long _filled;
    private ValueKind _firstKind;
    private long _firstFact;
    private int _firstNode;

    public string Name => name;

    public bool IsSet(int waiting) => CellOf(waiting) != Cell.Missing;

    public long CellOf(int waiting) => _waiting[waiting];

    /// <param name="payload">As <see cref="ValueDictionary.Intern"/> takes it.</param>
    public void Set(int waiting, ValueKind kind, ReadOnlySpan<byte> payload)
    {
        _holdsNumbers ??= false;
        _filled++;
        _waiting.Set(waiting, _values.Intern(kind, payload));
    }

    /// <param name="place">Of a text in the pages that the column was made over.</param>
    public void SetAt(int waiting, uint place)
    {
        _holdsNumbers ??= false;
        _filled++;
        _waiting.Set(waiting, _values.AddAt(place));
    }

    /// <param name="units">Ten-thousandths within <see cref="Cell.LargestInline"/>.</param>
    public void SetNumber(int waiting, long units)
    {
        // A column whose first value is a number will hold numbers: kept in place, they need no dictionary.
        _holdsNumbers ??= true;
        _filled++;
        if (_holdsNumbers == true)
        {
            _waiting.Set(waiting, Cell.OfUnits(units));
            return;
        }

        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(units / (decimal)Cell.UnitsPerOne, text, out var length);
        _waiting.Set(waiting, _values.Intern(ValueKind.Number, TrimZeros(text[..length])));
    }

    /// <summary>Puts a cell that this column gave before back, for an entry that moves to another home.</summary>
    public void Restore(int waiting, long cell) => _waiting.Set(waiting, cell);

    public void Clear(int waiting)
    {
        if (!IsSet(waiting)) return;

        _filled--;
        _waiting.Set(waiting, Cell.Missing);
    }

    /// <summary>The cell of a waiting entry that gets its home, in order of arrival.</summary>
    public long Place(in NewEntry entry, int waiting)
    {
        var cell = _waiting[waiting];
        if (_firstFact == 0 && cell != Cell.Missing) BeginAgain(entry, cell);
        return cell;
    }

    /// <summary>Whether somebody of these said its first value.</summary>
    public bool BeginsWith(Func<int, bool> nodes) => _firstFact != 0 && nodes(_firstNode);

    /// <param name="said">Its first value now; missing when nobody has said any.</param>
    public void BeginAgain(in NewEntry first, long said)
    {
        var kind = said == Cell.Missing ? ValueKind.Missing : Cell.IsCode(said) ? _values.View.KindOf((int)said) : ValueKind.Number;
        (_firstKind, _firstFact, _firstNode) = (kind, first.Number, first.Node);
    }

    /// <summary>The waiting entries, so many of them, have their homes.</summary>
    public void Settled(int count) => _waiting.Clear(count);

    public ColumnInfo View() => new(name, _values.View, _filled, _firstKind, _firstFact, _firstNode, _holdsNumbers);

    /// <summary>What <see cref="ColumnInfo.Save"/> wrote behind the name, without its dictionary.</summary>
    public static Column Load(string name, BytePages? texts, BinaryReader reader) => new(name, texts)
    {
        _filled = reader.ReadInt64(),
        _firstKind = (ValueKind)reader.ReadByte(),
        _firstFact = reader.ReadInt64(),
        _firstNode = reader.ReadInt32(),
        _holdsNumbers = reader.ReadByte() switch { 0 => null, 1 => false, _ => true },
    };

    public void LoadValues(BinaryReader reader) => _values.Load(reader);

    /// <inheritdoc cref="ValueDictionary.LoadPages"/>
    public void LoadPages(BinaryReader reader) => _values.LoadPages(reader);

    /// <inheritdoc cref="ValueDictionary.Adopt"/>
    public void Adopt(ColumnInfo captured, Column saved) => _values.Adopt(captured.Values, saved._values);

    private static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> number) =>
        number.Contains((byte)'.') ? number.TrimEnd((byte)'0').TrimEnd((byte)'.') : number;
}

/// <summary>What is known of a column as a whole at one moment; its cells lie in the blocks.</summary>
/// <param name="Filled">Entries with a value.</param>
/// <param name="FirstKind">Of the first value that arrived, with the number of its fact, 0 when there was none, and who said it.</param>
/// <param name="HoldsNumbers">Whether numbers lie in place; null before the first value.</param>
internal sealed record ColumnInfo(
    string Name, DictionaryView Values, long Filled, ValueKind FirstKind, long FirstFact, int FirstNode, bool? HoldsNumbers)
{
    public void Save(BinaryWriter writer)
    {
        writer.Write(Name);
        writer.Write(Filled);
        writer.Write((byte)FirstKind);
        writer.Write(FirstFact);
        writer.Write(FirstNode);
        writer.Write((byte)(HoldsNumbers switch { null => 0, false => 1, true => 2 }));
    }
}
