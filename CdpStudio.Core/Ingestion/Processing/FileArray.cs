using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CdpStudio.Core.Ingestion.Processing;

/// <summary>
/// An array without an end that lies in a file, gone when it is closed, but for its last page: for what grows at its end and is seldom asked
/// about. What was never set is <c>default</c>. Not safe for several threads at once.
/// </summary>
/// <param name="folder">Where the file is made, once there is more than a page.</param>
internal sealed class FileArray<T>(string folder) : IDisposable
    where T : unmanaged
{
    public const int PageSize = 1024;

    private static readonly int s_itemBytes = Unsafe.SizeOf<T>();

    private readonly T[] _last = new T[PageSize];
    private SafeFileHandle? _file;

    // Of the last page, in items.
    private int _from;

    /// <exception cref="SessionInDoubtException">The file cannot be read or written.</exception>
    public T this[int index]
    {
        get
        {
            if (index >= _from) return index - _from < PageSize ? _last[index - _from] : default;

            var item = default(T);
            Read(index, new Span<T>(ref item));
            return item;
        }
        set
        {
            if (index >= _from + PageSize)
            {
                if (EqualityComparer<T>.Default.Equals(value, default)) return;
                TurnTo(index);
            }

            if (index >= _from) _last[index - _from] = value;
            else Write(index, new ReadOnlySpan<T>(in value));
        }
    }

    /// <summary>Items from an index on, in one piece.</summary>
    public void CopyTo(int index, Span<T> target)
    {
        var inFile = Math.Clamp(_from - index, 0, target.Length);
        if (inFile > 0) Read(index, target[..inFile]);
        for (var i = inFile; i < target.Length; i++) target[i] = this[index + i];
    }

    public void Dispose() => _file?.Dispose();

    private void TurnTo(int index)
    {
        Write(_from, _last);
        Array.Clear(_last);
        _from = index / PageSize * PageSize;
    }

    // What lies behind the end of the file was never set, as what lies in a hole of it, which reads as zeros.
    private void Read(int index, Span<T> items)
    {
        var bytes = MemoryMarshal.AsBytes(items);
        var (at, length) = ((long)index * s_itemBytes, 0);
        try
        {
            while (length < bytes.Length && RandomAccess.Read(_file!, bytes[length..], at + length) is var read and > 0) length += read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SessionInDoubtException(e);
        }

        bytes[length..].Clear();
    }

    private void Write(int index, ReadOnlySpan<T> items)
    {
        try
        {
            _file ??= ScratchFile.Open(folder);
            RandomAccess.Write(_file, MemoryMarshal.AsBytes(items), (long)index * s_itemBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SessionInDoubtException(e);
        }
    }
}
