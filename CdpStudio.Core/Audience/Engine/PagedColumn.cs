using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// A growing column that one writer changes in place while readers hold views that never change: a page that a view has seen is
/// copied before it is written again. What was never set is <c>default</c>.
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
    private PagedView<T> _last = new([]);
    private bool _changed;

    public T this[int index]
    {
        get => index >> PageBits < _pages.Length && _pages[index >> PageBits] is { } page ? page[index & (PageSize - 1)] : default;
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
                _pages[number] = _pages[number] is { } shared ? (T[])shared.Clone() : new T[PageSize];
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
        for (var number = 0; number < count; number++)
        {
            // A page that was never set is not there.
            var page = reader.ReadArray<T>();
            if (page.Length > 0) (_pages[number], _owned[number]) = (page, true);
        }

        _changed = true;
    }

    /// <summary>The column as it stands; the same object as long as nothing changes.</summary>
    public PagedView<T> Freeze()
    {
        if (!_changed) return _last;

        _changed = false;
        Array.Clear(_owned);
        return _last = new PagedView<T>((T[]?[])_pages.Clone());
    }
}

/// <summary>A column at one moment.</summary>
internal sealed class PagedView<T>(T[]?[] pages)
    where T : unmanaged
{
    public T this[int index] =>
        index >> PagedColumn<T>.PageBits < pages.Length && pages[index >> PagedColumn<T>.PageBits] is { } page
            ? page[index & (PagedColumn<T>.PageSize - 1)]
            : default;

    public void Save(BinaryWriter writer)
    {
        var count = pages.Length;
        while (count > 0 && pages[count - 1] is null) count--;
        writer.Write(count);
        foreach (var page in pages.AsSpan(0, count)) writer.WriteArray<T>(page);
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
            else part.Clear();

            start += part.Length;
            target = target[part.Length..];
        }
    }
}
