using System.Buffers;
using System.Text;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>One section of a file in memory, in blocks, so that it may be larger than an array, and gives its memory to the next.</summary>
internal sealed class SectionBuffer : Stream
{
    private const int BlockSize = 1 << 20;

    private readonly List<byte[]> _blocks = [];
    private long _length;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    public uint Checksum()
    {
        var crc = new Crc32C();
        foreach (var block in Blocks()) crc.Add(block);
        return crc.Value;
    }

    /// <summary>Appends what <paramref name="write"/> writes.</summary>
    public static SectionBuffer Of(Action<BinaryWriter> write)
    {
        var buffer = new SectionBuffer();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true);
        write(writer);
        return buffer;
    }

    public override void CopyTo(Stream destination, int bufferSize)
    {
        foreach (var block in Blocks()) destination.Write(block);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var within = (int)(_length % BlockSize);
            if (within == 0) _blocks.Add(ArrayPool<byte>.Shared.Rent(BlockSize));
            var part = Math.Min(buffer.Length, BlockSize - within);
            buffer[..part].CopyTo(_blocks[^1].AsSpan(within));
            _length += part;
            buffer = buffer[part..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        foreach (var block in _blocks) ArrayPool<byte>.Shared.Return(block);
        _blocks.Clear();
        base.Dispose(disposing);
    }

    private IEnumerable<ArraySegment<byte>> Blocks() =>
        _blocks.Select((block, i) => new ArraySegment<byte>(block, 0, (int)Math.Min(BlockSize, _length - ((long)i * BlockSize))));
}
