using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// An array without an end, in pages: growing copies next to nothing and leaves no old array behind, and a page in which nothing was set
/// takes no memory. What was never set is <c>default</c>. One thread writes; others may read what it set before they learnt of it, as long
/// as that is not set again. Pages that are as a mapped file holds them may lie there.
/// </summary>
internal sealed class PagedArray<T>
    where T : unmanaged
{
    private const int PageBits = 10;
    private const int PageSize = 1 << PageBits;
    private const int SmallestPage = 16;

    // Only the first may be smaller than the others.
    private T[]?[] _pages = [];
    // By page: whether something frozen shows it, so that it is copied before it is written again.
    private bool[] _shown = [];
    // Holds pages that are not in memory. Invariant: it is set before a page goes out of memory, and read after the page was not found there.
    private MappedPages? _mapped;

    /// <summary>What is at or above it is <c>default</c>.</summary>
    public int End => _pages.Length << PageBits;

    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var (pages, number, within) = (Volatile.Read(ref _pages), index >> PageBits, index & (PageSize - 1));
            if ((uint)number < (uint)pages.Length && pages[number] is { } page) return within < page.Length ? page[within] : default;

            return _mapped is { } mapped ? mapped.ItemOf<T>(number, within) : default;
        }
        set
        {
            if (!EqualityComparer<T>.Default.Equals(this[index], value)) At(index) = value;
        }
    }

    /// <summary>What lies beside one another from an index on; empty where nothing was ever set.</summary>
    public ReadOnlySpan<T> From(int index)
    {
        var (pages, number, within) = (Volatile.Read(ref _pages), index >> PageBits, index & (PageSize - 1));
        var page = (uint)number < (uint)pages.Length && pages[number] is { } here ? here : _mapped is { } mapped ? MemoryMarshal.Cast<byte, T>(mapped[number]) : default;
        return within < page.Length ? page[within..] : default;
    }

    /// <summary>A place to write at, which takes memory from now on.</summary>
    public ref T At(int index)
    {
        var (number, within) = (index >> PageBits, index & (PageSize - 1));
        if (number >= _pages.Length)
        {
            var length = Math.Max(number + 1, _pages.Length + (_pages.Length / 4));
            Array.Resize(ref _pages, length);
            Array.Resize(ref _shown, length);
        }

        ref var page = ref _pages[number];
        if (page is null && _mapped is { } mapped && mapped.Has(number)) (page, _shown[number]) = (MemoryMarshal.Cast<byte, T>(mapped[number]).ToArray(), false);
        if (page is null || within >= page.Length)
        {
            var larger = new T[number > 0 ? PageSize : Math.Min(PageSize, Math.Max(Math.Max(SmallestPage, within + 1), (page?.Length ?? 0) * 2))];
            page?.CopyTo(larger, 0);
            (page, _shown[number]) = (larger, false);
        }
        else if (_shown[number])
        {
            (page, _shown[number]) = ((T[])page.Clone(), false);
        }

        return ref page[within];
    }

    /// <summary>The array as it stands now: a page of it is copied when it is next written.</summary>
    public Action<BinaryWriter> Freeze()
    {
        var (pages, mapped) = ((T[]?[])_pages.Clone(), _mapped);
        Array.Fill(_shown, true);
        return writer => Save(writer, pages, mapped, page => page);
    }

    /// <summary>Also while more is set, which may be in it or not.</summary>
    public void Save(BinaryWriter writer)
    {
        var pages = Volatile.Read(ref _pages);
        var copy = new T[PageSize];
        Save(writer, pages, _mapped, page =>
        {
            // What is written and what its checksum is made of must be the same.
            page.CopyTo(copy);
            return copy.AsSpan(0, page.Length);
        });
    }

    /// <summary>Fills this one, which is empty, with what <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        var pages = new T[]?[reader.ReadInt32()];
        _shown = new bool[pages.Length];
        _mapped = MappedPages.Read(reader, pages.Length, copiesLast: false, (number, bytes) => pages[number] = MemoryMarshal.Cast<byte, T>(bytes).ToArray());
        _pages = pages;
        for (var number = 0; number < pages.Length; number++)
        {
            var length = pages[number]?.Length ?? (_mapped is { } mapped ? mapped[number].Length / Unsafe.SizeOf<T>() : 0);
            if (length > PageSize || (number > 0 && length is not 0 and not PageSize))
                throw new InvalidDataException(FormattableString.Invariant($"A page of {length} items."));
        }
    }

    /// <summary>Leaves pages to a file that holds them as they were frozen last, as far as they are still so.</summary>
    public void Adopt(PagedArray<T> saved) => Adopt(saved, number => _shown[number]);

    /// <summary>
    /// Leaves pages to a file that holds them, as far as nothing at or above an index lies in them: none for 0, but those that another file
    /// holds lie in this one from then on. What is below is never set again.
    /// </summary>
    public void AdoptBelow(PagedArray<T> saved, int end) => Adopt(saved, number => (number + 1) << PageBits <= end);

    private void Adopt(PagedArray<T> saved, Func<int, bool> isAsSaved)
    {
        if (saved._mapped is not { } mapped) return;

        var pages = (T[]?[])_pages.Clone();
        for (var number = 0; number < pages.Length; number++)
        {
            if (mapped.Has(number) && isAsSaved(number)) pages[number] = null;
        }

        Volatile.Write(ref _mapped, mapped);
        Volatile.Write(ref _pages, pages);
    }

    private static void Save(BinaryWriter writer, T[]?[] pages, MappedPages? mapped, Still still)
    {
        var count = pages.Length;
        while (count > 0 && pages[count - 1] is null && mapped?.Has(count - 1) != true) count--;
        writer.Write(count);
        for (var number = 0; number < count; number++)
        {
            if (pages[number] is null && mapped?.Has(number) == true) mapped.Write(writer, number);
            else writer.WritePage(pages[number] is { } page ? MemoryMarshal.AsBytes(still(page)) : default);
        }
    }

    /// <summary>Of a page, what stays as it is while it is written.</summary>
    private delegate ReadOnlySpan<T> Still(T[] page);
}
