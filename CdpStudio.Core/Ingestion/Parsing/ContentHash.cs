using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CdpStudio.Core.Ingestion.Parsing;

/// <summary>
/// 128 bits of SHA-256 over what a message says, whatever its white space, its escapes and the order of its members. Not a faster hash:
/// whoever holds a write key could make two contents collide.
/// </summary>
internal static class ContentHash
{
    private static readonly byte[][] s_members =
    [
        [.. "userId"u8], [.. "anonymousId"u8], [.. "previousId"u8], [.. "groupId"u8], [.. "event"u8], [.. "name"u8], [.. "category"u8],
        [.. "properties"u8],
    ];

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <param name="traits">Those that the call means, wherever they stood.</param>
    public static UInt128 Of(CallType type, JsonElement call, JsonElement traits)
    {
        var buffer = Buffer();
        Put(buffer, (byte)type);
        // A member that is null says as little as one that is not there: not every retry writes it again.
        foreach (var member in s_members) Write(buffer, call.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null ? value : default);
        Write(buffer, traits.ValueKind == JsonValueKind.Null ? default : traits);
        Write(buffer, Timestamp(call));
        return Finish(buffer);
    }

    /// <summary>The key of a message within all sources.</summary>
    public static UInt128 OfKey(int source, string key)
    {
        var buffer = Buffer();
        Put(buffer, source);
        Encoding.UTF8.GetBytes(key, buffer);
        return Finish(buffer);
    }

    private static ArrayBufferWriter<byte> Buffer()
    {
        var buffer = t_buffer ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        return buffer;
    }

    private static UInt128 Finish(ArrayBufferWriter<byte> buffer)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.WrittenSpan, digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private static JsonElement Timestamp(JsonElement call) =>
        call.TryGetProperty("timestamp"u8, out var timestamp) && timestamp.ValueKind != JsonValueKind.Null ? timestamp
        : call.TryGetProperty("originalTimestamp"u8, out timestamp) && timestamp.ValueKind != JsonValueKind.Null ? timestamp
        : default;

    // Each value begins with its kind and says its length, so no two different values write the same bytes.
    private static void Write(ArrayBufferWriter<byte> buffer, JsonElement value)
    {
        Put(buffer, (byte)value.ValueKind);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Put(buffer, Unescaped(JsonMarshal.GetRawUtf8Value(value)[1..^1], value, static v => v.GetString()!));
                break;
            case JsonValueKind.Number:
                Put(buffer, JsonMarshal.GetRawUtf8Value(value));
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) Write(buffer, item);
                Put(buffer, 0);
                break;
            case JsonValueKind.Object:
                WriteMembers(buffer, value);
                Put(buffer, 0);
                break;
        }
    }

    private static void WriteMembers(ArrayBufferWriter<byte> buffer, JsonElement value)
    {
        var members = ArrayPool<JsonProperty>.Shared.Rent(value.GetPropertyCount());
        var order = ArrayPool<int>.Shared.Rent(members.Length);
        var count = 0;
        foreach (var member in value.EnumerateObject()) (members[count], order[count]) = (member, count++);
        order.AsSpan(0, count).Sort((left, right) =>
        {
            var byName = Name(members[left]).SequenceCompareTo(Name(members[right]));
            return byName != 0 ? byName : left.CompareTo(right);
        });
        for (var i = 0; i < count; i++)
        {
            Put(buffer, 1);
            Put(buffer, Name(members[order[i]]));
            Write(buffer, members[order[i]].Value);
        }

        members.AsSpan(0, count).Clear();
        ArrayPool<JsonProperty>.Shared.Return(members);
        ArrayPool<int>.Shared.Return(order);
    }

    private static ReadOnlySpan<byte> Name(JsonProperty member) =>
        Unescaped(JsonMarshal.GetRawUtf8PropertyName(member), member, static m => m.Name);

    private static ReadOnlySpan<byte> Unescaped<T>(ReadOnlySpan<byte> raw, T owner, Func<T, string> text) =>
        raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(text(owner)) : raw;

    private static void Put(ArrayBufferWriter<byte> buffer, byte value)
    {
        buffer.GetSpan(1)[0] = value;
        buffer.Advance(1);
    }

    private static void Put(ArrayBufferWriter<byte> buffer, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.GetSpan(sizeof(int)), value);
        buffer.Advance(sizeof(int));
    }

    private static void Put(ArrayBufferWriter<byte> buffer, ReadOnlySpan<byte> text)
    {
        Put(buffer, text.Length);
        buffer.Write(text);
    }
}
