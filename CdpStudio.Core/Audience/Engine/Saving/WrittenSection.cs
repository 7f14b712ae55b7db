using System.Buffers;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>One section on its way into a file: what passes is counted and checked, and little of it waits in memory.</summary>
internal sealed class WrittenSection(Stream file) : Stream
{
    private const int BufferSize = 1 << 16;

    private readonly byte[] _waiting = ArrayPool<byte>.Shared.Rent(BufferSize);
    private Crc32C _checksum = new();
    private int _count;
    private long _passed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _passed + _count;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    /// <summary>Nothing more follows.</summary>
    /// <returns>The checksum of all of it.</returns>
    public uint Finish()
    {
        Pass(_waiting.AsSpan(0, _count));
        _count = 0;
        return _checksum.Value;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.Length > _waiting.Length - _count)
        {
            Pass(_waiting.AsSpan(0, _count));
            _count = 0;
        }

        if (buffer.Length > _waiting.Length)
        {
            Pass(buffer);
            return;
        }

        buffer.CopyTo(_waiting.AsSpan(_count));
        _count += buffer.Length;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Does nothing: whoever asks how long the section is flushes it each time.</summary>
    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) ArrayPool<byte>.Shared.Return(_waiting);
        base.Dispose(disposing);
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        _checksum.Add(bytes);
        file.Write(bytes);
        _passed += bytes.Length;
    }
}
