namespace CdpStudio.Core.Audience.Engine;

/// <summary>
/// The second of each present row's last entry, side by side, made when an evaluation first needs it and kept as long as the block: 4
/// bytes a row, for which one walk along them takes the place of a look into each row's entries. Only for moments in whole seconds and
/// milliseconds. Several threads may ask at once; the work is done again then, and one answer kept.
/// </summary>
internal sealed class LatestTimes
{
    private uint[]? _seconds;

    /// <summary>With <see cref="SeriesBase.Spare"/> more behind them, so that vectors may be read past the last one.</summary>
    public uint[] Of(SeriesBase sorted)
    {
        if (Volatile.Read(ref _seconds) is { } known) return known;

        var seconds = new uint[sorted.Rows + SeriesBase.Spare];
        var all = sorted.Ts.Seconds;
        for (var row = 0; row < sorted.Rows; row++) seconds[row] = all[sorted.Offsets[row + 1] - 1];
        Volatile.Write(ref _seconds, seconds);
        return seconds;
    }
}
