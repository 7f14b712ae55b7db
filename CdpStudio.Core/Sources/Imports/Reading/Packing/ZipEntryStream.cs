using System.IO.Compression;

namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <summary>
/// An archive's file as it is unpacked. It ends only where the archive says, with the check sum that stands there: what is cut off,
/// damaged or longer than it says is an error and never a shorter file.
/// </summary>
internal sealed class ZipEntryStream(ZipEntry entry, FileSlice packed, UnpackLimits limits) : ReadOnlyStream
{
    private readonly Stream _unpacked = entry.IsStored ? packed : new DeflateStream(packed, CompressionMode.Decompress);
    private long _length;
    private uint _crc;

    /// <summary>How much of it has been read, packed.</summary>
    public override long Position { get => packed.Position; set => throw new NotSupportedException(); }

    /// <summary>Packed.</summary>
    public override long Length => packed.Length;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;

        int read;
        try
        {
            read = _unpacked.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Broken("what is in it can't be unpacked", e);
        }

        _length += read;
        _crc = Crc32.Append(_crc, buffer[..read]);
        if (_length > entry.Unpacked) throw Broken("more is in it than it says");
        limits.Check(_length, packed.Position);
        if (read == 0 && _length < entry.Unpacked) throw Broken("less is in it than it says");
        if (read == 0 && _crc != entry.Crc) throw Broken("its check sum is wrong");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private static UnreadableFileException Broken(string why, Exception? e = null) => new(FileProblem.BrokenArchive, why, e);
}
