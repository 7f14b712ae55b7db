using System.Buffers;
using System.IO.Compression;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Web.Ingestion;

/// <summary>A request's body in memory, unpacked, and never more of it than a body may have.</summary>
internal static class RequestBytes
{
    /// <returns>Null when it is too large, packed or unpacked.</returns>
    /// <exception cref="InvalidDataException">It begins like gzip and is none.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > TrackingBody.MaxBytes) return null;

        if (await ReadAsync(request.Body, (int)(request.ContentLength ?? 0), cancellationToken) is not { } bytes) return null;
        if (!IsGzip(bytes.Span)) return bytes;

        // The bytes decide, not the header: a client labels its gzip as a form, a proxy unpacks and keeps the label.
        await using var packed = new GZipStream(new MemoryStream(bytes.ToArray(), writable: false), CompressionMode.Decompress);
        return await ReadAsync(packed, bytes.Length * 4, cancellationToken);
    }

    private static bool IsGzip(ReadOnlySpan<byte> bytes) => bytes is [0x1F, 0x8B, ..];

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream stream, int sizeHint, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(Math.Clamp(sizeHint + 1, 4096, TrackingBody.MaxBytes + 1));
        while (true)
        {
            var read = await stream.ReadAsync(buffer.GetMemory(), cancellationToken);
            if (read == 0) return buffer.WrittenMemory;

            buffer.Advance(read);
            if (buffer.WrittenCount > TrackingBody.MaxBytes) return null;
        }
    }
}
