namespace CdpStudio.Core.Sources.Imports.Rows;

/// <summary>
/// How often each row came so far, at 11 to 22 bytes a row and no more for those that came once. 64 bits of a row's hash stand for it: should
/// two of a file ever share them, the later one is counted as a second one of the first, and is still a row of its own.
/// </summary>
internal sealed class RowOccurrences
{
    private readonly Dictionary<ulong, int> _repeated = [];
    // Found by trying one place after the other, at most three quarters full. 0 is free.
    private ulong[] _rows = new ulong[1024];
    private int _count;

    /// <returns>1 for the first.</returns>
    public int Count(UInt128 hash)
    {
        var row = Math.Max(1, (ulong)hash);
        var slot = SlotOf(row);
        if (_rows[slot] == row) return _repeated[row] = _repeated.GetValueOrDefault(row, 1) + 1;

        if (++_count > _rows.Length / 4 * 3)
        {
            Grow();
            slot = SlotOf(row);
        }

        _rows[slot] = row;
        return 1;
    }

    private void Grow()
    {
        var before = _rows;
        _rows = new ulong[before.Length * 2];
        foreach (var row in before)
        {
            if (row != 0) _rows[SlotOf(row)] = row;
        }
    }

    /// <summary>Where the row is, or has its place.</summary>
    private int SlotOf(ulong row)
    {
        var slot = unchecked((int)row) & (_rows.Length - 1);
        while (_rows[slot] != 0 && _rows[slot] != row) slot = (slot + 1) & (_rows.Length - 1);
        return slot;
    }
}
