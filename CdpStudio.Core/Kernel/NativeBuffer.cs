using System.Runtime.InteropServices;

namespace CdpStudio.Core.Kernel;

/// <summary>Items that nobody needs any more at the end of a method, outside the collector's heap. Not cleared.</summary>
internal readonly unsafe ref struct NativeBuffer<T>(int count)
    where T : unmanaged
{
    private readonly T* _first = (T*)NativeMemory.Alloc((nuint)count, (nuint)sizeof(T));

    public Span<T> Items => new(_first, count);

    public void Dispose() => NativeMemory.Free(_first);
}
