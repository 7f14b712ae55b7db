namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>One row's entries of a series in the profile's order.</summary>
/// <remarks>Neighbours in the base, or places that <c>refs</c> lists from <c>start</c> on.</remarks>
internal readonly struct Slice(SeriesView view, int[]? refs, int start, int count)
{
    public SeriesView View => view;

    public int Count => count;

    /// <summary>The entry's place in the series.</summary>
    public int this[int index] => refs is null ? start + index : refs[start + index];

    /// <summary>The first entry at or after a moment.</summary>
    public int FirstFrom(long moment)
    {
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
    private int[] _refs = new int[256];
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

    public Slice Read(SeriesView view)
    {
        if (_homes is not null) return ReadMixed(view, _homes);

        view.Base.TryFind(Row, out var start, out var end);
        var newest = view.Delta.Count == 0 ? -1 : view.Delta.NewestOf(Row);
        if (newest < 0) return new Slice(view, null, start, end - start);

        var from = _used;
        for (var i = start; i < end; i++) Add(i);
        AddChain(view, newest);
        return Sorted(view, from);
    }

    private Slice ReadMixed(SeriesView view, int[] homes)
    {
        var from = _used;
        foreach (var home in homes)
        {
            view.Base.TryFind(home, out var start, out var end);
            for (var i = start; i < end; i++) AddOwn(view, i);
            for (var i = view.Delta.Count == 0 ? -1 : view.Delta.NewestOf(home); i >= 0; i = view.Delta.Before(i)) AddOwn(view, view.Base.Count + i);
        }

        return Sorted(view, from);
    }

    private void AddOwn(SeriesView view, int index)
    {
        if (snapshot.Rows.RowOf(view.NodeOf(index)) == Row) Add(index);
    }

    private void AddChain(SeriesView view, int newest)
    {
        var from = _used;
        for (var i = newest; i >= 0; i = view.Delta.Before(i)) Add(view.Base.Count + i);
        _refs.AsSpan(from, _used - from).Reverse();
    }

    private Slice Sorted(SeriesView view, int from)
    {
        EntryOrder.Sort(view, _refs.AsSpan(from, _used - from));
        return new Slice(view, _refs, from, _used - from);
    }

    private void Add(int index)
    {
        // Slices keep the array that they were given, so the old one stays theirs.
        if (_used == _refs.Length) Array.Resize(ref _refs, _used * 2);
        _refs[_used++] = index;
    }
}
