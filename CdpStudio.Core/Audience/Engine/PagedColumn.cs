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
                var size = Math.Max(number + 1, _pages.Length * 2);
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
