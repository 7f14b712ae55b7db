using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <summary>A part of a file. Several can be read side by side.</summary>
internal sealed class FileSlice(SafeFileHandle file, long start, long length) : ReadOnlyStream
{
    private long _position;

    public override long Length => length;

    public override long Position { get => _position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length > length - _position) buffer = buffer[..(int)(length - _position)];
        var read = buffer.IsEmpty ? 0 : RandomAccess.Read(file, buffer, start + _position);
        _position += read;
        return read;
    }
}
