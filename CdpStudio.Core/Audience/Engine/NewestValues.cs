using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The newest value of each present row of a block, one cell a row, made when an evaluation first needs it and kept as long as the
/// block: as it was said, and read as a moment. Several threads may ask at once; the work is done again then, and one answer kept.
/// </summary>
internal sealed class NewestValues
{
    private Holder? _said;
    private Holder? _moments;

    /// <param name="cells">Of all entries of the block.</param>
    public Cells Said(SeriesBase sorted, in Cells cells)
    {
        // Not kept: they may go to a file.
        if (sorted.Count == sorted.Rows) return cells;
        if (Volatile.Read(ref _said) is { } known) return known.Cells;

        var newest = Pick(sorted, cells);
        Volatile.Write(ref _said, new Holder(newest, null));
        return newest;
    }

    /// <summary>In milliseconds where others have units; missing where the value is no moment.</summary>
    public Cells Moments(SeriesBase sorted, in Cells cells, Func<long, long?> momentOf, WorkspaceZone zone)
    {
        if (Volatile.Read(ref _moments) is { } known && known.Zone == zone.Name) return known.Cells;

        var said = Said(sorted, cells);
        var moments = new long[sorted.Rows];
        for (var i = 0; i < moments.Length; i++)
        {
            if (momentOf(said[i]) is { } moment) moments[i] = Cell.OfUnits(moment);
        }

        var newest = Cells.Of(moments);
        Volatile.Write(ref _moments, new Holder(newest, zone.Name));
        return newest;
    }

    private static Cells Pick(SeriesBase sorted, in Cells cells)
    {
        var newest = new long[sorted.Rows];
        for (var i = 0; i < newest.Length; i++) newest[i] = cells[sorted.Offsets[i + 1] - 1];
        return Cells.Of(newest);
    }

    private sealed record Holder(Cells Cells, string? Zone);
}
