using System.Buffers;
using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// A file as memory that the system brings in when it is looked at, and takes back when others need room. Stays mapped as long as any part
/// of it is referred to, also after the file was removed. Nobody may write to it in place or cut it off meanwhile.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private const int BufferSize = 1 << 16;

    private readonly SafeFileHandle _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _first;

    /// <exception cref="IOException">It cannot be mapped.</exception>
    public MappedFile(string path)
    {
        _file = File.OpenHandle(path);
        try
        {
            using var mapping = MemoryMappedFile.CreateFromFile(_file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
            _view = mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            _first = (byte*)_view.SafeMemoryMappedViewHandle.DangerousGetHandle() + _view.PointerOffset;
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>Whether anybody may refer to a part of it.</summary>
    public bool IsUsed { get; private set; }

    /// <param name="start">In bytes from the beginning of the file. Start and length lie within it.</param>
    public ReadOnlyMemory<byte> Slice(long start, int length)
    {
        Use(start, length);
        return new Part(this, start, length).Memory;
    }

    /// <summary>Notes that a part is referred to.</summary>
    public void Use(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, _view.Capacity);
        IsUsed = true;
    }

    /// <summary>A part that was noted. A span alone does not keep the file: whoever hands it out keeps the file as long as anybody may look.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> At(long start, int length) => new(_first + start, length);

    /// <summary>By reading, so that what is only copied does not come into memory.</summary>
    public void CopyTo(Stream target, long start, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(BufferSize, length));
        while (length > 0)
        {
            var read = RandomAccess.Read(_file, buffer.AsSpan(0, Math.Min(buffer.Length, length)), start);
            if (read == 0) throw new EndOfStreamException();

            target.Write(buffer.AsSpan(0, read));
            (start, length) = (start + read, length - read);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Whether memory is a part of a mapped file.</summary>
    public static bool IsPart(ReadOnlyMemory<byte> memory, out MappedFile file, out long start)
    {
        if (MemoryMarshal.TryGetMemoryManager<byte, Part>(memory, out var part, out var within, out _))
        {
            (file, start) = (part.File, part.Start + within);
            return true;
        }

        (file, start) = (null!, 0);
        return false;
    }

    /// <summary>For one that nobody refers to.</summary>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    // Holds the file, which is unmapped when nobody refers to it any more.
    private sealed class Part(MappedFile file, long start, int length) : MemoryManager<byte>
    {
        private readonly byte* _start = file._first + start;

        public MappedFile File => file;

        public long Start => start;

        public override Span<byte> GetSpan() => new(_start, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(_start + elementIndex);

        public override void Unpin() => GC.KeepAlive(file);

        protected override void Dispose(bool disposing)
        {
        }
    }
}
