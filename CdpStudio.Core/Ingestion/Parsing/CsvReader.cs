using System.Buffers;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>
/// Reads separated text (RFC 4180) row by row in constant memory. Lines end in CR, LF or both, mixed as they come; blank lines are
/// skipped; a quote inside an unquoted cell is a letter. A row that breaks the format is returned with its <see cref="Fault"/>, and
/// reading goes on with the next line: one broken row must not swallow the rest of the file.
/// </summary>
public sealed class CsvReader : IRowReader
{
    private const char Quote = '"';

    private readonly TextReader _text;
    private readonly int _maxRowChars;
    private readonly SearchValues<char> _cellEnds;
    private readonly char _separator;

    // Invariant: what is not yet read lies in [_next, _end); the current row's cells lie before _next until the next ReadAsync.
    private char[] _buffer;
    private int _row;
    private int _next;
    private int _end;
    private bool _ended;
    private long _nextLine = 1;

    private CellRange[] _cells = new CellRange[16];
    private int _count;
    private char[] _unescaped = [];

    /// <param name="maxRowChars">A row beyond it is a fault; it bounds the memory of a file with an unclosed quote.</param>
    public CsvReader(TextReader text, char separator, int maxRowChars = 1024 * 1024)
    {
        _text = text;
        _separator = separator;
        _maxRowChars = maxRowChars;
        _cellEnds = SearchValues.Create([separator, '\r', '\n']);
        _buffer = new char[Math.Min(16 * 1024, maxRowChars)];
    }

    /// <summary>Line of the row's first character.</summary>
    public long Line { get; private set; }

    public RowFault Fault { get; private set; }

    public bool FollowsFault { get; private set; }

    public int Count => _count;

    public int Size => _next - _row;

    public ReadOnlySpan<char> this[int cell]
    {
        get
        {
            if (cell >= _count)
                return default;
            var range = _cells[cell];
            var raw = _buffer.AsSpan(range.Start, range.Length);
            return range.HasQuotes ? Unescape(raw) : raw;
        }
    }

    public CellKind KindOf(int cell) => CellKind.Text;

