using System.Buffers.Binary;
using System.IO.Compression;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Web.Ingestion;

/// <summary>A request's body in memory, unpacked: never more of it than a body may have, and never more than its share allows.</summary>
internal static class RequestBytes
{
    // Grows as bytes come, so that who declares much and sends it slowly holds little.
    private const int FirstBytes = 4096;

    /// <exception cref="InvalidDataException">It begins like gzip and is none, or is cut off.</exception>
    public static async Task<BodyRead> ReadAsync(HttpRequest request, BodyShare share, CancellationToken cancellationToken)
    {
        if (request.ContentLength > TrackingBody.MaxBytes) return new BodyRead.TooLarge();

        var read = await ReadAsync(request.Body, share, cancellationToken);
        // The bytes decide, not the header: a client labels its gzip as a form, a proxy unpacks and keeps the label.
        if (read is not BodyRead.Bytes { Body: var packed } || !IsGzip(packed)) return read;

        await using var gzip = new GZipStream(new MemoryStream(packed.Array!, 0, packed.Count, writable: false), CompressionMode.Decompress);
        var unpacked = await ReadAsync(gzip, share, cancellationToken);
        // What is cut off ends like what is whole; its last four bytes are not the length then.
        if (unpacked is BodyRead.Bytes { Body.Count: var length } && BinaryPrimitives.ReadUInt32LittleEndian(packed.AsSpan(packed.Count - sizeof(uint))) != length)
            throw new InvalidDataException("Not one whole gzip member.");

        return unpacked;
    }

    private static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, _, _, ..];

    private static async Task<BodyRead> ReadAsync(Stream stream, BodyShare share, CancellationToken cancellationToken)
    {
        if (!share.TryGrow(FirstBytes)) return new BodyRead.NoRoom();

        var buffer = new byte[FirstBytes];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0) return new BodyRead.Bytes(new ArraySegment<byte>(buffer, 0, length));

            length += read;
            if (length > TrackingBody.MaxBytes) return new BodyRead.TooLarge();
            if (length < buffer.Length) continue;

            // Both are there while one is copied into the other.
            var larger = Math.Min(buffer.Length * 2, TrackingBody.MaxBytes + 1);
            if (!share.TryGrow(larger)) return new BodyRead.NoRoom();

            var before = buffer.Length;
            Array.Resize(ref buffer, larger);
            share.Shrink(before);
        }
    }
}

/// <summary>What became of reading a body.</summary>
internal abstract record BodyRead
{
    private BodyRead()
    {
    }

    public sealed record Bytes(ArraySegment<byte> Body) : BodyRead;

    /// <summary>Packed or unpacked.</summary>
    public sealed record TooLarge : BodyRead;

    /// <summary>Too many bodies are in memory now.</summary>
    public sealed record NoRoom : BodyRead;
}
