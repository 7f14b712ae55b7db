using System.Text;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// Writes an event's properties into the columns of their paths. The common event, whose names hold no dot, goes through in one pass
/// without an object per value; others take the way of <see cref="JsonPaths"/>. Not safe for several threads at once.
/// </summary>
internal sealed class PropertyReader
{
    private readonly List<Column> _written = [];
    private byte[] _json = new byte[4096];
    private byte[] _path = new byte[512];
    private Series? _series;
    private int _index;

    /// <param name="json">A JSON object.</param>
    public void Read(string json, Series series, int index)
    {
        if (json.Length < 3) return;

        var most = Encoding.UTF8.GetMaxByteCount(json.Length);
        if (_json.Length < most) _json = new byte[most];
        var bytes = _json.AsSpan(0, Encoding.UTF8.GetBytes(json, _json));
        (_series, _index) = (series, index);
        _written.Clear();

        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject && !TryReadObject(ref reader, bytes, 0, out _)) ReadDotted(bytes);
    }

    /// <returns>False when a name holds a dot.</returns>
    private bool TryReadObject(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int pathLength, out bool hasValue)
    {
        hasValue = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = JsonStrings.Text(ref reader);
            if (name.Contains((byte)'.')) return false;

            var length = AppendName(pathLength, name);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                var start = (int)reader.TokenStartIndex;
                if (!TryReadObject(ref reader, json, length, out var innerHasValue)) return false;
                if (innerHasValue) SetStructure(length, json[start..(int)reader.BytesConsumed]);
                hasValue |= innerHasValue;
            }
            else
            {
                hasValue |= ReadValue(ref reader, json, length);
            }
        }

        return true;
    }

    private bool ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int pathLength)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                var text = JsonStrings.Text(ref reader);
                if (JsonStrings.IsBlank(text)) return false;
                Free(pathLength)?.Set(_index, ValueKind.Text, text);
                return true;
            case JsonTokenType.Number:
                if (Free(pathLength) is { } column) NumberIntake.Set(column, _index, reader.ValueSpan);
                return true;
            case JsonTokenType.True:
                Free(pathLength)?.Set(_index, ValueKind.Boolean, "true"u8);
                return true;
            case JsonTokenType.False:
                Free(pathLength)?.Set(_index, ValueKind.Boolean, "false"u8);
                return true;
            case JsonTokenType.StartArray:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return ReadList(json[start..(int)reader.BytesConsumed], pathLength);
            default:
                return false;
        }
    }

    private bool ReadList(ReadOnlySpan<byte> json, int pathLength)
    {
        using var document = JsonDocument.Parse(json.ToArray());
        var list = JsonPaths.ValueOf(document.RootElement);
        if (list is null) return false;

        Free(pathLength)?.Set(_index, ValueKind.List, JsonPaths.Write(list));
        foreach (var (path, value) in JsonPaths.Of(document.RootElement)) Set(Free(AppendName(pathLength, Encoding.UTF8.GetBytes(path))), value);
        return true;
    }

    private void ReadDotted(ReadOnlySpan<byte> json)
    {
        foreach (var column in _written) column.Clear(_index);

        using var document = JsonDocument.Parse(json.ToArray());
        foreach (var (path, value) in JsonPaths.Of(document.RootElement)) Set(Free(AppendName(0, Encoding.UTF8.GetBytes(path))), value);
    }

    private void Set(Column? column, StudioValue value)
    {
        if (column is not null) ValueIntake.Set(column, _index, value);
    }

    private void SetStructure(int pathLength, ReadOnlySpan<byte> json) =>
        Free(pathLength)?.Set(_index, ValueKind.Structure, Encoding.ASCII.GetBytes(ObjectHash.Of(json)));

    /// <summary>The column of the path, unless this event has a value there: of names that are equal without case the first one holds.</summary>
    private Column? Free(int pathLength)
    {
        var column = _series!.ColumnOf(_path.AsSpan(0, pathLength));
        if (column.IsSet(_index)) return null;

        _written.Add(column);
        return column;
    }

    private int AppendName(int pathLength, ReadOnlySpan<byte> name)
    {
        var length = pathLength + name.Length + 1;
        if (length > _path.Length) Array.Resize(ref _path, length * 2);
        if (pathLength > 0) _path[pathLength++] = (byte)'.';
        name.CopyTo(_path.AsSpan(pathLength));
        return pathLength + name.Length;
    }
}
