using System.Buffers;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Audience.Engine.Saving;

/// <summary>
/// A file as memory that the system brings in when it is looked at, and takes back when others need room. Stays mapped as long as any part
/// of it is referred to, also after the file was removed. Nobody may write to it in place or cut it off meanwhile.
/// </summary>
internal sealed class MappedFile
{
    private readonly MemoryMappedViewAccessor _view;

    /// <exception cref="IOException">It cannot be mapped.</exception>
    public MappedFile(SafeFileHandle file)
    {
        using var mapping = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = mapping.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
    }

    /// <param name="start">In bytes from the beginning of the file. Start and length lie within it.</param>
    public ReadOnlyMemory<byte> Slice(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, _view.Capacity);
        return new Part(_view, start, length).Memory;
    }

    // Holds the view, which is unmapped when nobody refers to it any more. A span alone does not: whoever evaluates keeps the index.
    private sealed unsafe class Part(MemoryMappedViewAccessor view, long start, int length) : MemoryManager<byte>
    {
        private readonly byte* _first = (byte*)view.SafeMemoryMappedViewHandle.DangerousGetHandle() + view.PointerOffset + start;

        public override Span<byte> GetSpan() => new(_first, length);

        public override MemoryHandle Pin(int elementIndex = 0) => new(_first + elementIndex);

        public override void Unpin() => GC.KeepAlive(view);

        protected override void Dispose(bool disposing)
        {
        }
    }
}
