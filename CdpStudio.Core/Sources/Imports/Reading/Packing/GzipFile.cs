using System.IO.Compression;
using System.Security.Cryptography;

namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <summary>
/// A file packed with gzip, as it is unpacked; several such files behind each other are one. The framework's reader takes a file that
/// was cut off for a shorter one and drops what follows the last member. So it is given one member more than the file has, a seal: only
/// if exactly the seal comes out at last was everything before it whole.
/// </summary>
internal sealed class GzipFile : ReadOnlyStream
{
    private const int SealLength = 16;

    private readonly byte[] _seal = RandomNumberGenerator.GetBytes(SealLength);
    private readonly Source _source;
    private readonly GZipStream _unpacked;
    private readonly UnpackLimits _limits;
    private long _unpackedLength;
    private bool _ended;

    /// <param name="packed">Is closed with this one. Its position and length say how far reading is.</param>
    public GzipFile(Stream packed, UnpackLimits limits)
    {
        _limits = limits;
        _source = new Source(packed, Pack(_seal));
        _unpacked = new GZipStream(_source, CompressionMode.Decompress);
    }

    public override long Position { get => _source.Position; set => throw new NotSupportedException(); }

    public override long Length => _source.Length;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || _ended) return 0;

        try
        {
            var read = _unpacked.Read(buffer);
            if (_source.IsAtSeal)
            {
                CheckSeal(buffer[..read]);
                _ended = true;
                return 0;
            }

            if (read == 0) throw Broken(null);
            _unpackedLength += read;
            _limits.Check(_unpackedLength, _source.Position);
            return read;
        }
        catch (InvalidDataException e)
        {
            throw Broken(e);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    // What comes out once the seal has gone in is the seal, or nonsense made of it; neither is the file's.
    private void CheckSeal(ReadOnlySpan<byte> first)
    {
        var all = new byte[SealLength + 1];
        first[..Math.Min(first.Length, all.Length)].CopyTo(all);
        var length = first.Length;
        while (length is > 0 and <= SealLength && _unpacked.Read(all, length, all.Length - length) is var read and > 0) length += read;
        if (length != SealLength || !all.AsSpan(0, SealLength).SequenceEqual(_seal)) throw Broken(null);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression)) gzip.Write(bytes);
        return packed.ToArray();
    }

    private static UnreadableFileException Broken(Exception? e) => new(FileProblem.BrokenGzip, innerException: e);

    /// <summary>The file's bytes, and in a read of their own the seal's.</summary>
    private sealed class Source(Stream packed, byte[] seal) : ReadOnlyStream
    {
        private int _sealAt;

        public bool IsAtSeal { get; private set; }

        public override long Position { get => packed.Position; set => throw new NotSupportedException(); }

        public override long Length => packed.Length;

        public override int Read(Span<byte> buffer)
        {
            var read = IsAtSeal ? 0 : packed.Read(buffer);
            if (read > 0 || buffer.IsEmpty) return read;

            IsAtSeal = true;
            var length = Math.Min(buffer.Length, seal.Length - _sealAt);
            seal.AsSpan(_sealAt, length).CopyTo(buffer);
            _sealAt += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) packed.Dispose();
            base.Dispose(disposing);
        }
    }
}
