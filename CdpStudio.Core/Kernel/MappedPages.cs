using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CdpStudio.Core.Kernel;

/// <summary>Pages of an array that lie in a mapped file.</summary>
internal sealed class MappedPages
{
    // So small that nearly all pages of whatever items are mapped: they take no memory of their own.
    private const int SmallestPage = 1024;

    private readonly MappedFile _file;
    // By page, in bytes; of length 0 those that are not there.
    private readonly long[] _starts;
    private readonly int[] _lengths;

    private MappedPages(MappedFile file, int count) => (_file, _starts, _lengths) = (file, new long[count], new int[count]);

    public int Count => _starts.Length;

    public bool Has(int page) => page < _lengths.Length && _lengths[page] > 0;

    public ReadOnlySpan<byte> this[int page] => page < _lengths.Length ? _file.At(_starts[page], _lengths[page]) : default;

    /// <summary>An item of a page; <c>default</c> when it is not there.</summary>
    public T ItemOf<T>(int page, int within)
        where T : unmanaged
    {
        var bytes = this[page];
        return within < bytes.Length / Unsafe.SizeOf<T>() ? Unsafe.ReadUnaligned<T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(bytes), within * Unsafe.SizeOf<T>())) : default;
    }

    /// <summary>Writes a page that is there as <see cref="MappedBytes.WritePage"/> does.</summary>
    public void Write(BinaryWriter writer, int page)
    {
        writer.BeginMapped(_lengths[page]);
        _file.CopyTo(writer.BaseStream, _starts[page], _lengths[page]);
    }

    /// <summary>Reads pages that <see cref="MappedBytes.WritePage"/> wrote.</summary>
    /// <param name="count">Of pages.</param>
    /// <param name="copy">Takes a page that does not stay in the file: those that are small, and the last one where that is wanted.</param>
    /// <param name="copiesLast">Whether the last page is to be written to.</param>
    /// <returns>Null when all were copied.</returns>
    public static MappedPages? Read(BinaryReader reader, int count, bool copiesLast, Action<int, byte[]> copy)
    {
        var from = reader as MappedReader;
        var pages = from?.File is { } file ? new MappedPages(file, count) : null;
        var any = false;
        for (var page = 0; page < count; page++)
        {
            var length = reader.ReadInt32();
            if (length == 0) continue;

            reader.BeginMapped(length);
            if (pages is null || length < Math.Min(SmallestPage, from!.Smallest) || (copiesLast && page == count - 1))
            {
                var bytes = GC.AllocateUninitializedArray<byte>(length);
                reader.BaseStream.ReadExactly(bytes);
                copy(page, bytes);
                continue;
            }

            (pages._starts[page], pages._lengths[page]) = (from.Skip(length), length);
            pages._file.Use(pages._starts[page], length);
            any = true;
        }

        return any ? pages : null;
    }
}
