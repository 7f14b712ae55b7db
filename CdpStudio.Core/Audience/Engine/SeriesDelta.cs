namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// New entries of one block of a series in order of arrival, chained by home row from the newest back. One writer; a view shows the
/// entries up to its moment.
/// </summary>
/// <remarks>
/// Invariants: an entry below a view's count never changes. When any array grows, all are replaced together, so the chain of a view
/// never leads outside its arrays: heads that it sees too new are entries at or above its count, and are skipped.
/// </remarks>
internal sealed class SeriesDelta
{
    private int[] _node = new int[16];
    private int[] _home = new int[16];
    private int[] _next = new int[16];
    private int[] _source = new int[16];
    private long[] _ts = new long[16];
    private long[] _number = new long[16];
    private int[] _keys = new int[32];
    private int[] _heads = new int[32];

    public int Count { get; private set; }

    /// <param name="home">Row in the block.</param>
    /// <returns>Its place in the delta.</returns>
    public int Append(in NewEntry entry, int home)
    {
        if (Count == _node.Length) Grow();

        var index = Count++;
        _node[index] = entry.Node;
        _ts[index] = entry.Ts;
        _number[index] = entry.Number;
        _source[index] = entry.Source;
        _home[index] = home;
        Chain(index);
        return index;
    }

    public DeltaView View() => new(_node, _home, _next, _ts, _number, _source, _keys, _heads, Count);

    private void Chain(int index)
    {
        var home = _home[index];
        var mask = _keys.Length - 1;
        var slot = SlotOf(home) & mask;
        while (Volatile.Read(ref _keys[slot]) is not 0 and var key)
        {
            if (key == home + 1)
            {
                _next[index] = _heads[slot];
                Volatile.Write(ref _heads[slot], index);
                return;
            }

            slot = (slot + 1) & mask;
        }

        _next[index] = -1;
        _heads[slot] = index;
        Volatile.Write(ref _keys[slot], home + 1);
    }

    private void Grow()
    {
        var size = _node.Length * 2;
        Array.Resize(ref _node, size);
        Array.Resize(ref _home, size);
        Array.Resize(ref _source, size);
        Array.Resize(ref _ts, size);
        Array.Resize(ref _number, size);

        // Twice as many places as entries: the table is never more than half full.
        (_next, _keys, _heads) = (new int[size], new int[size * 2], new int[size * 2]);
        for (var i = 0; i < Count; i++) Chain(i);
    }

    internal static int SlotOf(int home) => (int)((uint)home * 2_654_435_769u >> 7);
}

/// <summary>An entry without its values.</summary>
/// <param name="Source">0 where sources do not matter.</param>
internal readonly record struct NewEntry(int Node, long Ts, long Number, int Source);

/// <summary>The delta at one moment.</summary>
internal readonly struct DeltaView(
    int[] node, int[] home, int[] next, long[] ts, long[] number, int[] source, int[] keys, int[] heads, int count)
{
    public int Count => count;

    public int NodeOf(int index) => node[index];

    /// <summary>Row in the block.</summary>
    public int HomeOf(int index) => home[index];

    public long TsOf(int index) => ts[index];

    public long NumberOf(int index) => number[index];

    public int SourceOf(int index) => source[index];

    /// <summary>The newest entry of a home; -1 when it has none.</summary>
    public int NewestOf(int row)
    {
        if (count == 0) return -1;

        var mask = keys.Length - 1;
        var slot = SeriesDelta.SlotOf(row) & mask;
        while (Volatile.Read(ref keys[slot]) is not 0 and var key)
        {
            if (key == row + 1)
            {
                var entry = Volatile.Read(ref heads[slot]);
                while (entry >= count) entry = next[entry];
                return entry;
            }

            slot = (slot + 1) & mask;
        }

        return -1;
    }

    /// <summary>The one before in the same home; -1 at the end.</summary>
    public int Before(int index) => next[index];
}
