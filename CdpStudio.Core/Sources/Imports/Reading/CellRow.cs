using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>The cells of one row, in memory that the next row uses again.</summary>
internal sealed class CellRow
{
    private char[] _text = new char[1024];
    private Cell[] _cells = new Cell[16];
    private int _length;

    public int Count { get; private set; }

    /// <summary>Characters.</summary>
    public int Length => _length;

    public ReadOnlySpan<char> this[int cell] => cell < Count ? _text.AsSpan(_cells[cell].Start, _cells[cell].Length) : default;

    public CellKind KindOf(int cell) => cell < Count ? _cells[cell].Kind : CellKind.Text;

    public bool ContainsAny(ReadOnlySpan<char> letters) => _text.AsSpan(0, _length).ContainsAny(letters);

    public void Clear() => (Count, _length) = (0, 0);

    /// <summary>Cells before it that were not set are empty.</summary>
    public void Set(int cell, ReadOnlySpan<char> text, CellKind kind)
    {
        PadTo(cell + 1);
        if (_text.Length - _length < text.Length) Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + text.Length));
        text.CopyTo(_text.AsSpan(_length));
        _cells[cell] = new Cell(_length, text.Length, kind);
        _length += text.Length;
    }

    /// <summary>Adds empty cells until there are as many.</summary>
    public void PadTo(int count)
    {
        if (count <= Count) return;
        if (_cells.Length < count) Array.Resize(ref _cells, Math.Max(_cells.Length * 2, count));
        _cells.AsSpan(Count, count - Count).Clear();
        Count = count;
    }

    private readonly record struct Cell(int Start, int Length, CellKind Kind);
}
