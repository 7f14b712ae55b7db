namespace CdpStudio.Core.Audience.Engine.Search;

/// <summary>Bytes behind one another in an array that grows, and begins again without giving it back.</summary>
internal sealed class ByteBuffer
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Room behind what was written, at least so long.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - Length < length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + length));
        return _bytes.AsSpan(Length);
    }

    public void Advance(int length) => Length += length;

    public void Add(byte letter)
    {
        Reserve(1)[0] = letter;
        Length++;
    }

    public void Clear() => Length = 0;
}
