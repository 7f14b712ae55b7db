using System.Buffers.Text;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>One property of a series: its cells in the sorted base and in the delta of new entries, and the dictionary of its values.</summary>
/// <param name="baseCount">Entries that the series had in its base before this property was first seen; they lack it.</param>
internal sealed class Column(string name, int baseCount)
{
    private readonly ValueDictionary _values = new();
    private Cells _base;
    private int _baseCount = baseCount;
    private int[]? _narrow;
    private long[]? _wide;
    private bool _isWide;
    private long _filled;
    private ValueKind _firstKind;
    private long _firstFact;

    public bool IsSet(int deltaIndex) => CellOf(deltaIndex) != Cell.Missing;

    /// <param name="payload">As <see cref="ValueDictionary.Intern"/> takes it.</param>
    /// <param name="sentAs">What it was in JSON where that differs: a number that is too large is kept as text.</param>
    public void Set(int deltaIndex, long fact, ValueKind kind, ReadOnlySpan<byte> payload, ValueKind? sentAs = null)
    {
        Fill(sentAs ?? kind, fact);
        Write(deltaIndex, _values.Intern(kind, payload));
    }

    /// <param name="units">Ten-thousandths within <see cref="Cell.LargestInline"/>.</param>
    public void SetNumber(int deltaIndex, long fact, long units)
    {
        // A column whose first value is a number will hold numbers: kept in place, they need no dictionary.
        if (_firstFact == 0) _isWide = true;
        Fill(ValueKind.Number, fact);
        if (_isWide)
        {
            Write(deltaIndex, Cell.OfUnits(units));
            return;
        }

        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(units / (decimal)Cell.UnitsPerOne, text, out var length);
        Write(deltaIndex, _values.Intern(ValueKind.Number, TrimZeros(text[..length])));
    }

    public void Clear(int deltaIndex)
    {
        if (!IsSet(deltaIndex)) return;

        _filled--;
        Write(deltaIndex, Cell.Missing);
    }

    public ColumnView View() => new(name, _base, _baseCount, Delta(), _values.View, _filled, _firstKind, _firstFact);

    /// <summary>The delta's first <paramref name="taken"/> of <paramref name="count"/> entries are in the base now.</summary>
    public void Rebase(in Cells merged, int mergedCount, int taken, int count)
    {
        _base = merged;
        _baseCount = mergedCount;
        // Only what waits: the spare room of a long delta would be as large as the base.
        _narrow = Left(_narrow, taken, count);
        _wide = Left(_wide, taken, count);
    }

    private static T[]? Left<T>(T[]? cells, int taken, int count) =>
        cells is not null && taken < Math.Min(count, cells.Length) ? cells[taken..Math.Min(count, cells.Length)] : null;

    private Cells Delta() => _wide is not null ? new Cells(_wide) : _narrow is not null ? new Cells(_narrow) : default;

    private long CellOf(int deltaIndex) => Delta()[deltaIndex];

    private void Fill(ValueKind kind, long fact)
    {
        if (_firstFact == 0) (_firstKind, _firstFact) = (kind, fact);
        _filled++;
    }

    private void Write(int index, long cell)
    {
        if (_isWide)
        {
            if (_wide is null || index >= _wide.Length) Array.Resize(ref _wide, SizeFor(index));
            _wide[index] = cell;
        }
        else
        {
            if (_narrow is null || index >= _narrow.Length) Array.Resize(ref _narrow, SizeFor(index));
            _narrow[index] = (int)cell;
        }
    }

    private static int SizeFor(int index) => Math.Max(16, (int)Math.Min(Array.MaxLength, (index + 1L) * 2));

    private static ReadOnlySpan<byte> TrimZeros(ReadOnlySpan<byte> number) =>
        number.Contains((byte)'.') ? number.TrimEnd((byte)'0').TrimEnd((byte)'.') : number;
}

/// <summary>A column at one moment.</summary>
/// <param name="Filled">Entries with a value.</param>
/// <param name="FirstKind">Of the first value that arrived, with the number of its fact; 0 when there was none.</param>
internal sealed record ColumnView(
    string Name, Cells Base, int BaseCount, Cells Delta, DictionaryView Values, long Filled, ValueKind FirstKind, long FirstFact)
{
    /// <summary>The cell of an entry, counted through the base and on into the delta.</summary>
    public long this[int index] => index < BaseCount ? Base[index] : Delta[index - BaseCount];
}
