using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>
/// What makes a row this row wherever it comes again: 128 bits of SHA-256 over its key columns, or over all of them and the number of
/// the row's occurrence in the file, and over what it is imported as. So the same rows again are duplicates, but the orders of a file
/// can be imported as one event and its people as profiles, and profiles again in another way.
/// </summary>
internal sealed class RowKey
{
    private readonly byte[] _purpose;
    private readonly int[] _columns;

    // Only without key columns. Filled again from the file's beginning when a run resumes.
    private readonly RowOccurrences _occurrences = new();
    private byte[] _buffer = new byte[1024];

    /// <param name="columns">Positions of the key columns; empty for all.</param>
    public RowKey(ImportMapping mapping, IReadOnlyList<int> columns)
    {
        _columns = [.. columns];
        _purpose = Encoding.UTF8.GetBytes(mapping.Kind == ImportKind.Events
            ? "events\0" + StudioText.Key(mapping.Event!)
            : "profiles\0" + MappingJson.Write(mapping with { Format = null, Encoding = null, Separator = null, HasHeader = true, Sheet = null, Entry = null, FirstRow = null, HiddenRows = true, MessageId = [], StartsJourneys = true }));
    }

    /// <summary>The row's key; null when all of its key columns are empty. Asked once per row, in their order.</summary>
    public string? Of(IRowReader row)
    {
        var writer = new ArrayBufferWriter<byte>();
        writer.Write(_purpose);
        var isBlank = _columns.Length > 0;
        var count = _columns.Length == 0 ? row.Count : _columns.Length;
        for (var i = 0; i < count; i++)
        {
            var cell = row[_columns.Length == 0 ? i : _columns[i]];
            isBlank &= cell.IsWhiteSpace();
            Append(writer, cell);
        }

        if (isBlank) return null;

        var hash = Hash(writer.WrittenSpan);
        if (_columns.Length == 0)
        {
            var occurrence = _occurrences.Count(hash);
            if (occurrence > 1)
            {
                BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(4), occurrence);
                writer.Advance(4);
                hash = Hash(writer.WrittenSpan);
            }
        }

        return hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
    }

    // The length before the text: the cells ab|c and a|bc are different.
    private void Append(ArrayBufferWriter<byte> writer, ReadOnlySpan<char> cell)
    {
        var most = Encoding.UTF8.GetMaxByteCount(cell.Length);
        if (_buffer.Length < most) _buffer = new byte[most];
        var length = Encoding.UTF8.GetBytes(cell, _buffer);
        BinaryPrimitives.WriteInt32LittleEndian(writer.GetSpan(4), length);
        writer.Advance(4);
        writer.Write(_buffer.AsSpan(0, length));
    }

    private static UInt128 Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