    public bool ContainsAny(ReadOnlySpan<char> letters) => _buffer.AsSpan(_row, _next - _row).ContainsAny(letters);

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        FollowsFault = Fault != RowFault.None;
        Fault = RowFault.None;
        while (true)
        {
            _row = _next;
            Line = _nextLine;
            switch (Parse())
            {
                case Outcome.Row:
                    return true;
                case Outcome.Blank:
                    continue;
                case Outcome.End:
                    _count = 0;
                    return false;
                default:
                    await FillAsync(cancellationToken);
                    continue;
            }
        }
    }

    public void StepBack()
    {
        _next = _row;
        _nextLine = Line;
    }

    public void Dispose() => _text.Dispose();

    private Outcome Parse()
    {
        _count = 0;
        var at = _row;
        var lines = 1L;
        if (at == _end)
            return _ended ? Outcome.End : Outcome.NeedsMore;

        while (true)
        {
            if (at < _end && _buffer[at] == Quote)
            {
                var opened = at;
                if (!TryFindClose(opened, out var close, out var hasQuotes))
                    return _ended ? Break(opened, RowFault.UnclosedQuote, lines) : NeedsMore(opened, lines, RowFault.UnclosedQuote);
                if (close + 1 < _end && _buffer[close + 1] != _separator && _buffer[close + 1] is not '\r' and not '\n')
                    return Break(opened, RowFault.StrayQuote, lines);
                Add(opened + 1, close - opened - 1, hasQuotes);
                lines += CountLines(_buffer.AsSpan(opened + 1, close - opened - 1));
                at = close + 1;
            }
            else
            {
                var length = _buffer.AsSpan(at, _end - at).IndexOfAny(_cellEnds);
                if (length < 0)
                {
                    if (!_ended)
                        return NeedsMore(at, lines, RowFault.TooLong);
                    length = _end - at;
                }

                Add(at, length, hasQuotes: false);
                at += length;
            }

            if (at == _end)
                return _ended ? Finish(at, lines) : Outcome.NeedsMore;
            if (_buffer[at] == _separator)
            {
                at++;
                if (at == _end && !_ended)
                    return Outcome.NeedsMore;
                continue;
            }

            if (!TryPassLineEnd(ref at))
                return Outcome.NeedsMore;
            return Finish(at, lines);
        }
    }

    private Outcome Finish(int next, long lines)
    {
        var blank = _count == 1 && _cells[0].Length == 0 && _buffer.AsSpan(_row, next - _row).IndexOf(Quote) < 0;
        _next = next;
        _nextLine += lines;
        return blank ? Outcome.Blank : Outcome.Row;
    }

    /// <summary>A row that is still open although the buffer holds as much as a row may have is given up where its line ends.</summary>
    private Outcome NeedsMore(int from, long lines, RowFault fault) =>
        _end - _row < _maxRowChars ? Outcome.NeedsMore : Break(from, fault, lines);

    /// <summary>Gives the row up as raw text and goes on after the line in which it broke.</summary>
    private Outcome Break(int from, RowFault fault, long lines)
    {
        var length = _buffer.AsSpan(from, _end - from).IndexOfAny('\r', '\n');
        if (length < 0 && !_ended && _end - _row < _maxRowChars)
            return Outcome.NeedsMore;
        var end = length < 0 ? _end : from + length;
        var next = end;
        if (length >= 0 && !TryPassLineEnd(ref next))
            return Outcome.NeedsMore;
        _count = 0;
        Add(_row, end - _row, hasQuotes: false);
        Fault = fault;
        _next = next;
        _nextLine += lines;
        return Outcome.Row;
    }

    private bool TryFindClose(int opened, out int close, out bool hasQuotes)
    {
        hasQuotes = false;
        for (var from = opened + 1; ;)
        {
            var length = _buffer.AsSpan(from, _end - from).IndexOf(Quote);
            close = from + length;
            // A quote at the very end of what is known may be the first of two.
            if (length < 0 || (close + 1 == _end && !_ended))
                return false;
            if (close + 1 == _end || _buffer[close + 1] != Quote)
                return true;
            hasQuotes = true;
            from = close + 2;
        }
    }

    private bool TryPassLineEnd(ref int at)
    {
        if (_buffer[at] == '\n')
        {
            at++;
            return true;
        }

        if (at + 1 == _end && !_ended)
            return false;
        at += at + 1 < _end && _buffer[at + 1] == '\n' ? 2 : 1;
        return true;
    }

    private void Add(int start, int length, bool hasQuotes)
    {
        if (_count == _cells.Length)
            Array.Resize(ref _cells, _count * 2);
        _cells[_count++] = new CellRange(start, length, hasQuotes);
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        _buffer.AsSpan(_row, _end - _row).CopyTo(_buffer);
        _end -= _row;
        _row = _next = 0;
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = await _text.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        _ended = read == 0;
    }

    private ReadOnlySpan<char> Unescape(ReadOnlySpan<char> raw)
    {
        if (_unescaped.Length < raw.Length)
            _unescaped = new char[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            _unescaped[length++] = raw[i];
            if (raw[i] == Quote)
                i++;
        }

        return _unescaped.AsSpan(0, length);
    }

    private static long CountLines(ReadOnlySpan<char> cell)
    {
        var lines = 0L;
        for (var i = cell.IndexOfAny('\r', '\n'); i >= 0 && i < cell.Length; i++)
        {
            if (cell[i] == '\n' || (cell[i] == '\r' && (i + 1 == cell.Length || cell[i + 1] != '\n')))
                lines++;
        }

        return lines;
    }

    private readonly record struct CellRange(int Start, int Length, bool HasQuotes);

    private enum Outcome
    {
        Row,
        Blank,
        End,
        NeedsMore,
    }
}
