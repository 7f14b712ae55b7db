using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>
/// 128 bits of SHA-256 over what a message says, whatever its white space and the order of its members. Not a faster hash: whoever
/// holds a write key could make two contents collide.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    private static readonly string[] s_members =
        ["userId", "anonymousId", "previousId", "groupId", "event", "name", "category", "properties"];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    private readonly ArrayBufferWriter<byte> _buffer;

    private ContentHash()
    {
        _buffer = t_buffer ?? new ArrayBufferWriter<byte>(4096);
        t_buffer = null;
    }

    /// <param name="traits">Those that the call means, wherever they stood.</param>
    public static UInt128 Of(CallType type, JsonElement call, JsonElement traits)
    {
        using var hash = new ContentHash();
        hash._buffer.GetSpan(1)[0] = (byte)type;
        hash._buffer.Advance(1);
        foreach (var member in s_members) hash.Write(call.TryGetProperty(member, out var value) ? value : default);
        hash.Write(traits);
        hash.Write(Timestamp(call));
        return hash.Finish();
    }

    /// <summary>The key of a message within all sources.</summary>
    public static UInt128 OfKey(int source, string key)
    {
        using var hash = new ContentHash();
        BinaryPrimitives.WriteInt32LittleEndian(hash._buffer.GetSpan(4), source);
        hash._buffer.Advance(4);
        Encoding.UTF8.GetBytes(key, hash._buffer);
        return hash.Finish();
    }

    public void Dispose()
    {
        _buffer.ResetWrittenCount();
        t_buffer = _buffer;
    }

    private static JsonElement Timestamp(JsonElement call) =>
        call.TryGetProperty("timestamp", out var timestamp) && timestamp.ValueKind != JsonValueKind.Null ? timestamp
        : call.TryGetProperty("originalTimestamp", out timestamp) ? timestamp
        : default;

    private UInt128 Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.WrittenSpan, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    // Each value begins with its kind and says its length, so no two different values write the same bytes.
    private void Write(JsonElement value)
    {
        Put((byte)value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Put(value.GetString()!);
                break;
            case JsonValueKind.Number:
                Put(value.GetRawText());
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Write(item);
                Put(0);
                break;
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    Put(1);
                    Put(member.Name);
                    Write(member.Value);
                }

                Put(0);
                break;
        }
    }

    private void Put(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    private void Put(string text)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.GetSpan(4), Encoding.UTF8.GetByteCount(text));
        _buffer.Advance(4);
        Encoding.UTF8.GetBytes(text, _buffer);
    }
}
