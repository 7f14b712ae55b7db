using System.Text;
using System.Text.Json;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Sources.Imports.Reading.Json;

/// <summary>Objects as rows: a member is a cell, an object in an object gives its members by dotted paths, a list stays one cell.</summary>
internal sealed class JsonReader(JsonItems items, JsonColumns columns) : IRowReader
{
    /// <summary>Objects in objects beyond it stay one cell, as JSON.</summary>
    private const int MaxDepth = 8;

    private static readonly JsonReaderOptions s_options = new() { MaxDepth = 64 };

    private readonly CellRow _row = new();
    private byte[] _bytes = new byte[4 * 1024];
    private char[] _chars = new char[4 * 1024];
    private char[] _path = new char[256];
    private bool _again;

    public long Line { get; private set; }

    public RowFault Fault { get; private set; }

    public bool FollowsFault => false;

    public int Count => _row.Count;

    public int Size => items.Text.Length;

    public ReadOnlySpan<char> this[int cell] => _row[cell];

    public CellKind KindOf(int cell) => _row.KindOf(cell);

    public bool ContainsAny(ReadOnlySpan<char> letters) => _row.ContainsAny(letters);

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (_again)
        {
            _again = false;
            return true;
        }

        _row.Clear();
        Fault = RowFault.None;
        if (!await items.ReadAsync(cancellationToken)) return false;

        Line = items.Line;
        Fault = items.Fault == RowFault.None ? Flatten() : items.Fault;
        if (Fault == RowFault.None)
        {
            _row.PadTo(columns.Names.Count);
        }
        else
        {
            _row.Clear();
            _row.Set(0, items.Text, CellKind.Text);
        }

        return true;
    }

    public void StepBack() => _again = true;

    public void Dispose() => items.Dispose();

    private RowFault Flatten()
    {
        var most = Encoding.UTF8.GetMaxByteCount(items.Text.Length);
        if (_bytes.Length < most) _bytes = new byte[most];
        var reader = new Utf8JsonReader(_bytes.AsSpan(0, Encoding.UTF8.GetBytes(items.Text, _bytes)), s_options);
        try
        {
            reader.Read();
            var isObject = reader.TokenType == JsonTokenType.StartObject;
            if (isObject) ReadObject(ref reader, 0, 1);
            else reader.Skip();
            // Anything behind it is an error.
            reader.Read();
            return isObject ? RowFault.None : RowFault.NotAnObject;
        }
        catch (JsonException)
        {
            return RowFault.BrokenJson;
        }
    }

    private void ReadObject(ref Utf8JsonReader reader, int pathLength, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var length = Extend(ref reader, pathLength);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when depth < MaxDepth:
                    ReadObject(ref reader, length, depth + 1);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    SetWhole(ref reader, length);
                    break;
                case JsonTokenType.String:
                    Set(length, Copy(ref reader), CellKind.Text);
                    break;
                case JsonTokenType.Number:
                    Set(length, Widen(reader.ValueSpan), CellKind.Number);
                    break;
                case JsonTokenType.True or JsonTokenType.False:
                    Set(length, reader.TokenType == JsonTokenType.True ? "true" : "false", CellKind.Boolean);
                    break;
                default:
                    Set(length, "", CellKind.Text);
                    break;
            }
        }
    }

    private void SetWhole(ref Utf8JsonReader reader, int pathLength)
    {
        var start = (int)reader.TokenStartIndex;
        var kind = reader.TokenType == JsonTokenType.StartArray ? CellKind.List : CellKind.Text;
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (kind == CellKind.List && reader.TokenType is (JsonTokenType.StartObject or JsonTokenType.StartArray)) kind = CellKind.Objects;
        }

        Set(pathLength, Widen(_bytes.AsSpan(start, (int)reader.BytesConsumed - start)), kind);
    }

    private void Set(int pathLength, ReadOnlySpan<char> text, CellKind kind)
    {
        var column = columns.Position(_path.AsSpan(0, pathLength));
        if (column >= 0) _row.Set(column, text, kind);
    }

    /// <summary>The path with the member's name behind it; returns its length.</summary>
    private int Extend(ref Utf8JsonReader reader, int pathLength)
    {
        var name = Copy(ref reader);
        var start = pathLength == 0 ? 0 : pathLength + 1;
        if (_path.Length < start + name.Length) Array.Resize(ref _path, Math.Max(_path.Length * 2, start + name.Length));
        if (start > 0) _path[pathLength] = '.';
        name.CopyTo(_path.AsSpan(start));
        return start + name.Length;
    }

    private ReadOnlySpan<char> Copy(ref Utf8JsonReader reader)
    {
        Grow(reader.ValueSpan.Length);
        try
        {
            return _chars.AsSpan(0, reader.CopyString(_chars));
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape.
            _chars[0] = TextEncoding.Undecodable;
            return _chars.AsSpan(0, 1);
        }
    }

    private ReadOnlySpan<char> Widen(ReadOnlySpan<byte> utf8)
    {
        Grow(utf8.Length);
        return _chars.AsSpan(0, Encoding.UTF8.GetChars(utf8, _chars));
    }

    private void Grow(int length)
    {
        if (_chars.Length < length) _chars = new char[length];
    }
}
