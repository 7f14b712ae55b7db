using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// An array without an end, in pages: growing copies next to nothing and leaves no old array behind, and a page in which nothing was set
/// takes no memory. What was never set is <c>default</c>. One thread writes; others may read what it set before they learnt of it, as long
/// as that is not set again.
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

    /// <summary>What is at or above it is <c>default</c>.</summary>
    public int End => _pages.Length << PageBits;

    public T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var (pages, number, within) = (_pages, index >> PageBits, index & (PageSize - 1));
            return (uint)number < (uint)pages.Length && pages[number] is { } page && within < page.Length ? page[within] : default;
        }
        set
        {
            if (!EqualityComparer<T>.Default.Equals(this[index], value)) At(index) = value;
        }
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
        var pages = (T[]?[])_pages.Clone();
        Array.Fill(_shown, true);
        return writer => Save(writer, pages);
    }

    /// <summary>Also while more is set, which may be in it or not.</summary>
    public void Save(BinaryWriter writer) => Save(writer, _pages);

    /// <summary>Fills this one, which is empty, with what <see cref="Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        _pages = new T[]?[reader.ReadInt32()];
        _shown = new bool[_pages.Length];
        for (var number = 0; number < _pages.Length; number++)
        {
            var page = reader.ReadArray<T>();
            if (page.Length > PageSize || (number > 0 && page.Length is not 0 and not PageSize))
                throw new InvalidDataException(FormattableString.Invariant($"A page of {page.Length} items."));
            if (page.Length > 0) _pages[number] = page;
        }
    }

    private static void Save(BinaryWriter writer, T[]?[] pages)
    {
        var count = pages.Length;
        while (count > 0 && pages[count - 1] is null) count--;
        writer.Write(count);
        foreach (var page in pages.AsSpan(0, count)) writer.WriteArray<T>(page);
    }
}
