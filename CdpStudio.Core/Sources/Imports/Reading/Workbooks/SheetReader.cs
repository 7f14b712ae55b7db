using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

/// <summary>
/// The rows of a sheet. Of merged cells the first has the value and the others are empty, as the file has it; a formula is its value as
/// Excel last computed it. Rows and cells count as Excel numbers them, and rows without any value are passed over.
/// </summary>
internal sealed class SheetReader(XmlPart xml, SharedStrings strings, CellValues values) : IRowReader
{
    /// <summary>Excel's own, and so the bound of a row's memory.</summary>
    private const int MaxColumns = 16_384;

    private const int ShownOfTooLong = 200;
    private const string NoValue = "#VALUE MISSING";

    private readonly CellRow _row = new();
    private readonly RichText _text = new();
    private readonly char[] _number = new char[400];
    private bool _ended;
    private bool _again;
    private int _column;

    public long Line { get; private set; }

    public RowFault Fault { get; private set; }

    public bool FollowsFault => false;

    public int Count => _row.Count;

    public int Size => _row.Length;

    /// <summary>Rows have at least as many cells, for what is missing at a row's end is empty.</summary>
    public int Columns { get; set; }

    /// <summary>False passes rows over that Excel hides.</summary>
    public bool TakesHidden { get; set; } = true;

    /// <summary>Whether Excel hides the row.</summary>
    public bool IsHidden { get; private set; }

    /// <summary>How far the sheet has been read, from 0 to 1.</summary>
    public double Progress => xml.Progress;

    public ReadOnlySpan<char> this[int cell] => _row[cell];

    public CellKind KindOf(int cell) => _row.KindOf(cell);

    public bool ContainsAny(ReadOnlySpan<char> letters) => _row.ContainsAny(letters);

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_again)
        {
            _again = false;
            return ValueTask.FromResult(true);
        }

        while (!_ended && FindRow())
        {
            ReadRow();
            if (_row.Count == 0 || (IsHidden && !TakesHidden))
            {
                // A filter hides a million of them.
                cancellationToken.ThrowIfCancellationRequested();
                continue;
            }

            if (Fault == RowFault.None) _row.PadTo(Columns);
            return ValueTask.FromResult(true);
        }

        _ended = true;
        _row.Clear();
        return ValueTask.FromResult(false);
    }

    public void StepBack() => _again = true;

    /// <summary>Merged ranges that reach below a row. Only after the last row: the file has them behind.</summary>
    public int CountMerged(long line)
    {
        var count = 0;
        try
        {
            while (xml.Read() && !(xml.IsEnd && xml.Name == "mergeCells"))
            {
                if (xml.IsAt("mergeCell") && LastRowOf(xml.Attribute("ref")) > line) count++;
            }
        }
        catch (UnreadableFileException)
        {
            // The rows are whole, and nothing else is read from behind them.
        }

        return count;
    }

    public void Dispose()
    {
        xml.Dispose();
        strings.Dispose();
    }

    private bool FindRow()
    {
        while (xml.Read())
        {
            if (xml.IsAt("row")) return true;
            // What follows are filters, merged ranges and the like.
            if (xml.Name == "sheetData" && (xml.IsEnd || xml.IsEmpty)) return false;
        }

        throw xml.Broken("it has no rows, or ends in their middle");
    }

    private void ReadRow()
    {
        _row.Clear();
        Fault = RowFault.None;
        var number = Line + 1;
        if (xml.Attribute("r") is { } given && !long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out number)) throw xml.Broken("a row has no number");
        if (number <= Line) throw xml.Broken(FormattableString.Invariant($"row {number} comes after row {Line}"));

        Line = number;
        _column = -1;
        IsHidden = xml.Attribute("hidden") is "1" or "true";
        if (xml.IsEmpty) return;

        var depth = xml.Depth;
        while (xml.Read() && !(xml.IsEnd && xml.Depth == depth))
        {
            if (xml.IsAt("c")) ReadCell();
        }
    }

    private void ReadCell()
    {
        _column = xml.Attribute("r") is { } place ? ColumnOf(place) : _column + 1;
        if (_column >= MaxColumns) throw xml.Broken(FormattableString.Invariant($"row {Line} has a cell beyond column XFD"));
        if (xml.IsEmpty) return;

        var type = xml.Attribute("t");
        var style = int.TryParse(xml.Attribute("s"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var depth = xml.Depth;
        bool hasFormula = false, hasValue = false;
        while (xml.Read() && !(xml.IsEnd && xml.Depth == depth))
        {
            if (!xml.IsElement) continue;
            if (xml.Name == "f") hasFormula = true;
            if (xml.Name is not ("v" or "is")) continue;

            hasValue = true;
            _text.Read(xml, plain: xml.Name == "v");
            Take(type, style);
        }

        if (hasFormula && !hasValue) Set(NoValue, CellKind.Error);
    }

    private void Take(string? type, int style)
    {
        var text = _text.Text;
        switch (type)
        {
            case "s":
                if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !strings.TryGet(number, out text))
                    throw xml.Broken(FormattableString.Invariant($"a cell of row {Line} names a text that is not there"));
                Set(text, CellKind.Text);
                break;
            case "str" or "inlineStr":
                Set(text, CellKind.Text);
                break;
            case "b":
                Set(text is "1" or "true" ? "true" : "false", CellKind.Boolean);
                break;
            case "e":
                Set(text, CellKind.Error);
                break;
            case "d":
                Set(text, CellKind.Date);
                break;
            default:
                if (text.IsEmpty) break;
                if (text.Length < 64 && values.Write(text, style, _number, out var kind) is { } length) Set(_number.AsSpan(0, length), kind);
                else Set(text, CellKind.Error);
                break;
        }
    }

    private void Set(ReadOnlySpan<char> text, CellKind kind)
    {
        if (text.IsEmpty || Fault != RowFault.None) return;
        if (_row.Length + text.Length <= RichText.MaxLength)
        {
            _row.Set(_column, text, kind);
            return;
        }

        Fault = RowFault.TooLong;
        _row.Clear();
        _row.Set(0, text[..Math.Min(text.Length, ShownOfTooLong)], CellKind.Text);
    }

    /// <summary>Of a range such as A1:B2; 0 when it is none.</summary>
    private static long LastRowOf(string? range)
    {
        var row = range.AsSpan()[((range?.LastIndexOf(':') ?? -1) + 1)..].TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$");
        return long.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    /// <summary>From 0, of a place such as AB12.</summary>
    private int ColumnOf(string place)
    {
        var column = 0;
        for (var i = 0; i < place.Length && char.IsAsciiLetter(place[i]) && column <= MaxColumns; i++)
            column = (column * 26) + (place[i] & 0x1F);
        return column - 1 > _column ? column - 1 : throw xml.Broken(FormattableString.Invariant($"row {Line} has cells that are not in their order"));
    }
}
