using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>One section of a file, read from its beginning. Each has a place of its own: several threads may read from one file.</summary>
internal sealed class SectionStream(SafeFileHandle file, long start, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _position; set => _position = value; }

    /// <exception cref="EndOfStreamException">The file holds less.</exception>
    public override int Read(Span<byte> buffer)
    {
        var part = buffer[..(int)Math.Clamp(length - _position, 0, buffer.Length)];
        if (part.IsEmpty) return 0;

        var read = RandomAccess.Read(file, part, start + _position);
        if (read == 0) throw new EndOfStreamException();

        _position += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
