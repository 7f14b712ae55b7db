using System.Runtime.InteropServices;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// A growing column that one writer changes in place while readers hold views that never change: a page that a view has seen is
/// copied before it is written again. What was never set is <c>default</c>. Pages that are as a mapped file holds them may lie there.
/// </summary>
internal sealed class PagedColumn<T>
    where T : unmanaged
{
    // Small pages, because one new event copies one page of each column that it touches.
    internal const int PageBits = 9;
    internal const int PageSize = 1 << PageBits;

    // Invariant: _owned[p] says that no view holds _pages[p].
    private T[]?[] _pages = new T[]?[16];
    private bool[] _owned = new bool[16];
    private MappedPages? _mapped;
    private PagedView<T> _last = new([], null);
    private bool _changed;

    public T this[int index]
    {
        get
        {
            var (number, within) = (index >> PageBits, index & (PageSize - 1));
            if (number < _pages.Length && _pages[number] is { } page) return page[within];
            return _mapped is { } mapped ? mapped.ItemOf<T>(number, within) : default;
        }
        set
        {
            if (EqualityComparer<T>.Default.Equals(this[index], value)) return;

            var number = index >> PageBits;
            if (number >= _pages.Length)
            {
                var size = Growth.Of(_pages.Length, number + 1);
                Array.Resize(ref _pages, size);
                Array.Resize(ref _owned, size);
            }

            if (!_owned[number])
            {
                _pages[number] = _pages[number] is { } shared ? (T[])shared.Clone()
                    : _mapped is { } mapped && mapped.Has(number) ? MemoryMarshal.Cast<byte, T>(mapped[number]).ToArray()
                    : new T[PageSize];
                _owned[number] = true;
            }

            _pages[number]![index & (PageSize - 1)] = value;
            _changed = true;
        }
    }

    /// <summary>Fills this one, which is empty, with what <see cref="PagedView{T}.Save"/> wrote.</summary>
    public void Load(BinaryReader reader)
    {
        var count = reader.ReadInt32();
        if (count > _pages.Length) (_pages, _owned) = (new T[]?[count], new bool[count]);
        _mapped = MappedPages.Read(
            reader, count, copiesLast: false, (number, bytes) => (_pages[number], _owned[number]) = (MemoryMarshal.Cast<byte, T>(bytes).ToArray(), true));
        _changed = true;
    }

    /// <summary>Leaves pages to a file that holds what a view showed, as far as they are still so.</summary>
    public void Adopt(PagedView<T> captured, PagedColumn<T> saved)
    {
        if (saved._mapped is not { } mapped) return;

        // Views hold the old table.
        _pages = (T[]?[])_pages.Clone();
        for (var number = 0; number < _pages.Length; number++)
        {
            if (mapped.Has(number) && _pages[number] is { } page && captured.Shows(number, page)) (_pages[number], _owned[number]) = (null, false);
        }

        (_mapped, _changed) = (mapped, true);
    }

    /// <summary>The column as it stands; the same object as long as nothing changes.</summary>
    public PagedView<T> Freeze()
    {
        if (!_changed) return _last;

        _changed = false;
        Array.Clear(_owned);
        return _last = new PagedView<T>((T[]?[])_pages.Clone(), _mapped);
    }
}

/// <summary>A column at one moment.</summary>
internal sealed class PagedView<T>(T[]?[] pages, MappedPages? mapped)
    where T : unmanaged
{
    public T this[int index]
    {
        get
        {
            var (number, within) = (index >> PagedColumn<T>.PageBits, index & (PagedColumn<T>.PageSize - 1));
            if (number < pages.Length && pages[number] is { } page) return page[within];
            return mapped is null ? default : mapped.ItemOf<T>(number, within);
        }
    }

    /// <summary>Whether it is this page that it shows.</summary>
    public bool Shows(int number, T[] page) => number < pages.Length && ReferenceEquals(pages[number], page);

    public void Save(BinaryWriter writer)
    {
        var count = pages.Length;
        while (count > 0 && pages[count - 1] is null && mapped?.Has(count - 1) != true) count--;
        writer.Write(count);
        for (var number = 0; number < count; number++)
        {
            if (pages[number] is null && mapped?.Has(number) == true) mapped.Write(writer, number);
            else writer.WritePage(MemoryMarshal.AsBytes<T>(pages[number]));
        }
    }

    /// <summary>Copies values from a place on, <c>default</c> where none was set.</summary>
    public void CopyTo(int start, Span<T> target)
    {
        while (!target.IsEmpty)
        {
            var within = start & (PagedColumn<T>.PageSize - 1);
            var part = target[..Math.Min(target.Length, PagedColumn<T>.PageSize - within)];
            var number = start >> PagedColumn<T>.PageBits;
            if (number < pages.Length && pages[number] is { } page) page.AsSpan(within, part.Length).CopyTo(part);
            else if (mapped?.Has(number) == true) MemoryMarshal.Cast<byte, T>(mapped[number]).Slice(within, part.Length).CopyTo(part);
            else part.Clear();

            start += part.Length;
            target = target[part.Length..];
        }
    }
}
