using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading.Json;

/// <summary>
/// Cuts JSON into the texts of its values, in constant memory: every line is one, or every element of one list, as the first sign says.
/// A value that is broken does not keep from the next one. A list must be closed and nothing may follow it.
/// </summary>
internal sealed class JsonItems(TextReader text) : IDisposable
{
    /// <summary>Characters of one value. Of a longer one the beginning is kept.</summary>
    public const int MaxLength = 1024 * 1024;

    private const int ShownOfTooLong = 200;

    // A value's first and last sign are looked for between these, which JSON and record separators (RFC 7464) put around them.
    public const string Blanks = " \t\r\n\u001E\uFEFF";

    private readonly char[] _block = new char[16 * 1024];
    private char[] _item = new char[4 * 1024];
    private int _length;
    private int _next;
    private int _end;
    private long _line = 1;
    private bool _wasReturn;
    private bool? _isList;
    private bool _closed;

    // Of the element that is being read.
    private int _depth;
    private bool _isInText;
    private bool _isEscaped;

    /// <summary>Of the value's first sign.</summary>
    public long Line { get; private set; }

    /// <summary>None or too long.</summary>
    public RowFault Fault { get; private set; }

    public ReadOnlySpan<char> Text => _item.AsSpan(0, _length).Trim(Blanks);

    /// <exception cref="UnreadableFileException">The list is not closed, or something follows it.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _isList ??= await BeginsWithListAsync(cancellationToken);
        return _isList.Value ? await ReadElementAsync(cancellationToken) : await ReadLineAsync(cancellationToken);
    }

    public void Dispose() => text.Dispose();

    private bool HasItem => Fault != RowFault.None || !Text.IsEmpty;

    private static bool IsBlank(char sign) => Blanks.AsSpan().Contains(sign);

    private async ValueTask<bool> BeginsWithListAsync(CancellationToken cancellationToken)
    {
        while (await HasMoreAsync(cancellationToken))
        {
            if (_block[_next] == '[')
            {
                _next++;
                return true;
            }

            if (!IsBlank(_block[_next])) return false;
            Pass();
        }

        return false;
    }

    private async ValueTask<bool> ReadLineAsync(CancellationToken cancellationToken)
    {
        Begin();
        while (await HasMoreAsync(cancellationToken))
        {
            var rest = _block.AsSpan(_next, _end - _next);
            var length = rest.IndexOfAny('\r', '\n');
            Append(length < 0 ? rest : rest[..length]);
            _next += length < 0 ? rest.Length : length;
            if (length != 0) _wasReturn = false;
            if (length < 0) continue;

            Pass();
            if (HasItem) return true;
            Begin();
        }

        return HasItem;
    }

    private async ValueTask<bool> ReadElementAsync(CancellationToken cancellationToken)
    {
        if (_closed)
        {
            await CheckTailAsync(cancellationToken);
            return false;
        }

        Begin();
        while (await HasMoreAsync(cancellationToken))
        {
            if (TakePart()) return HasItem || !_closed || await ReadElementAsync(cancellationToken);
        }

        throw new UnreadableFileException(FileProblem.ListCutOff, _line.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Takes what the block has of an element; true when that ends in it.</summary>
    private bool TakePart()
    {
        var from = _next;
        while (_next < _end)
        {
            var sign = _block[_next];
            if (_length == 0 && from == _next && IsBlank(sign))
            {
                Pass();
                from = _next;
                Line = _line;
                continue;
            }

            if (_isInText && sign is '\r' or '\n')
            {
                // A line break can't stand in a text: it was never closed, and one broken element must not swallow the rest of the list.
                Append(_block.AsSpan(from, _next - from));
                return true;
            }

            if (_isInText)
            {
                _isInText = _isEscaped || sign != '"';
                _isEscaped = !_isEscaped && sign == '\\';
            }
            else if (_depth == 0 && sign is ',' or ']')
            {
                Append(_block.AsSpan(from, _next - from));
                Pass();
                _closed = sign == ']';
                return true;
            }
            else
            {
                (_isInText, _isEscaped) = (sign == '"', false);
                _depth += sign is '{' or '[' ? 1 : sign is '}' or ']' && _depth > 0 ? -1 : 0;
            }

            Pass();
        }

        Append(_block.AsSpan(from, _next - from));
        return false;
    }

    private async ValueTask CheckTailAsync(CancellationToken cancellationToken)
    {
        while (await HasMoreAsync(cancellationToken))
        {
            if (!IsBlank(_block[_next])) throw new UnreadableFileException(FileProblem.ListTail, _line.ToString(CultureInfo.InvariantCulture));
            Pass();
        }
    }

    private void Begin()
    {
        _length = 0;
        Line = _line;
        Fault = RowFault.None;
        (_depth, _isInText, _isEscaped) = (0, false, false);
    }

    /// <summary>Goes on by one sign and counts lines as an editor does.</summary>
    private void Pass()
    {
        var sign = _block[_next++];
        if (sign == '\r' || (sign == '\n' && !_wasReturn)) _line++;
        _wasReturn = sign == '\r';
    }

    private void Append(ReadOnlySpan<char> more)
    {
        if (Fault != RowFault.None) return;
        if (_length + more.Length > MaxLength)
        {
            Fault = RowFault.TooLong;
            _length = Math.Min(_length, ShownOfTooLong);
            return;
        }

        if (_item.Length < _length + more.Length) Array.Resize(ref _item, Math.Max(_item.Length * 2, _length + more.Length));
        more.CopyTo(_item.AsSpan(_length));
        _length += more.Length;
    }

    private async ValueTask<bool> HasMoreAsync(CancellationToken cancellationToken)
    {
        if (_next < _end) return true;

        _next = 0;
        _end = await text.ReadAsync(_block, cancellationToken);
        return _end > 0;
    }
}
