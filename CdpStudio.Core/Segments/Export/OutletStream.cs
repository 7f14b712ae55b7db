namespace CdpStudio.Core.Segments.Export;

/// <summary>
/// Takes what the archive writes, which it does synchronously, and hands it on without blocking when asked to. A server's
/// response refuses synchronous writes, and a slow reader must not hold a thread.
/// </summary>
internal sealed class OutletStream(Stream file) : Stream
{
    private const int DrainBytes = 64 * 1024;

    private readonly MemoryStream _waiting = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => _waiting.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => _waiting.Write(buffer);

    public override void Flush()
    {
        // What waits goes on in DrainAsync.
    }

    /// <param name="always">Also when little has come together.</param>
    public async ValueTask DrainAsync(bool always, CancellationToken cancellationToken)
    {
        if (_waiting.Length == 0 || (!always && _waiting.Length < DrainBytes)) return;

        await file.WriteAsync(_waiting.GetBuffer().AsMemory(0, (int)_waiting.Length), cancellationToken);
        _waiting.SetLength(0);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _waiting.Dispose();
        base.Dispose(disposing);
    }
}
