namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>One row's entries of a series in the profile's order.</summary>
/// <remarks>Neighbours in the base of a block, or places that <c>refs</c> lists from <c>start</c> on.</remarks>
internal readonly struct Slice(SeriesView view, Entry[]? refs, int block, int start, int count)
{
    public SeriesView View => view;

    public int Count => count;

    public Entry this[int index] => refs is null ? new Entry(block, start + index) : refs[start + index];

    /// <summary>Whether all entries of the block are earlier: then theirs need not be looked at.</summary>
    public bool EndsBefore(long moment) => refs is null && view.Block(block).Base.LastTs < moment;

    /// <summary>The first entry at or after a moment.</summary>
    public int FirstFrom(long moment)
    {
        if (refs is null) return EndsBefore(moment) ? count : view.Block(block).Base.Ts.FirstFrom(moment, start, start + count) - start;

        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (view.TsOf(this[middle]) < moment) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}

/// <summary>Reads one row after the other, whether its entries lie together or have to be gathered. For one thread.</summary>
internal sealed class RowReader(Snapshot snapshot)
{
    private Entry[] _refs = new Entry[256];
    private int _used;
    private int[]? _homes;

    public Snapshot Snapshot => snapshot;

    public int Row { get; private set; }

    /// <summary>Slices of the row before are no longer valid.</summary>
    public void MoveTo(int row)
    {
        Row = row;
        _used = 0;
        _homes = snapshot.Rows.Mixed.IsEmpty ? null : snapshot.Rows.Mixed.GetValueOrDefault(row);
    }

    /// <summary>Where the row's entries of a series lie as neighbours in their block's base, as nearly always.</summary>
    /// <returns>False when they have to be gathered by <see cref="Read"/>.</returns>
    public bool TryFind(SeriesView view, out int block, out int start, out int end)
    {
        block = snapshot.Shape.BlockOf(Row);
        (start, end) = (0, 0);
        if (_homes is not null) return false;

        var (at, row) = (view.Block(block), snapshot.Shape.Within(Row));
        if (at.Delta.NewestOf(row) >= 0) return false;

        at.Base.TryFind(row, out start, out end);
        return true;
    }

    public Slice Read(SeriesView view)
    {
        if (TryFind(view, out var place, out var start, out var end)) return new Slice(view, null, place, start, end - start);
        if (_homes is not null) return ReadMixed(view, _homes);

        var (block, row) = (view.Block(place), snapshot.Shape.Within(Row));
        block.Base.TryFind(row, out start, out end);
        var newest = block.Delta.NewestOf(row);
        var from = _used;
        for (var i = start; i < end; i++) Add(new Entry(place, i));
        var added = _used;
        for (var i = newest; i >= 0; i = block.Delta.Before(i)) Add(new Entry(place, block.Base.Count + i));
        _refs.AsSpan(added, _used - added).Reverse();
        return Sorted(view, from);
    }

    private Slice ReadMixed(SeriesView view, int[] homes)
    {
        var from = _used;
        foreach (var home in homes)
        {
            var place = snapshot.Shape.BlockOf(home);
            var (block, row) = (view.Block(place), snapshot.Shape.Within(home));
            block.Base.TryFind(row, out var start, out var end);
            for (var i = start; i < end; i++) AddOwn(block, new Entry(place, i));
            for (var i = block.Delta.NewestOf(row); i >= 0; i = block.Delta.Before(i)) AddOwn(block, new Entry(place, block.Base.Count + i));
        }

        return Sorted(view, from);
    }

    private void AddOwn(BlockView block, Entry entry)
    {
        if (snapshot.Rows.RowOf(block.NodeOf(entry.Index)) == Row) Add(entry);
    }

    private Slice Sorted(SeriesView view, int from)
    {
        EntryOrder.Sort(view, _refs.AsSpan(from, _used - from));
        return new Slice(view, _refs, 0, from, _used - from);
    }

    private void Add(Entry entry)
    {
        // Slices keep the array that they were given, so the old one stays theirs.
        if (_used == _refs.Length) Array.Resize(ref _refs, _used * 2);
        _refs[_used++] = entry;
    }
}
